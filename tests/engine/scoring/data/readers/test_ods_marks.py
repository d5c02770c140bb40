"""Marks of .ods sheets."""

from pathlib import Path
from typing import Any

from sanbi.engine.scoring.data import Limits
from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.ods_marks import read_marks
from tests.engine.scoring.data.files import make_ods, ods_row


def marks_of(path: Path, rows: str) -> Any:
    return read_marks(Archive(make_ods(path, {"数据": rows}), Limits()), Limits())["数据"]


def cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_repeated_rows_and_cells_are_counted(tmp_path: Path) -> None:
    percent = cell('office:value-type="percentage" table:number-columns-repeated="2"')
    gap = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = (
        ods_row("a", attributes='table:number-rows-repeated="4"')
        + ods_row(gap, percent, attributes='table:number-rows-repeated="2"')
        + ods_row(cell('calcext:value-type="error" office:value-type="string"', "Err:502"))
        + ods_row(gap, attributes='table:number-rows-repeated="1000000"')
    )
    marks = marks_of(tmp_path / "a.ods", rows)
    assert marks.percents == {(4, 3), (4, 4), (5, 3), (5, 4)}
    assert marks.errors == {(6, 0): "Err:502"}
    assert (marks.height, marks.width) == (7, 5)


def test_hidden_columns_and_rows_are_counted(tmp_path: Path) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
    )
    hidden = 'table:number-rows-repeated="2" table:visibility="filter"'
    marks = marks_of(tmp_path / "a.ods", columns + ods_row("a") + ods_row("b", attributes=hidden))
    assert marks.hidden_columns == {2, 3}
    assert marks.hidden_rows == {1, 2}


def test_a_table_within_a_cell_is_no_sheet(tmp_path: Path) -> None:
    nested = f'<table:table table:name="in">{ods_row("x", "y")}</table:table>'
    inner = f"<table:table-cell>{nested}</table:table-cell>"
    path = make_ods(tmp_path / "a.ods", {"数据": ods_row(inner, "a")})
    marks = read_marks(Archive(path, Limits()), Limits())
    assert list(marks) == ["数据"]
    assert (marks["数据"].height, marks["数据"].width) == (1, 2)
