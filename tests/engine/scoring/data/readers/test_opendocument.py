"""Workbooks of OpenDocument: what is read, and every fault with its sheet and cell."""

from pathlib import Path

import pytest

from sanbi.engine.scoring.data import read_data
from tests.engine.scoring.data.files import HEADINGS, make_ods, noted, ods_row, refused

HEAD = ods_row(*HEADINGS)


def ods_cell(attributes: str, content: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def test_an_ods_is_read(tmp_path: Path) -> None:
    rows = HEAD + ods_row("A", "gdp", "2026Q3", 6.4, 6) + ods_row("B", "gdp", "2026Q3", "6.5", "")
    data = read_data(make_ods(tmp_path / "a.ods", {"数据": rows}))
    assert data.observations["value"].to_list() == [6.4, 6.5]
    assert noted(data) == [("数据!D3", "text-number")]


def test_repeated_rows_of_an_ods_keep_their_places(tmp_path: Path) -> None:
    empty = ods_row("", attributes='table:number-rows-repeated="3"')
    tail = ods_row("", attributes='table:number-rows-repeated="1048570"')
    rows = HEAD + empty + ods_row("A", "gdp", "2026Q3", "约6") + tail
    assert refused(make_ods(tmp_path / "a.ods", {"数据": rows})) == [("数据!D5", "text-in-number")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (ods_cell('office:value-type="percentage" office:value="0.064"'), "percent-format"),
        (
            ods_cell(
                'office:value-type="string" calcext:value-type="error" table:formula="of:=1/0"',
                "<text:p>#DIV/0!</text:p>",
            ),
            "formula-error",
        ),
        (ods_cell('table:formula="of:=1"'), "formula-uncached"),
        (ods_cell('office:value-type="date" office:date-value="2026-07-01"'), "date-number"),
        (ods_cell('office:value-type="boolean" office:boolean-value="true"'), "text-in-number"),
    ],
)
def test_marked_cells_of_an_ods_are_refused(tmp_path: Path, cell: str, code: str) -> None:
    rows = HEAD + ods_row("A", "gdp", "2026Q3", cell)
    assert refused(make_ods(tmp_path / "a.ods", {"数据": rows})) == [("数据!D2", code)]


def test_merged_and_hidden_parts_of_an_ods_are_refused(tmp_path: Path) -> None:
    span = (
        '<table:table-cell table:number-rows-spanned="2" office:value-type="string">'
        "<text:p>A</text:p></table:table-cell>"
    )
    rows = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/>'
        + HEAD
        + ods_row(span, "gdp", "2026Q3", 1)
        + ods_row("<table:covered-table-cell/>", "pop", "2026Q3", 1,
                  attributes='table:visibility="filter"')
    )  # fmt: skip
    found = refused(make_ods(tmp_path / "a.ods", {"数据": rows}))
    assert found == [
        ("数据!D1", "hidden-column"),
        ("数据!A2", "merged"),
        ("数据!3", "hidden-row"),
        ("数据!A3", "missing-cell"),
    ]
