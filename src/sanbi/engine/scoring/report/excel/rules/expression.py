"""A rule that is the scheme's own formula, as worksheet formula."""

from __future__ import annotations

from collections.abc import Callable

from sanbi.engine.scoring.report.excel.figures import participants
from sanbi.engine.scoring.report.excel.inputs import formula_text, name_column
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.leaf import LeafCells

OWN = frozenset({"x", "target", "points", "best", "worst", "mean", "count"})


def formula(leaf: LeafCells, row: Row) -> str:
    """The formula with x, target, points, best, worst, mean, count and inputs as cells."""
    own: dict[str, Callable[[], str]] = {
        "x": lambda: leaf.x(row),
        "target": lambda: leaf.target(row),
        "points": lambda: leaf.points(row),
        "best": lambda: _over(leaf, row, "MAX" if leaf.high else "MIN"),
        "worst": lambda: _over(leaf, row, "MIN" if leaf.high else "MAX"),
        "mean": lambda: _over(leaf, row, "AVERAGE"),
        "count": lambda: _count(leaf, row),
    }

    def cell(name: str) -> str:
        if name in own:
            return own[name]()
        column = name_column(leaf.book, name, leaf.period, leaf.kind)
        return leaf.book.data.at(column, row)

    return leaf.limited(formula_text(leaf.book, leaf.param("formula"), cell), row)


def named_cells(leaf: LeafCells, row: Row) -> list[str]:
    """Cells of the formula's names that must hold numbers."""
    names = [name for name in leaf.param("formula").names if name not in OWN]
    columns = [name_column(leaf.book, name, leaf.period, leaf.kind) for name in names]
    return [leaf.book.data.at(column, row) for column in columns]


def _over(leaf: LeafCells, row: Row, function: str) -> str:
    return "0" if leaf.x_column is None else f"{function}({leaf.population(row)})"


def _count(leaf: LeafCells, row: Row) -> str:
    if leaf.x_column is not None:
        return f"COUNT({leaf.population(row)})"
    return f"COUNTIF({participants(leaf.book, row, leaf.kind)},1)"
