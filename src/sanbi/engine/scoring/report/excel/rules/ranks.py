"""Rules that give points for a place, as worksheet formulas."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.report.excel.book import InexpressibleError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.leaf import LeafCells
from sanbi.engine.scoring.report.excel.rules.targets import MOST_BANDS, chosen


def rank_step(leaf: LeafCells, row: Row) -> str:
    """W·(1 − step·(r−1)), or W − points_step·(r−1)."""
    place, points = leaf.place(row, leaf.param("ties")), leaf.points(row)
    fixed = leaf.number("points_step", row)
    if fixed is not None:
        return leaf.limited(f"{points}-{fixed}*({place}-1)", row)
    return leaf.limited(f"{points}*(1-{leaf.given('step', row)}*({place}-1))", row)


def _by_size(leaf: LeafCells, row: Row, main: str, small: str | None) -> str:
    """The small group's formula where the population is small enough."""
    if small is None:
        return main
    words = leaf.book.words
    label = f"{words('small')}：{words('at_most')}"
    limit = leaf.block.put("at most", label, leaf.param("small_group")["at_most"])
    return f"IF(COUNT({leaf.population(row)})<={limit},{small},{main})"


def rank_table(leaf: LeafCells, row: Row) -> str:
    """Points by place from a table, then so many more or less for each place beyond."""
    main = _from_table(leaf, row, leaf.leaf.rule.params, "")
    small = leaf.param("small_group")
    held = None if small is None else _from_table(leaf, row, small, leaf.book.words("small"))
    return _by_size(leaf, row, main, held)


def _from_table(leaf: LeafCells, row: Row, params: Any, prefix: str) -> str:  # noqa: ANN401
    words, block = leaf.book.words, leaf.block
    table: list[Fraction] = params["table"]
    for number, points in enumerate(table, start=1):
        label = f"{prefix}{words('place_n', number)}"
        block.put(f"{prefix}table {number}", label, points)
    span = block.span(f"{prefix}table 1", f"{prefix}table {len(table)}")
    last = block.put(f"{prefix}table {len(table)}", "", 0)
    more = "0"
    if params["beyond"]:
        label = prefix + words.parameter("rank_table", "beyond")
        more = block.put(f"{prefix}beyond", label, params["beyond"])
    if leaf.param("ties") == "average":
        return _spanned(leaf, row, span, last, more)
    place = leaf.place(row, leaf.param("ties"))
    beyond = last if more == "0" else f"{last}+{more}*({place}-ROWS({span}))"
    return f"IF({place}<=ROWS({span}),INDEX({span},{place}),{beyond})"


def _spanned(leaf: LeafCells, row: Row, span: str, last: str, more: str) -> str:
    """The mean of the places first … first + same − 1 that tied units span."""
    first, same = leaf.place(row, "competition"), leaf.same_place(row)
    end, size = f"({first}+{same}-1)", f"ROWS({span})"
    inside = f"IF({first}<={size},SUM(INDEX({span},{first}):INDEX({span},MIN({end},{size}))),0)"
    out = f"MAX(0,{end}-MAX({first}-1,{size}))"
    outside = f"{out}*{last}"
    if more != "0":
        outside += f"+{more}*{out}*(MAX({first},{size}+1)-{size}+{end}-{size})/2"
    return f"({inside}+{outside})/{same}"


def rank_bands(leaf: LeafCells, row: Row) -> str:
    """Points of the first band of places that holds the unit's."""
    main = _from_bands(leaf, row, leaf.param("bands"), "")
    small = leaf.param("small_group")
    held = None
    if small is not None:
        held = _from_bands(leaf, row, small["bands"], leaf.book.words("small"))
    return _by_size(leaf, row, main, held)


def _from_bands(leaf: LeafCells, row: Row, bands: list[dict[str, Any]], prefix: str) -> str:
    if len(bands) > MOST_BANDS:
        raise InexpressibleError(leaf.book.words("why_bands"))
    words, block = leaf.book.words, leaf.block
    place = leaf.place(row, leaf.param("ties"))
    cases = []
    for number, band in enumerate(bands, start=1):
        key, label = f"{prefix}band {number}", prefix + words("band", number)
        if band["to"] is not None:
            last = block.put(key, f"{label} r ≤", band["to"], band["points"])
        else:
            share = block.put(key, f"{label} r/n ≤", band["to_share"], band["points"])
            last = f"INT(ROUND({share}*COUNT({leaf.population(row)}),9))"
        cases.append((f"{place}<={last}", block.second(key)))
    return chosen(cases, leaf.given("otherwise", row))
