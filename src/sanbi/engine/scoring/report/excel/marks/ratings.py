"""Ratings 评分: what assessors gave, and their mean for each unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.report.excel.book import UNIT, Book, InexpressibleError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks.events import period_cell
from sanbi.engine.scoring.report.excel.marks.table import (
    MOST_ROWS,
    RowTable,
    count_of,
    is_plain_text,
    row_table,
    total_of,
)
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Leaf

COLUMNS = ("unit", "item", "period", "assessor", "rating", "reason")
WIDTHS = (14, 16, 10, 16, 9, 40)
MOST_CLASSES = 8
Pairs = list[tuple[str, str]]


def rating_text(book: Book, leaf: Leaf, period: str, block: ParameterBlock) -> Callable[[Row], str]:
    """The mean rating of each unit, assessors weighted by their shares."""
    shares: Mapping[str, Fraction] | None = leaf.rule.params["assessors"]
    if shares is not None and len(shares) > MOST_CLASSES:
        raise InexpressibleError(book.words("why_assessors"))
    ratings = book.run.data.ratings
    held = ratings.filter((ratings["leaf"] == leaf.id) & (ratings["period"] == period))
    if held.height > MOST_ROWS:
        raise InexpressibleError(book.words("why_many"))
    table = row_table(book, "ratings", COLUMNS, WIDTHS)
    _rows(held.to_dicts(), table)
    safe = is_plain_text([*book.run.units, leaf.id, period, *(shares or ())])
    cells: list[tuple[str, str]] = []
    for name, share in (shares or {}).items():
        cell = block.put(f"share {name}", name, share, remark=book.words("share_of", name))
        cells.append((cell, cell.replace("$E$", "$D$")))

    def text(row: Row) -> str:
        pairs = [
            (table.span("unit"), book.data.sheet.at(row.row, UNIT)),
            (table.span("item"), block.identity),
            (table.span("period"), period_cell(book, period)),
        ]
        return weighted_means(
            table.span("rating"), pairs, table.span("assessor"), cells, plain=safe
        )

    return text


def weighted_means(
    values: str, pairs: Pairs, kinds: str, shares: list[tuple[str, str]], *, plain: bool
) -> str:
    """Σ share·mean / Σ shares of those that have any; the plain mean without shares.

    ``shares`` holds for each kind the cell of its share and the cell of its name.
    """
    if not shares:
        return f'IFERROR({_mean(values, pairs, plain=plain)},"")'
    if len(shares) == 1:
        return f'IFERROR({_mean(values, [*pairs, (kinds, shares[0][1])], plain=plain)},"")'
    top, bottom = [], []
    for share, name in shares:
        own = [*pairs, (kinds, name)]
        top.append(f"IFERROR({share}*{_mean(values, own, plain=plain)},0)")
        bottom.append(f"{share}*({count_of(values, own, plain=plain)}>0)")
    return f'IFERROR(({"+".join(top)})/({"+".join(bottom)}),"")'


def _mean(values: str, pairs: Pairs, *, plain: bool) -> str:
    if plain:
        criteria = ",".join(f"{span},{cell}" for span, cell in pairs)
        return f"AVERAGEIFS({values},{criteria})"
    return f"{total_of(values, pairs, plain=False)}/{count_of(values, pairs, plain=False)}"


def _rows(held: list[dict[str, Any]], table: RowTable) -> None:
    for item in held:
        if item["rating"] is None:
            continue
        row = table.next_row
        table.next_row += 1
        table.sheet.text(row, table.columns["unit"], item["unit"])
        table.sheet.text(row, table.columns["item"], item["leaf"])
        table.sheet.text(row, table.columns["period"], item["period"])
        table.sheet.text(row, table.columns["assessor"], item["assessor"] or "")
        table.sheet.number(row, table.columns["rating"], item["rating"])
        table.sheet.text(row, table.columns["reason"], item["reason"] or "")
