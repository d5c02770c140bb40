"""The file that XlsxWriter makes of planned sheets."""

import io

import openpyxl

from sanbi.engine.scoring.report.excel.cells import Sheet
from sanbi.engine.scoring.report.excel.writing import STYLES, workbook_bytes


def written(sheet: Sheet) -> openpyxl.worksheet.worksheet.Worksheet:
    content = workbook_bytes([sheet], title="t", language="zh")
    return openpyxl.load_workbook(io.BytesIO(content))[sheet.name]


def test_cells_are_what_was_planned() -> None:
    sheet = Sheet("甲")
    sheet.text(0, 0, "=1+1")
    sheet.number(1, 0, -5.5)
    sheet.live(2, 0, "_xlfn.STDEV.S(A2:A9)", 3.0)
    sheet.fixed(3, 0, 7.0, "because")
    sheet.text(4, 0, "")
    held = written(sheet)
    assert [held.cell(row, 1).data_type for row in (1, 2, 3, 4)] == ["s", "n", "f", "n"]
    assert held["A3"].value == "=_xlfn.STDEV.S(A2:A9)"
    assert held["A4"].comment.text == "because"
    assert held["A5"].value is None


def test_the_page_is_set_up_for_print() -> None:
    sheet = Sheet("甲", head_rows=(2, 5), frozen=(6, 2))
    sheet.text(6, 0, "A")
    sheet.widths.update({0: 12, 1: 18, 2: 0})
    held = written(sheet)
    assert held.page_setup.orientation == "landscape"
    assert held.page_setup.paperSize == 9
    assert held.print_title_rows == "$3:$6"
    assert held.freeze_panes == "C7"
    assert held.sheet_properties.pageSetUpPr.fitToPage
    assert held.column_dimensions["C"].hidden


def test_a_wide_sheet_repeats_the_units_instead_of_shrinking() -> None:
    sheet = Sheet("甲", head_rows=(2, 5))
    sheet.widths.update(dict.fromkeys(range(40), 11))
    held = written(sheet)
    assert held.print_title_cols == "$A:$B"
    assert held.page_setup.scale == 70


def test_every_style_has_colours_of_the_theme() -> None:
    for name, properties in STYLES.items():
        for key, value in properties.items():
            if key.endswith("color"):
                assert str(value).startswith("#"), (name, key)
