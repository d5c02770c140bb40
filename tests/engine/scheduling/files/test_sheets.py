"""Tables: from cells to rows under known heads."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.sheets import (
    cell_sheet,
    cell_text,
    csv_sheet,
    csv_text,
    guarded,
    rows_of,
)
from sanbi.engine.scheduling.files.spots import Spot


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (2.5, "2.5"),
        (True, "true"),
        (None, ""),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 8), "2026-03-02"),  # noqa: DTZ001 - a cell has no zone
        ("甲", "甲"),
    ],
)
def test_cells_as_texts(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_rows_of_a_worksheet() -> None:
    sheet = cell_sheet("项目", [["题目"], [], ["编号", "用地"], ["a", 3.0], ["", ""], ["b"]])
    rows = rows_of(sheet, {"编号": "key"}, "key")
    assert [(row.where, row.fields["key"].value) for row in rows] == [
        ("项目:4", "a"),
        ("项目:6", "b"),
    ]
    assert rows[0].others == {"用地": Spot("3", "项目:4, column 用地")}


def test_a_worksheet_that_is_too_large_is_refused() -> None:
    with pytest.raises(SchedulingFaults):
        cell_sheet("项目", [["x"] * 201])
    with pytest.raises(SchedulingFaults):
        cell_sheet("项目", [["x"]] * 60_001)


@pytest.mark.parametrize("content", ["a;b\n1;2\n", "a\tb\n1\t2\n", "a,b\r\n1,2\r\n"])
def test_the_separator_is_found(content: str) -> None:
    assert csv_sheet(content.encode(), "x.csv").rows[1] == ["1", "2"]


@pytest.mark.parametrize("cell", ["-3", "+4.5", "甲", "2026-01-01", ""])
def test_numbers_and_texts_stay(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("cell", ["=1", "+cmd", "-x", "@a", "\tb", "--1", "-1-", "'=1", "''@a"])
def test_what_would_run_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    written = csv_text(iter([["head", "x"], [cell, "y"]]))
    assert csv_sheet(written, "a.csv").rows[1] == [cell, "y"]
