"""Events 事项: points of each event in its row, and their sum for each unit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.arithmetic.exact import decimal_fraction
from sanbi.engine.scoring.report.excel.book import UNIT, Book, InexpressibleError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks.table import (
    MOST_ROWS,
    RowTable,
    is_plain_text,
    row_table,
    total_of,
)
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Leaf

COLUMNS = (
    "unit",
    "item",
    "period",
    "kind",
    "count",
    "amount",
    "document",
    "note",
    "each",
    "counted_points",
)
WIDTHS = (14, 16, 10, 14, 8, 10, 22, 26, 9, 9)


def event_text(book: Book, leaf: Leaf, period: str, block: ParameterBlock) -> Callable[[Row], str]:
    """Σ points of the leaf's events for each unit."""
    events = book.run.data.events
    held = events.filter((events["item"] == leaf.id) & (events["period"] == period))
    if held.height > MOST_ROWS:
        raise InexpressibleError(book.words("why_many"))
    table = row_table(book, "events", COLUMNS, WIDTHS)
    if ("listed", leaf.id, period) not in book.shown:
        book.shown["listed", leaf.id, period] = True
        _rows(book, leaf, held.to_dicts(), block, table)
    return lambda row: event_total(book, leaf, period, block, "counted_points", row)


def event_total(
    book: Book, leaf: Leaf, period: str, block: ParameterBlock, column: str, row: Row
) -> str:
    """Sum of a column of the events of a leaf for a unit."""
    table = row_table(book, "events", COLUMNS, WIDTHS)
    pairs = [
        (table.span("unit"), book.data.sheet.at(row.row, UNIT)),
        (table.span("item"), block.identity),
        (table.span("period"), period_cell(book, period)),
    ]
    safe = is_plain_text([*book.run.units, leaf.id, period])
    return total_of(table.span(column), pairs, plain=safe)


def period_cell(book: Book, period: str) -> str:
    """A cell that holds a period as text."""
    held = book.parameters.block("periods", book.words("period"), book.words("period"))
    return held.put(period, book.words("period"), period)


def _rows(
    book: Book,
    leaf: Leaf,
    held: list[dict[str, Any]],
    block: ParameterBlock,
    table: RowTable,
) -> None:
    for item in held:
        row = table.next_row
        table.next_row += 1
        for column in ("unit", "item", "period", "kind", "document", "note"):
            table.sheet.text(row, table.columns[column], str(item[column] or ""))
        table.sheet.number(row, table.columns["count"], item["count"])
        if item["amount"] is not None:
            table.sheet.number(row, table.columns["amount"], item["amount"])
        _points(book, leaf, block, table, item, row)


def _points(
    book: Book,
    leaf: Leaf,
    block: ParameterBlock,
    table: RowTable,
    item: dict[str, Any],
    row: int,
) -> None:
    """Points of one event: its count times the points of its kind, if it counts at all."""
    params, sheet = leaf.rule.params, table.sheet
    each = params["each"]
    named = isinstance(each, dict)
    if item["kind"] in params["exclude"]:
        value = Fraction(0)
        sheet.number(row, table.columns["each"], 0, "plain_number")
    else:
        value = each[item["kind"]] if named else each
        label = book.words("each_kind", item["kind"]) if named else book.words("each")
        cell = block.put(f"each {item['kind'] if named else ''}", label, value)
        sheet.live(row, table.columns["each"], cell, float(value))
    counted = decimal_fraction(item["count"]) * value
    text = f"{table.at('count', row)}*{table.at('each', row)}"
    least = params["min_amount"]
    if least is not None:
        cell = block.put("min_amount", book.words.parameter("events", "min_amount"), least)
        text = f"IF({table.at('amount', row)}>={cell},{text},0)"
        amount = item["amount"]
        if amount is None or decimal_fraction(amount) < least:
            counted = decimal_fraction(0.0)
    sheet.live(row, table.columns["counted_points"], text, float(counted))
