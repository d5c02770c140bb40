"""Months that grew, or stood to another series, unlike all others of the unit."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from sanbi.engine.pacing.lens.lead import Lead, LeadKind, robust
from sanbi.engine.pacing.series import Series
from sanbi.engine.phrases import Phrase

Place = tuple[int, int]  # year and month
Telling = Callable[[Place, float, float, float], Lead]  # place, value, middle, how far

FARTHEST = 6.0  # robust standard deviations
LEAST = 12  # growth figures, for a spread that means something
FLOOR = 0.01  # of a logarithm: below that a spread is taken for this


def steps(series: Series) -> dict[Place, float]:
    """What each month (or the months since the last figure) added, where it is above 0."""
    found = {}
    for year, months in series.years.items():
        before = 0.0
        for month, value in months.items():
            if value - before > 0:
                found[year, month] = value - before
            before = value
    return found


def growth_of_steps(series: Series) -> dict[Place, float]:
    """Growth of each step over the same step of the year before, as a logarithm."""
    added = steps(series)
    held = {}
    for (year, month), value in added.items():
        same = (
            list(series.years[year])
            == list(series.years.get(year - 1, {}))[: len(series.years[year])]
        )
        if same and (year - 1, month) in added:
            held[year, month] = log(value / added[year - 1, month])
    return held


def jumps(series: Series) -> list[Lead]:
    """Months whose growth over last year lies far from the unit's other months.

    A jump shows again, the other way, a year later; only the first is told.
    """
    return _outlying(growth_of_steps(series), _jump)


def broken_ratios(series: Series, beside: Series, name: str) -> list[Lead]:
    """Months whose growth parts from that of a series that should go with it.

    Parameters
    ----------
    series : what is reported.
    beside : electricity, tax or freight of the same unit and months.
    name : what the other series is called, as readers know it.
    """
    own, other = growth_of_steps(series), growth_of_steps(beside)
    parting = {place: own[place] - other[place] for place in own if place in other}

    def told(place: Place, value: float, middle: float, far: float) -> Lead:
        year, month = place
        reason = Phrase(
            "{year}-{month:02d}: growth is {points:+.0f} points apart from that of {name}, "
            "usually {usual:+.0f}",
            year=year,
            month=month,
            points=100 * value,
            name=name,
            usual=100 * middle,
        )
        return Lead(LeadKind.RATIO, reason, far, year, month)

    return _outlying(parting, told)


def _jump(place: Place, value: float, middle: float, far: float) -> Lead:
    year, month = place
    reason = Phrase(
        "{year}-{month:02d}: the month grew by {points:+.0f} points (logarithm), "
        "usually {usual:+.0f}",
        year=year,
        month=month,
        points=100 * value,
        usual=100 * middle,
    )
    return Lead(LeadKind.JUMP, reason, far, year, month)


def _outlying(values: dict[Place, float], told: Telling) -> list[Lead]:
    if len(values) < LEAST:
        return []
    middle, spread = robust(values.values())
    spread = max(spread, FLOOR)
    leads = []
    for (year, month), value in values.items():
        far = abs(value - middle) / spread
        echo = values.get((year - 1, month))
        if echo is not None and abs(echo - middle) > FARTHEST * spread:
            continue
        if far > FARTHEST:
            leads.append(told((year, month), value, middle, far))
    return leads
