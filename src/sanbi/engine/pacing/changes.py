"""How past years went on after a month: growth up to it, and growth of what was left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sanbi.engine.pacing.series import Series

LATEST = 12  # pairs of years that are looked at, the last ones

Kind = Literal["sum", "level"]


@dataclass(frozen=True)
class Changes:
    """Pairs of consecutive years at one month.

    Parameters
    ----------
    month : up to when the year was known.
    so_far : growth of the cumulative figure over the year before, as a logarithm; 0 for levels.
    left : growth of what came between the month and the horizon, as a logarithm; for levels the
        difference between horizon and month.
    skipped : years that could not be compared, since a figure was not above 0.
    """

    month: int
    so_far: tuple[float, ...]
    left: tuple[float, ...]
    skipped: int = 0


def changes_at(series: Series, before: int, month: int, horizon: int, kind: Kind) -> Changes:
    """Collect the changes of the years before the given one, at one month."""
    so_far, left, skipped = [], [], 0
    for year in [y for y in series.years if y < before]:
        values = [series.at(y, m) for y in (year - 1, year) for m in (month, horizon)]
        if kind == "level":
            values = values[2:]
        if any(value is None for value in values):
            continue
        known = [value for value in values if value is not None]
        if kind == "level":
            so_far.append(0.0)
            left.append(known[1] - known[0])
            continue
        early, whole, early_now, whole_now = known
        if min(early, whole - early, early_now, whole_now - early_now) <= 0:
            skipped += 1
            continue
        so_far.append(math.log(early_now / early))
        left.append(math.log((whole_now - early_now) / (whole - early)))
    return Changes(month, tuple(so_far[-LATEST:]), tuple(left[-LATEST:]), skipped)


def changes_of(series: Series, before: int, horizon: int, kind: Kind) -> list[Changes]:
    """The changes at every month that past years published before the horizon."""
    past = [months for year, months in series.years.items() if year < before]
    months = sorted({month for held in past for month in held if month < horizon})
    found = (changes_at(series, before, month, horizon, kind) for month in months)
    return [change for change in found if change.left]


def growths(series: Series, before: int, horizon: int) -> list[float]:
    """Growth from year to year at the horizon, as logarithms, the last ones."""
    found = []
    for year in [y for y in series.years if y < before]:
        earlier, later = series.at(year - 1, horizon), series.at(year, horizon)
        if earlier is not None and later is not None and min(earlier, later) > 0:
            found.append(math.log(later / earlier))
    return found[-LATEST:]


def count(changes: Sequence[Changes], month: int) -> int:
    """How many pairs of years there are at a month."""
    return sum(len(change.left) for change in changes if change.month == month)
