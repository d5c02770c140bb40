"""An indicator over the periods, with its footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Indicator, Observation
from sanbi.apps.indicators.queries.backgrounds import year_before
from sanbi.apps.indicators.queries.values import series
from sanbi.apps.indicators.rules import observations_seen
from sanbi.apps.indicators.wording import change_words, period_words
from sanbi.apps.orgs.models import Unit


@dataclass(frozen=True)
class Point:
    """A period's newest value, with that of a year before; ``note`` numbers its footnote."""

    period: str
    words: str
    value: Decimal | None
    applicable: bool
    year_ago: Decimal | None
    change: str
    version: int
    revised: bool
    note: int
    statement: str
    released_on: date | None
    edition: str


@dataclass(frozen=True)
class Series:
    """A unit's values of an indicator, earliest first."""

    indicator: Indicator
    unit: Unit
    points: tuple[Point, ...]

    @property
    def revisions(self) -> tuple[Point, ...]:
        """The points that were corrected after their lock or first release."""
        return tuple(point for point in self.points if point.revised)


def units_with_values(actor: Actor, indicator: int) -> QuerySet[Unit]:
    """Return the units of which the actor sees values of the indicator."""
    seen = Observation.objects.filter(observations_seen(actor), indicator=indicator)
    return Unit.objects.filter(pk__in=seen.values("unit_id"))


def series_of(actor: Actor, indicator: Indicator, unit: Unit) -> Series:
    """Return the series of one unit, in one query."""
    values = series(actor, indicator.pk, unit.pk)
    known = {value.period: value.value for value in values}
    points, note = [], 0
    for value in values:
        note += value.revised
        before = known.get(year_before(value.period))
        points.append(
            Point(
                value.period,
                period_words(value.period),
                value.value,
                value.applicable,
                before,
                change_words(
                    value.value,
                    before,
                    rate=indicator.accumulation == Indicator.Accumulation.RATE,
                    measure=indicator.measure,
                    decimals=indicator.decimals,
                ),
                value.version,
                value.revised,
                note if value.revised else 0,
                value.statement,
                value.released_on,
                value.edition,
            )
        )
    return Series(indicator, unit, tuple(points))
