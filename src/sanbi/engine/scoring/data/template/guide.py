"""The page on how to fill in: steps, sheets, and every indicator with its unit of measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data.template.looks import Looks, display_width
from sanbi.engine.scoring.data.template.plan import PlanElectorate, PlanIndicator, TemplatePlan
from sanbi.engine.scoring.data.template.sheet_plan import SheetPlan
from sanbi.engine.scoring.data.template.words import Words

_WIDTHS = (13, 22, 11, 20, 16, 10, 8, 16, 15, 15)
_A4 = 9
_STEP_ROWS = 9


def write_guide(
    book: Any,  # noqa: ANN401 (xlsxwriter has no types)
    plan: TemplatePlan,
    sheets: Sequence[SheetPlan],
    looks: Looks,
    words: Words,
) -> None:
    """Add the page on how to fill in."""
    page = _Page(book.add_worksheet(words["guide"]), looks, words)
    page.text(words["guide.title"].format(title=plan.title), looks.title, height=28)
    if plan.period:
        page.text(words["guide.period"].format(period=plan.period), looks.text)
    page.section("guide.steps")
    for step in words["guide.step"].split("\n"):
        page.step(step)
    page.sheets(sheets)
    page.table(
        "guide.indicators", _INDICATOR_HEAD, [_indicator(i, plan, words) for i in plan.indicators]
    )
    page.table(
        "guide.ratings",
        ("code", "name", "range", "assessors"),
        [
            (r.leaf, r.name, f"{number_text(r.low)}–{number_text(r.high)}", "、".join(r.assessors))
            for r in plan.ratings
        ],
    )
    page.table(
        "guide.items",
        ("code", "name", "amount", "kinds"),
        [(i.item, i.name, _tick(i.needs_amount), "、".join(i.kinds)) for i in plan.items],
    )
    page.table(
        "guide.electorates",
        ("code", "mark", "classes", "criteria"),
        [_electorate(each, words) for each in plan.electorates],
    )
    page.set_up()


_INDICATOR_HEAD = (
    "code", "name", "measure", "owner", "kind", "better", "target", "periods", "purpose",
    "reported",
)  # fmt: skip


def _indicator(indicator: PlanIndicator, plan: TemplatePlan, words: Words) -> tuple[str, ...]:
    return (
        indicator.code,
        indicator.name,
        indicator.measure,
        indicator.owner,
        words[f"kind.{indicator.kind}"],
        words[f"better.{indicator.better}"],
        _tick(indicator.needs_target),
        "、".join(indicator.periods or plan.periods),
        indicator.purpose,
        indicator.reported_where,
    )


def _electorate(each: PlanElectorate, words: Words) -> tuple[str, ...]:
    mark = words[f"mark.{each.kind}"]
    if each.grades:
        mark += "：" + "、".join(each.grades)
    return each.electorate, mark, "、".join(each.classes), "、".join(each.criteria)


def _tick(needed: bool) -> str:  # noqa: FBT001 (one flag, one sign)
    return "√" if needed else ""


class _Page:
    """Writes from top to bottom."""

    def __init__(self, page: Any, looks: Looks, words: Words) -> None:  # noqa: ANN401
        self.page = page
        self.looks = looks
        self.words = words
        self.row = 0
        for number, width in enumerate(_WIDTHS):
            page.set_column(number, number, width)

    def text(self, text: str, look: Any, height: float | None = None) -> None:  # noqa: ANN401
        self.page.write_string(self.row, 0, text, look)
        if height is not None:
            self.page.set_row(self.row, height)
        self.row += 1

    def section(self, key: str) -> None:
        self.row += 1
        self.text(self.words[key], self.looks.subtitle, height=20)

    def step(self, text: str) -> None:
        """Write a step across the page; this sheet is not read, so it may merge cells."""
        self.page.merge_range(self.row, 0, self.row, _STEP_ROWS, "", self.looks.text)
        self.page.write_string(self.row, 0, text, self.looks.text)
        self.row += 1

    def sheets(self, sheets: Sequence[SheetPlan]) -> None:
        """List the sheets, each name a link to it."""
        self.section("guide.sheets")
        look = self.looks.heading["fixed"]
        self.page.write_string(self.row, 0, self.words["head.sheet"], look)
        self.page.merge_range(self.row, 1, self.row, 3, self.words["head.use"], look)
        self.page.write_string(self.row, 4, self.words["head.rows"], look)
        self.row += 1
        for sheet in sheets:
            name = self.words[sheet.table]
            self.page.write_url(self.row, 0, f"internal:'{name}'!A1", self.looks.link, name)
            use = self.words[f"sheet.{sheet.table}"]
            self.page.merge_range(self.row, 1, self.row, 3, "", self.looks.table)
            self.page.write_string(self.row, 1, use, self.looks.table)
            self.page.write_number(self.row, 4, len(sheet.rows), self.looks.table)
            self.row += 1

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table, unless it has no rows."""
        if not rows:
            return
        self.section(title)
        for number, name in enumerate(head):
            look = self.looks.heading["fixed"]
            self.page.write_string(self.row, number, self.words[f"head.{name}"], look)
        self.row += 1
        for row in rows:
            for number, cell in enumerate(row):
                self.page.write_string(self.row, number, cell, self.looks.table)
            self.page.set_row(self.row, 18 * row_lines(row))
            self.row += 1

    def set_up(self) -> None:
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(f"&C{self.words['footer']}")


def row_lines(row: Sequence[str]) -> int:
    """Return the lines that a row takes: programs do not all fit the height by themselves."""
    widths = zip(row, _WIDTHS, strict=False)
    return max(-(-display_width(cell) // int(width - 1)) for cell, width in widths) or 1
