"""Writes planned sheets with XlsxWriter."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sanbi.engine.scoring.report.excel.cells import GENERAL, Cell, Sheet

A4 = 9
MOST_COMMENTS = 2_000
WIDEST_PAGE = 210  # characters that are still readable when shrunk to a page's width
BORN = datetime(2000, 1, 1)  # noqa: DTZ001 - one moment for all files, so that bytes are repeatable

# A text that begins so is a text here; the mark keeps it one when somebody edits the cell.
DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")

INK, INK_2, INK_3 = "#1b2329", "#46525c", "#626d77"
LINE, LINE_2, PAPER, BAND = "#dce0df", "#bfc7c9", "#f3f4f1", "#eef4f8"
BRAND, BRAND_2, SOFT, IDLE = "#0b5a8a", "#083f61", "#e4eff6", "#77828b"

_CELL: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
_HEAD: dict[str, Any] = {
    "bold": True, "bg_color": SOFT, "font_color": BRAND_2, "text_wrap": True, "align": "center",
    "valign": "vcenter", "bottom": 1, "bottom_color": LINE_2,
}  # fmt: skip
_TOP: dict[str, Any] = {"top": 1, "top_color": LINE_2}

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": INK},
    "note": {"font_size": 9, "font_color": INK_3},
    "head": _HEAD,
    "head_input": {**_HEAD, "font_color": BRAND},
    "head_small": {**_HEAD, "bold": False, "font_size": 9, "font_color": INK_3},
    "band": {"bold": True, "bg_color": BAND, "font_color": BRAND, "top": 1, "top_color": LINE_2},
    "text": _CELL,
    "bare": {},
    "remark": {**_CELL, "font_size": 9, "font_color": INK_3, "text_wrap": True},
    "text_top": {**_TOP, "font_color": INK_2},
    "wrapped": {"text_wrap": True, "valign": "top", "font_color": INK_2},
    "wrapped_top": {**_TOP, "text_wrap": True, "valign": "top"},
    "code": {**_CELL, "font_color": INK_3, "font_size": 9},
    "code_top": {**_TOP, "font_color": INK_3, "font_size": 9},
    "name": _CELL,
    "input": {**_CELL, "font_color": BRAND},
    "input_text": {**_CELL, "font_color": BRAND},
    "input_empty": {**_CELL, "font_color": BRAND, "bg_color": PAPER},
    "plain_number": _CELL,
    "live": _CELL,
    "score": _CELL,
    "node": _CELL,
    "total": {**_CELL, "bold": True},
    "rank": {**_CELL, "bold": True, "align": "center"},
    "rank_light": {**_CELL, "align": "center", "font_color": INK_3},
    "change": {**_CELL, "align": "center", "num_format": '"↑"General;"↓"General;"—"'},
    "grade": {**_CELL, "align": "center"},
    "flag": {**_CELL, "align": "center", "font_size": 9, "font_color": INK_3},
    "fixed": {**_CELL, "font_color": IDLE, "bg_color": PAPER},
    "fixed_long": {"font_color": IDLE},
    "small": {**_CELL, "font_size": 9, "font_color": INK_3},
}


class PlannedWorksheet(Worksheet):  # type: ignore[misc]  # published without types
    """A worksheet that takes formulas as they are planned.

    XlsxWriter looks for two dozen new functions in every formula, by as many regular expressions.
    Planned formulas carry the prefix of new functions already; without the search a workbook is
    written in half the time.
    """

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")


class Writing:
    """One workbook being written."""

    def __init__(self, stream: BytesIO, *, title: str, font: str, constant_memory: bool) -> None:
        options = {
            "in_memory": True,
            "constant_memory": constant_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.workbook = xlsxwriter.Workbook(stream, options)
        self.workbook.set_properties({"title": title, "created": BORN})
        self._font = {
            "font_name": font, "font_size": 10, "font_color": INK, "valign": "vcenter",
        }  # fmt: skip
        self._formats: dict[tuple[str, str, bool], Any] = {}
        self._comments = 0

    def format(self, style: str, number_format: str, *, quoted: bool = False) -> Any:  # noqa: ANN401
        """The format of a style with a number format; ``quoted`` as if typed after a ' sign."""
        key = (style, number_format, quoted)
        if key not in self._formats:
            properties = {**self._font, **STYLES[style], "quote_prefix": quoted}
            if number_format != GENERAL:
                properties["num_format"] = number_format
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def sheet(self, plan: Sheet) -> None:
        """Write one sheet."""
        sheet = self.workbook.add_worksheet(plan.name, PlannedWorksheet)
        self._page(sheet, plan)
        for column, width in plan.widths.items():
            hidden = {"hidden": True} if not width else {}
            sheet.set_column(column, column, width or None, None, hidden)
        for row, height in plan.heights.items():
            sheet.set_row(row, height)
        for (row, column), cell in plan.cells.items():
            self._cell(sheet, row, column, cell)
        for row, first, last, text, style in plan.merged:
            sheet.merge_range(row, first, row, last, "", self.format(style, GENERAL))
            sheet.write_string(row, first, text, self.format(style, GENERAL))

    def _page(self, sheet: Any, plan: Sheet) -> None:  # noqa: ANN401 - a Worksheet
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        if plan.landscape:
            sheet.set_landscape()
        if sum(plan.widths.values()) <= WIDEST_PAGE:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(70)
            sheet.repeat_columns(0, 1)
        if plan.head_rows[1]:
            sheet.repeat_rows(*plan.head_rows)
        if plan.breaks:
            sheet.set_h_pagebreaks(plan.breaks)
        if plan.frozen != (0, 0):
            sheet.freeze_panes(*plan.frozen)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401
        held = self.format(cell.style, cell.number_format)
        if cell.formula is not None:
            sheet.write_formula(row, column, f"={cell.formula}", held, cell.value)
        elif isinstance(cell.value, str) or cell.value is None:
            if cell.value and cell.value[0] in DANGEROUS:
                held = self.format(cell.style, cell.number_format, quoted=True)
            if cell.value:
                sheet.write_string(row, column, cell.value, held)
            else:
                sheet.write_blank(row, column, None, held)
        else:
            sheet.write_number(row, column, cell.value, held)
        if cell.note and self._comments < MOST_COMMENTS:
            self._comments += 1
            sheet.write_comment(row, column, cell.note, {"author": "", "x_scale": 1.6})


def workbook_bytes(
    sheets: list[Sheet], *, title: str, language: str, constant_memory: bool = False
) -> bytes:
    """The file of these sheets."""
    stream = BytesIO()
    font = "Microsoft YaHei" if language == "zh" else "Calibri"
    writing = Writing(stream, title=title, font=font, constant_memory=constant_memory)
    for plan in sheets:
        writing.sheet(plan)
    writing.workbook.close()
    return stream.getvalue()
