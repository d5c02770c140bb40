"""Rows of cells."""

import pytest

from sanbi.engine.scoring.data.readers.grid import Grid


def test_blank_rows_and_notes_hold_no_data() -> None:
    rows: list[list[object]] = [
        ["h"], ["a"], [""], [" ", "\u200b"], ["※ note", 1], ["", "※ note"], [None], [0.0], ["", 5],
        [],
    ]  # fmt: skip
    assert Grid("x", "x", rows).data_rows(0) == [1, 7, 8]
    assert not Grid("x", "x", rows).is_empty()
    assert Grid("x", "x", [[], ["", " "]]).is_empty()


def test_short_rows_lack_their_last_cells() -> None:
    grid = Grid("x", "x", [["a", "b"], ["c"]])
    assert grid.column(1, [0, 1]) == ["b", ""]


@pytest.mark.parametrize(
    ("lines", "text"), [(None, "数据!B3"), ([1, 4, 7], "数据:7"), ([1], "数据:3")]
)
def test_places_are_cells_of_a_sheet_or_lines_of_a_file(lines: list[int] | None, text: str) -> None:
    assert Grid("数据", "数据", [], lines=lines).cell_place(2, 1).text == text
