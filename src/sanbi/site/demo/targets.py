"""Targets of the invented county: set from last year's figure, a little above what it would give.

The townships' targets add up to about 3 % more than the county's own: 层层加码, planted on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from sanbi.site.demo.chance import share
from sanbi.site.demo.model import Goal, Measure, Place, Spot
from sanbi.site.demo.seasons import part_of_year

YEARS = (2025, 2026)
OVERLAYERING = Decimal("1.03")
_STEPS = ((20000, 500), (5000, 100), (1000, 50), (200, 10), (100, 5))


def set_goals(
    seed: int,
    measures: Iterable[Measure],
    townships: tuple[Place, ...],
    county: str,
    figures: Mapping[Spot, Decimal],
) -> tuple[Goal, ...]:
    """Return the targets of every township and the county, for every indicator that has some."""
    goals: list[Goal] = []
    for measure in (item for item in measures if item.targets):
        for year in YEARS:
            own = [_goal(seed, measure, place, year, figures) for place in townships]
            total = sum((goal.value for goal in own), Decimal(0))
            whole = _round(total / OVERLAYERING)
            goals += [*own, _spread(measure, county, year, whole)]
    return tuple(goals)


def _goal(
    seed: int, measure: Measure, place: Place, year: int, figures: Mapping[Spot, Decimal]
) -> Goal:
    before = figures[Spot(measure.code, place.code, _last(measure, year - 1))]
    hope = 2 + 3 * share(seed, "goal", measure.code, place.code, year)
    growth = 4 if "count" in measure.made else _growth(measure) - 1 + place.strength / 2
    value = before * Decimal(str(round(1 + (growth + hope) / 100, 4)))
    return _spread(measure, place.code, year, max(_round(value), Decimal(2)))


def _growth(measure: Measure) -> float:
    """The growth that the indicator is made with; of a total, that of most of its parts."""
    return float(measure.made.get("growth", 7.0))


def _last(measure: Measure, year: int) -> str:
    return f"{year}-12" if measure.frequency == "month" else f"{year}Q4"


def _spread(measure: Measure, unit: str, year: int, value: Decimal) -> Goal:
    """A year's target with its quarters, by the season; each quarter asks for at least one."""
    season = measure.made.get("season", "works")
    parts = [value * Decimal(str(round(part_of_year(season, done), 4))) for done in (3, 6, 9)]
    first, second, third = (
        min(max(_round(part, ROUND_CEILING), Decimal(1)), value) for part in parts
    )
    return Goal(measure.code, unit, year, value, (first, second, third))


def _round(value: Decimal, way: str = ROUND_HALF_UP) -> Decimal:
    """The value as a plan states it: large ones in hundreds, small ones whole."""
    step = next((step for least, step in _STEPS if value >= least), 1)
    return (value / step).quantize(Decimal(1), way) * step
