"""Transforms: growth, share, completion, pace … (docs/mechanisms/scheme.md §2.3)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.columns import Column, Scope, absent_column, scattered, settled_column
from sanbi.engine.scoring.periods import shifted, year_share
from sanbi.engine.scoring.places import places
from sanbi.engine.scoring.scheme.model import Input

if TYPE_CHECKING:
    from sanbi.engine.scoring.inputs.reading import InputReader

HUNDRED = Fraction(100)
LONGEST_STREAK = 1200


def _now(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    return reader.figure(str(item.indicator), period, scope)


def _before(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    earlier = shifted(period, item.extras["against"])
    if not earlier:
        return absent_column(scope.size, reader.arithmetic)
    return reader.figure(str(item.indicator), earlier, scope)


def value(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """x."""
    return _now(reader, item, period, scope)


def target(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """The target of the indicator."""
    return reader.target(str(item.indicator), period, scope)


def growth(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """(x − x₋) / |x₋| · 100: year-on-year growth in percent; nothing where x₋ = 0."""
    a = reader.arithmetic
    now, before = _now(reader, item, period, scope), _before(reader, item, period, scope)
    size = a.maximum(before.values, -before.values)
    values = a.divide(now.values - before.values, size) * a.constant(HUNDRED)
    return settled_column(values, now.present & before.present, a)


def increment(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """x − x₋."""
    now, before = _now(reader, item, period, scope), _before(reader, item, period, scope)
    return Column(now.values - before.values, now.present & before.present)


def change(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """x / x₋."""
    now, before = _now(reader, item, period, scope), _before(reader, item, period, scope)
    values = reader.arithmetic.divide(now.values, before.values)
    return settled_column(values, now.present & before.present, reader.arithmetic)


def share(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """100 · x / Σ x over the population."""
    a = reader.arithmetic
    now = _now(reader, item, period, scope)
    whole = a.total(now.values[now.present & scope.participates])
    values = a.divide(now.values * a.constant(HUNDRED), whole)
    return settled_column(values, now.present, a)


def per(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """scale · x / y, y another indicator or a units column."""
    a = reader.arithmetic
    now = _now(reader, item, period, scope)
    name = item.extras["per"]
    if reader.figures.knows(name):
        other = reader.figure(name, period, scope)
    else:
        other = reader.coefficient(name, scope)
    values = a.divide(now.values * a.constant(item.extras["scale"]), other.values)
    return settled_column(values, now.present & other.present, a)


def completion(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """100 · x / target."""
    a = reader.arithmetic
    now, goal = _now(reader, item, period, scope), target(reader, item, period, scope)
    values = a.divide(now.values * a.constant(HUNDRED), goal.values)
    return settled_column(values, now.present & goal.present, a)


def pace(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """Completion against time progress: the difference in points, or the ratio."""
    a = reader.arithmetic
    done = completion(reader, item, period, scope)
    progress = year_share(period)
    if item.extras["basis"] == "difference":
        return Column(done.values - a.constant(HUNDRED * progress), done.present)
    return Column(a.divide(done.values, a.constant(progress)), done.present)


def rank(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """Competition rank of x in the population, 1 = best."""
    return _ranked(reader, _now(reader, item, period, scope), item, scope)


def rank_change(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """Earlier rank minus present rank: positive when the unit rose."""
    now = rank(reader, item, period, scope)
    before = _ranked(reader, _before(reader, item, period, scope), item, scope)
    return Column(before.values - now.values, now.present & before.present)


def _ranked(reader: InputReader, column: Column, item: Input, scope: Scope) -> Column:
    better = item.extras["better"] or reader.better_of.get(str(item.indicator)) or "high"
    population = column.values[column.present & scope.participates]
    ranks = places(
        column.known(), population, reader.arithmetic, high=better == "high", ties="competition"
    )
    return Column(scattered(ranks, column.present, reader.arithmetic), column.present)


COMPARE: dict[str, Callable[[Array, object], Array]] = {
    ">=": lambda x, y: x >= y,
    ">": lambda x, y: x > y,
    "<=": lambda x, y: x <= y,
    "<": lambda x, y: x < y,
    "==": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
}


def streak(reader: InputReader, item: Input, period: str, scope: Scope) -> Column:
    """Consecutive periods up to now in which ``x op than`` holds, as far back as data go."""
    a = reader.arithmetic
    compare = COMPARE[item.extras["op"]]
    than = a.constant(item.extras["than"])
    now = _now(reader, item, period, scope)
    lengths = np.zeros(scope.size, dtype=np.int64)
    running = now.present.copy()
    column, label = now, period
    for _ in range(LONGEST_STREAK):
        running &= column.present & np.asarray(compare(column.values, than), dtype=bool)
        if not running.any():
            break
        lengths += running
        label = shifted(label, "previous")
        if not label:
            break
        column = reader.figure(str(item.indicator), label, scope)
    return Column(a.integers(lengths), now.present)


TRANSFORMS: dict[str, Callable[[InputReader, Input, str, Scope], Column]] = {
    "value": value,
    "target": target,
    "growth": growth,
    "increment": increment,
    "change": change,
    "share": share,
    "per": per,
    "completion": completion,
    "pace": pace,
    "rank": rank,
    "rank_change": rank_change,
    "streak": streak,
}
