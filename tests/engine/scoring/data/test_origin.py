"""Places of cells."""

import pytest

from sanbi.engine.scoring.data.origin import FileOrigin, RawTable, RowOrigin, SheetOrigin, letters


@pytest.mark.parametrize(
    ("number", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (-1, "")]
)
def test_columns_have_their_letters(number: int, text: str) -> None:
    assert letters(number) == text


def test_a_sheet_names_its_cell_and_else_its_row() -> None:
    origin = SheetOrigin("数据", [5, 9], {"unit": 0, "value": [3, 4]}, order=2)
    assert origin.place(0, "unit") == ((2, 5, 0), "数据!A5")
    assert origin.place(1, "value") == ((2, 9, 4), "数据!E9")
    assert origin.place(1, "period").text == "数据!9"


def test_a_file_names_its_line_and_heading() -> None:
    origin = FileOrigin("a.csv", [2, 12], {"value": 1, "unit": 7}, ["单位", "值"], word="列")
    assert origin.place(1, "value").text == "a.csv:12 列 值"
    assert origin.place(1, "unit").text == "a.csv:12 列 H"
    assert origin.place(0, "period").text == "a.csv:2"


def test_rows_of_a_program_are_counted_from_0() -> None:
    assert RowOrigin("ratings").place(3, "rating").text == "ratings[3].rating"
    assert RowOrigin("ratings").place(3, "").text == "ratings[3]"


def test_a_table_is_as_high_as_its_columns() -> None:
    assert RawTable("units", {"unit": ["A", "B"]}, RowOrigin("units")).height == 2
    assert RawTable("units", {}, RowOrigin("units")).height == 0
