"""What past years and like units teach: the usual growth, how it carries on, how far it strays.

All three are shrunk: few own years lean on the group, and on an assumption that is stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean

from sanbi.engine.pacing.changes import Changes, Kind, changes_of, count, growths
from sanbi.engine.pacing.series import Series

# Set on the series of `make bench-pacing`; each counts as so many observations.
CARRIED = 0.7  # share of this year's growth that carries on, before any year was seen
CARRIED_COUNT = 4.0
CARRIED_HERE_COUNT = 8.0  # of the share over all months, against that of this month
CENTRE_COUNT = 2.0  # of the group's usual growth, or of no growth at all
STRAY = 0.05  # standard deviation of a logarithm, before any year was seen
STRAY_COUNT = 3.0
PRIOR_COUNT = 3.0  # of the spread at other months and of the group, in degrees of freedom
MOST_CARRIED = 1.2
MOST_LENT = 12  # pairs of years that a group counts for at most


@dataclass(frozen=True)
class Lesson:
    """What is known of how a year goes on.

    Parameters
    ----------
    centre : usual growth (a logarithm) from year to year.
    carried : share of the growth so far, over the centre, that what is left will have, too.
    spread : standard deviation of what is left around that.
    freedom : degrees of freedom of the spread.
    own, lent : pairs of past years of the unit itself and of its group.
    skipped : years that could not be compared.
    """

    centre: float
    carried: float
    spread: float
    freedom: float
    own: int
    lent: int
    skipped: int


def learn(
    series: Series, group: Sequence[Series], before: int, month: int, horizon: int, kind: Kind
) -> Lesson | None:
    """Learn from a unit's past years and its group's; None for levels without any past year."""
    own = changes_of(series, before, horizon, kind)
    others = [c for other in group for c in changes_of(other, before, horizon, kind)]
    here = [change for change in own if change.month == month]
    centre = carried = 0.0
    if kind == "sum":
        centre = _centre(series, group, before, horizon)
        carried = _carried(own, others, here, centre)
    strays = [stray for change in here for stray in _strays(change, centre, carried)]
    lent = count(others, month)

    def square(changes: Sequence[Changes]) -> float:
        return _mean_square(changes, horizon - month, horizon, kind, (centre, carried))

    prior = STRAY**2
    if kind == "level":  # no spread can be assumed for a rate without knowing its unit
        if not own and not others:
            return None
        prior = square(others or own)
    prior = _leaning(square(others), min(lent, MOST_LENT), prior, STRAY_COUNT)
    prior = _leaning(square(own), len(strays), prior, STRAY_COUNT)
    freedom = PRIOR_COUNT + len(strays)
    variance = (PRIOR_COUNT * prior + sum(stray * stray for stray in strays)) / freedom
    skipped = sum(change.skipped for change in here)
    return Lesson(centre, carried, variance**0.5, freedom, len(strays), lent, skipped)


def _leaning(found: float, observations: float, on: float, weight: float) -> float:
    """The mean of what was found and what it leans on, each with its weight."""
    return (found * observations + on * weight) / (observations + weight)


def _centre(series: Series, group: Sequence[Series], before: int, horizon: int) -> float:
    own = growths(series, before, horizon)
    others = list(chain.from_iterable(growths(other, before, horizon) for other in group))
    usual = fmean(others) if others else 0.0
    return (sum(own) + CENTRE_COUNT * usual) / (len(own) + CENTRE_COUNT)


def _carried(
    own: Sequence[Changes], others: Sequence[Changes], here: Sequence[Changes], centre: float
) -> float:
    """The share that carries on: of the group, of the unit, of the unit at this month."""
    share = CARRIED
    for changes, weight in (
        (others, CARRIED_COUNT),
        (own, CARRIED_COUNT),
        (here, CARRIED_HERE_COUNT),
    ):
        square = sum(_square(change, centre) for change in changes)
        if square:
            each = square / sum(len(change.left) for change in changes)
            product = sum(_product(change, centre) for change in changes)
            # Months of a year are not independent: together they count as one.
            lean = weight * each * len({change.month for change in changes})
            share = (product + lean * share) / (square + lean)
    return min(max(share, 0.0), MOST_CARRIED)


def _product(change: Changes, centre: float) -> float:
    return sum((x - centre) * (y - centre) for x, y in zip(change.so_far, change.left, strict=True))


def _square(change: Changes, centre: float) -> float:
    return sum((x - centre) ** 2 for x in change.so_far)


def _strays(change: Changes, centre: float, carried: float) -> list[float]:
    pairs = zip(change.so_far, change.left, strict=True)
    return [left - centre - carried * (so_far - centre) for so_far, left in pairs]


def _mean_square(
    changes: Sequence[Changes], ahead: int, horizon: int, kind: Kind, law: tuple[float, float]
) -> float:
    """Of the strays at all months, each month alike; levels stray by the length of time."""
    squares = [0.0] if not changes else []
    for change in changes:
        scale = ahead / (horizon - change.month) if kind == "level" else 1.0
        squares.append(scale * fmean(stray * stray for stray in _strays(change, *law)))
    return fmean(squares)
