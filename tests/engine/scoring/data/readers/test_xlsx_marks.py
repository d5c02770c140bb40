"""Marks of .xlsx sheets, also in XML that is written in unusual ways."""

from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scoring.data import Limits, read_data
from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.xlsx_marks import is_percent, read_marks
from tests.engine.scoring.data.files import make_xlsx, part_of, with_part

SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize("code", ["0%", "0.00%", "#,##0.0%;-0.0%", "[Red]0%", '0.0%"x"'])
def test_percent_formats(code: str) -> None:
    assert is_percent(code)


@pytest.mark.parametrize("code", ["General", '0"%"', "0\\%", "[$%-804]0", "@", ""])
def test_formats_that_only_show_the_sign(code: str) -> None:
    assert not is_percent(code)


def marks_of(path: Path) -> Any:
    return read_marks(Archive(path, Limits()), Limits())["数据"]


def test_marks_of_a_sheet(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        sheet = book["数据"]
        sheet["D2"].number_format = "0%"
        sheet["E3"] = "=A1"
        sheet.merge_cells("G1:H2")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["J9"].number_format = "0%"  # an empty cell of a style: no value, no mark

    marks = marks_of(make_xlsx(tmp_path / "a.xlsx", tweak=tweak))
    assert marks.percents == {(1, 3)}
    assert marks.uncached == {(2, 4)}
    assert marks.merged == [(0, 6, 1, 7)]
    assert marks.hidden_rows == {2}
    assert marks.hidden_columns == {2}
    assert (marks.height, marks.width) == (3, 5)


def rewritten(path: Path, *pairs: tuple[str, str]) -> Path:
    text = part_of(path, SHEET)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return with_part(path, SHEET, text, replace=True)


def test_single_quotes_other_order_and_line_breaks_are_understood(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx")
    path = rewritten(path, ('<c r="D3"', "<c\n t='e'\n r='D3'"), (' t="n"><v>5.9', "><v>#N/A"))
    assert marks_of(path).errors == {(2, 3): "#N/A"}


def test_prefixed_names_are_understood(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx")
    text = part_of(path, SHEET).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    text = text.replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x=")
    with_part(
        path, SHEET, text.replace("<x:v>5.9</x:v>", "<x:f>1/0</x:f><x:v></x:v>"), replace=True
    )
    assert marks_of(path).uncached == {(2, 3)}


def test_cells_without_their_place_are_counted(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx")
    places = [(f' r="{letter}{row}"', "") for letter in "ABCDE" for row in (1, 2, 3)]
    path = rewritten(path, *places, (">5.9<", "><"), (' t="n"><v></v>', ' t="e"><v>#N/A</v>'))
    assert marks_of(path).errors == {(2, 3): "#N/A"}


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx")
    path = rewritten(path, (' t="n"><v>5.9</v>', ' t="str"><f>IF(1,"","")</f><v></v>'))
    assert marks_of(path).uncached == set()
    assert read_data(path).observations["value"].to_list() == [6.4, None]
