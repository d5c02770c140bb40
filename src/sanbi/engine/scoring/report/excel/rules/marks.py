"""Rules over counts and marks, as worksheet formulas."""

from __future__ import annotations

from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.leaf import LeafCells


def events(leaf: LeafCells, row: Row) -> str:
    """Base + Σ count·each."""
    base, x = leaf.number("base", row), leaf.x(row)
    plain = base is None or leaf.param("base") == 0
    return leaf.limited(x if plain else f"{base}+{x}", row)


def rating(leaf: LeafCells, row: Row) -> str:
    """W·v/out_of."""
    points = leaf.points(row)
    out_of = leaf.given("out_of", row)
    score = leaf.x(row) if points == out_of else f"{leaf.x(row)}*{points}/{out_of}"
    return leaf.limited(score, row)


def ballot(leaf: LeafCells, row: Row) -> str:
    """W·b/100."""
    return f"{leaf.x(row)}*{leaf.points(row)}/100"
