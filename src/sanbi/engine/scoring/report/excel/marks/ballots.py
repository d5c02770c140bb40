"""Ballots 测评票: the points of each mark, and class means for each unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from sanbi.engine.scoring.report.excel.book import UNIT, Book, InexpressibleError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks.events import period_cell
from sanbi.engine.scoring.report.excel.marks.ratings import MOST_CLASSES, weighted_means
from sanbi.engine.scoring.report.excel.marks.table import (
    MOST_ROWS,
    RowTable,
    is_plain_text,
    row_table,
)
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Leaf

COLUMNS = (
    "electorate",
    "period",
    "ballot",
    "class",
    "voter_unit",
    "unit",
    "mark",
    "valid",
    "mark_points",
    "remark",
)
WIDTHS = (14, 10, 10, 12, 14, 14, 8, 7, 9, 30)


def ballot_text(book: Book, leaf: Leaf, period: str, block: ParameterBlock) -> Callable[[Row], str]:
    """Each unit's result: class means weighted, over the ballots that count."""
    electorate = str(leaf.rule.params["electorate"])
    rules: Mapping[str, Any] = book.run.scheme.electorates[electorate]
    classes: Mapping[str, Fraction] = rules["classes"] or {}
    marks = _marks(book, electorate, period, rules)
    if len(classes) > MOST_CLASSES:
        raise InexpressibleError(book.words("why_assessors"))
    del block
    own = book.parameters.block(f"electorate {electorate}", electorate, electorate, "")
    own.rule = book.words("electorate")
    identity = own.identity
    table = row_table(book, "ballots", COLUMNS, WIDTHS)
    if ("counted", electorate, period) not in book.shown:
        book.shown["counted", electorate, period] = True
        _rows(book, electorate, period, rules, marks, table, own)
    cells = []
    for name, weight in classes.items():
        cell = own.put(f"class {name}", name, weight, remark=book.words("weight_of", name))
        cells.append((cell, cell.replace("$E$", "$D$")))
    safe = is_plain_text([*book.run.units, electorate, period, *classes])

    def text(row: Row) -> str:
        pairs = [
            (table.span("unit"), book.data.sheet.at(row.row, UNIT)),
            (table.span("electorate"), identity),
            (table.span("period"), period_cell(book, period)),
            (table.span("valid"), "1"),
        ]
        return weighted_means(
            table.span("mark_points"), pairs, table.span("class"), cells, plain=safe
        )

    return text


def _marks(
    book: Book, electorate: str, period: str, rules: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The marks, where a mean over them says what the program counts."""
    words = book.words
    ballots = book.run.data.ballots
    held = ballots.filter((pl.col("electorate") == electorate) & (pl.col("period") == period))
    if rules["trim"]:
        raise InexpressibleError(words("why_trim"))
    if rules["criteria"]:
        raise InexpressibleError(words("why_criteria"))
    if held.height > MOST_ROWS:
        raise InexpressibleError(words("why_many"))
    marks = [row for row in held.to_dicts() if (row["mark"] or "").strip()]
    keys = [(row["ballot"], row["class"], row["unit"]) for row in marks]
    if len(set(keys)) < len(keys):
        raise InexpressibleError(words("why_criteria"))
    return marks


def _rows(
    book: Book,
    electorate: str,
    period: str,
    rules: Mapping[str, Any],
    marks: list[dict[str, Any]],
    table: RowTable,
    block: ParameterBlock,
) -> None:
    count = book.run.ballots(electorate, period)
    for item in marks:
        row = table.next_row
        table.next_row += 1
        for column in ("electorate", "period", "ballot", "class", "voter_unit", "unit"):
            table.sheet.text(row, table.columns[column], str(item[column] or ""))
        why = ""
        reason = count.invalid.get((item["ballot"], item["class"]))
        if reason is not None:
            why = book.words("why_invalid", reason)
        elif item["unit"] == item["voter_unit"] and rules["self_vote"] == "reject":
            why = book.words("why_self")
        counted = table.columns["valid"]
        table.sheet.number(row, counted, 0 if why else 1, "plain_number")
        table.sheet.text(row, table.columns["remark"], why)
        _mark(book, rules, item["mark"].strip(), table, row, block)


def _mark(
    book: Book,
    rules: Mapping[str, Any],
    mark: str,
    table: RowTable,
    row: int,
    block: ParameterBlock,
) -> None:
    """The mark as written and its points: by place, as given, or by grade."""
    sheet, cell = table.sheet, table.at("mark", row)
    points = table.columns["mark_points"]
    if rules["kind"] == "grade":
        sheet.text(row, table.columns["mark"], mark)
        if mark in rules["grades"]:
            label = book.words("mark_of", mark)
            held = block.put(f"mark {mark}", label, rules["grades"][mark])
            sheet.live(row, points, held, float(rules["grades"][mark]))
        return
    try:
        number = Fraction(mark)
    except (ValueError, ZeroDivisionError):
        sheet.text(row, table.columns["mark"], mark)
        return
    sheet.number(row, table.columns["mark"], float(number))
    if rules["kind"] == "score":
        sheet.live(row, points, cell, float(number))
        return
    top = block.put("top", book.words.either("首位分", "top"), rules["top"])
    step = block.put("step", book.words.either("每位递减", "step"), rules["step"])
    value = rules["top"] - rules["step"] * (number - 1)
    sheet.live(row, points, f"{top}-{step}*({cell}-1)", float(value))
