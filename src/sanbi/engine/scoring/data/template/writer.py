"""Writes the workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data.template.guide import write_guide
from sanbi.engine.scoring.data.template.looks import Looks, display_width
from sanbi.engine.scoring.data.template.plan import TemplatePlan
from sanbi.engine.scoring.data.template.sheet_plan import Block, Cell, Check, SheetColumn, SheetPlan
from sanbi.engine.scoring.data.template.sheets import sheet_plans
from sanbi.engine.scoring.data.template.words import WORDS, Words

TITLE_ROW, RULE_ROW, HEADING_ROW, NOTE_ROW, FIRST_ROW = range(5)
_A4 = 9
_TITLE_LIMIT, _PROMPT_LIMIT = 32, 255  # what a workbook allows for messages
_WIDEST = 42
# A workbook states when it was made. The same plan gives the same bytes on any day.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the format has no time zone)


def write_template(plan: TemplatePlan, path: str | Path, language: str = "zh") -> None:
    """Write the workbook that a county office fills in for one scheme and period.

    Parameters
        plan : TemplatePlan
        path : str or Path, of the .xlsx to write.
        language : `zh` or `en`, of headings, notes and messages.
    Raises
        KeyError  for another language.
        OSError   when the file cannot be written.
    """
    Path(path).write_bytes(template_bytes(plan, language))


def template_bytes(plan: TemplatePlan, language: str = "zh") -> bytes:
    """Return the workbook that a county office fills in for one scheme and period.

    One sheet for each table that the scheme needs, a page on how to fill in, drop-downs, checks
    with messages, units of measure and notes under the headings. Rows are prepared for each unit,
    indicator and period when the units are known. What is written reads back with `read_data`.

    Parameters
        plan : TemplatePlan
        language : `zh` or `en`, of headings, notes and messages.
    Raises
        KeyError  for another language.
    """
    import xlsxwriter

    words = WORDS[language]
    sheets = sheet_plans(plan, language)
    # Nothing that a scheme says may become a formula, a link or a number by its looks.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": plan.title, "created": _CREATED})
        looks = Looks(book, words)
        write_guide(book, plan, sheets, looks, words)
        pages = [(each, book.add_worksheet(words[each.table])) for each in sheets]
        lists = _Lists(book, words, sheets)
        for each, page in pages:
            _SheetWriter(page, each, looks, words, lists).write(plan)
    return held.getvalue()


class _Lists:
    """The hidden sheet that drop-downs draw on: a list within a cell may only be short."""

    def __init__(self, book: Any, words: Words, sheets: Sequence[SheetPlan]) -> None:  # noqa: ANN401
        self._page = book.add_worksheet(words["lists"])
        self._page.hide()
        self._words = words
        self._ranges: dict[tuple[str, ...], str] = {}
        self._units = next(each for each in sheets if each.table == "units")

    def source(self, check: Check) -> str:
        """Return the range that a drop-down offers."""
        from xlsxwriter.utility import xl_range_abs

        if check.refers is not None:
            last = FIRST_ROW + self._units.height - 1
            return f"='{self._words['units']}'!{xl_range_abs(FIRST_ROW, 0, last, 0)}"
        if check.choices not in self._ranges:
            column = len(self._ranges)
            for row, choice in enumerate(check.choices):
                self._page.write_string(row, column, choice)
            area = xl_range_abs(0, column, len(check.choices) - 1, column)
            self._ranges[check.choices] = f"='{self._words['lists']}'!{area}"
        return self._ranges[check.choices]


class _SheetWriter:
    """Writes one sheet."""

    def __init__(
        self,
        page: Any,  # noqa: ANN401 (xlsxwriter has no types)
        sheet: SheetPlan,
        looks: Looks,
        words: Words,
        lists: _Lists,
    ) -> None:
        self.page = page
        self.sheet = sheet
        self.looks = looks
        self.words = words
        self.lists = lists
        self.numbers = {column.key: place for place, column in enumerate(sheet.columns)}

    def write(self, plan: TemplatePlan) -> None:
        """Write titles, headings, rows and checks, and set up the page."""
        page = self.page
        dot = " · " if plan.title else ""
        title = f"{plan.title}{dot}{self.words[self.sheet.table]}"
        page.write_string(TITLE_ROW, 0, f"{title}  {plan.period}".strip(), self.looks.title)
        page.write_string(RULE_ROW, 0, self.words["rule"], self.looks.rule)
        page.set_default_row(18)
        page.set_row(TITLE_ROW, 26)
        page.set_row(HEADING_ROW, 22)
        for number, column in enumerate(self.sheet.columns):
            star = "*" if column.required else ""
            look = self.looks.heading[column.fill]
            page.write_string(HEADING_ROW, number, column.heading + star, look)
            page.write_string(NOTE_ROW, number, column.note, self.looks.note)
            page.set_column(number, number, self._width(number, column))
        self._write_rows()
        self._write_checks()
        self._set_up_page()

    def _width(self, number: int, column: SheetColumn) -> float:
        cells = [column.heading + "*", column.note]
        cells += [str(row[number]) for row in self.sheet.rows[:2000] if row[number] is not None]
        return min(max(display_width(cell) for cell in cells) + 2.5, _WIDEST)

    def _write_rows(self) -> None:
        closed, looks = self.sheet.closed, self.looks
        numeric = {
            c.key: c.check is not None and c.check.kind != "list" for c in self.sheet.columns
        }
        begins = {block.first for block in self.sheet.blocks}
        for row in range(self.sheet.height):
            cells: Sequence[Cell] = self.sheet.rows[row] if self.sheet.rows else ()
            for number, column in enumerate(self.sheet.columns):
                fill = "beside" if (row, column.key) in closed else column.fill
                look = looks.cell[fill, numeric[column.key], row in begins]
                cell = cells[number] if cells else None
                if isinstance(cell, str) and cell:
                    self.page.write_string(FIRST_ROW + row, number, cell, look)
                else:
                    self.page.write_blank(FIRST_ROW + row, number, None, look)

    def _write_checks(self) -> None:
        last = self.sheet.height - 1
        in_blocks = {block.column for block in self.sheet.blocks}
        for column in self.sheet.columns:
            if column.check is not None and column.key not in in_blocks:
                self._check(Block(0, last + 1, column.key, column.check))
        for block in self.sheet.blocks:
            self._check(block)

    def _check(self, block: Block) -> None:
        rule = self._rule(block.check)
        if block.title:
            rule["input_title"] = block.title[:_TITLE_LIMIT]
            rule["input_message"] = block.prompt[:_PROMPT_LIMIT]
        number = self.numbers[block.column]
        first = FIRST_ROW + block.first
        self.page.data_validation(first, number, first + block.count - 1, number, rule)

    def _rule(self, check: Check) -> dict[str, object]:
        words = self.words
        if check.kind == "list":
            return {
                "validate": "list",
                "source": self.lists.source(check),
                "error_title": words["list.title"],
                "error_message": words["list.error"],
            }
        low = number_text(check.low) if check.low is not None else ""
        high = number_text(check.high) if check.high is not None else ""
        kind = "integer" if check.kind == "whole" else "decimal"
        rule: dict[str, object] = {"validate": kind, "error_title": words["number.title"]}
        if low and high:
            rule |= {"criteria": "between", "minimum": check.low, "maximum": check.high}
            rule["error_message"] = words["range.error"].format(low=low, high=high)
        elif low:
            rule |= {"criteria": ">=", "value": check.low}
            whole = words["whole.error"].format(low=low)
            rule["error_message"] = whole if kind == "integer" else words["number.error"]
        else:
            rule |= {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
            rule["error_message"] = words["number.error"]
        return rule

    def _set_up_page(self) -> None:
        page = self.page
        page.freeze_panes(FIRST_ROW, 2 if "unit_name" in self.numbers else 1)
        page.hide_gridlines(2)
        # Codes are kept as text on purpose; no green corners because of it.
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW, NOTE_ROW)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.set_footer(f"&C{self.words['footer']}")
