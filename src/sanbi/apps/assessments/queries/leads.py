"""Figures that deserve a question 数据线索: the integrity lens over all series of the county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from sanbi.apps.assessments.models import Round
from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Indicator, Observation
from sanbi.apps.indicators.rules import observations_seen
from sanbi.apps.orgs.models import Unit
from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.pacing import Series
from sanbi.engine.pacing.lens import (
    Lead,
    Revision,
    broken_ratios,
    first_digits,
    jumps,
    last_digits,
    late_revisions,
    too_smooth,
)

Held = dict[int, dict[int, Series]]  # indicator → unit → series


@dataclass(frozen=True)
class Found:
    """A lead with the unit and indicator that it is about; ``indicator`` None: all of a unit's."""

    lead: Lead
    unit: Unit
    indicator: Indicator | None


def leads_of(actor: Actor, beside: int | None = None) -> tuple[Found, ...]:
    """Every lead in the newest figures that the actor sees, the strongest first.

    Parameters
    ----------
    beside : primary key of an indicator that cumulative amounts should go with (electricity, tax,
        freight); None: no ratios are looked at.

    Three queries; the work grows with figures × units.
    """
    units = {unit.pk: unit for unit in Unit.objects.filter(parent__isnull=False)}
    indicators = {one.pk: one for one in Indicator.objects.all()}
    rows = _rows(actor, units)
    held = _series(rows)
    found = [
        *_of_series(held, units, indicators),
        *_of_digits(rows, units, indicators),
        *_of_revisions(rows, units, indicators),
    ]
    if beside in held:
        found += _of_ratios(held, beside, units, indicators)
    return tuple(sorted(found, key=lambda one: -one.lead.strength))


@dataclass(frozen=True)
class _Row:
    """One version of a figure."""

    unit: int
    indicator: int
    period: str
    version: int
    value: Decimal
    on: date


def _rows(actor: Actor, units: dict[int, Unit]) -> list[_Row]:
    found = (
        Observation.objects.filter(observations_seen(actor), unit__in=units, value__isnull=False)
        .order_by("unit", "indicator", "period", "version")
        .values_list("unit_id", "indicator_id", "period", "version", "value", "at")
    )
    return [
        _Row(unit, indicator, period, version, value, timezone.localdate(at))
        for unit, indicator, period, version, value, at in found
        if value is not None
    ]


def _series(rows: list[_Row]) -> Held:
    """The newest figures as series by month."""
    years: defaultdict[tuple[int, int], defaultdict[int, dict[int, float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for row in rows:  # a later version takes the place of an earlier one
        try:
            end = Period.parse(row.period).end
        except PeriodError:
            continue
        years[row.indicator, row.unit][end.year][end.month] = float(row.value)
    held: Held = defaultdict(dict)
    for (indicator, unit), figures in years.items():
        held[indicator][unit] = Series(figures)
    return held


def _of_series(
    held: Held, units: dict[int, Unit], indicators: dict[int, Indicator]
) -> Iterator[Found]:
    for pk, by_unit in held.items():
        indicator = indicators[pk]
        if indicator.accumulation != Indicator.Accumulation.CUMULATIVE:
            continue
        for unit, series in by_unit.items():
            others = [other for key, other in by_unit.items() if key != unit]
            for lead in (*jumps(series), *too_smooth(series, others)):
                yield Found(lead, units[unit], indicator)


def _of_ratios(
    held: Held, beside: int, units: dict[int, Unit], indicators: dict[int, Indicator]
) -> Iterator[Found]:
    name = indicators[beside].name
    for pk, by_unit in held.items():
        indicator = indicators[pk]
        if pk == beside or indicator.accumulation != Indicator.Accumulation.CUMULATIVE:
            continue
        for unit, series in by_unit.items():
            if unit in held[beside]:
                for lead in broken_ratios(series, held[beside][unit], name):
                    yield Found(lead, units[unit], indicator)


def _of_digits(
    rows: list[_Row], units: dict[int, Unit], indicators: dict[int, Indicator]
) -> Iterator[Found]:
    """Digits of a unit's own figures, over all indicators that it types itself."""
    typed: defaultdict[int, list[Decimal]] = defaultdict(list)
    for row in rows:
        indicator = indicators[row.indicator]
        if indicator.accumulation == Indicator.Accumulation.CUMULATIVE:
            written = Decimal(1).scaleb(-indicator.decimals)
            typed[row.unit].append(row.value.quantize(written))
    for unit, figures in typed.items():
        for lead in (*last_digits(figures), *first_digits(figures)):
            yield Found(lead, units[unit], None)


def _of_revisions(
    rows: list[_Row], units: dict[int, Unit], indicators: dict[int, Indicator]
) -> Iterator[Found]:
    """Revisions in the days before the round that took the figure was frozen."""
    frozen = _frozen()
    by_unit: defaultdict[int, list[Revision]] = defaultdict(list)
    before: _Row | None = None
    for row in rows:
        same = before is not None and (before.unit, before.indicator, before.period) == (
            row.unit,
            row.indicator,
            row.period,
        )
        if same and before is not None:
            better = -1 if indicators[row.indicator].direction == Indicator.Direction.LOW else 1
            day = next((day for span, day in frozen if _within(row.period, span)), None)
            if day is not None:
                change = better * float(row.value - before.value)
                by_unit[row.unit].append(Revision(row.on, day, change))
        before = row
    for unit, revisions in by_unit.items():
        for lead in late_revisions(revisions):
            yield Found(lead, units[unit], None)


def _frozen() -> list[tuple[Period, date]]:
    found = []
    rounds = Round.objects.filter(frozen_at__isnull=False).order_by("frozen_at")
    for period, at in rounds.values_list("period", "frozen_at"):
        if at is None:
            continue
        try:
            found.append((Period.parse(period), timezone.localdate(at)))
        except PeriodError:
            continue
    return found


def _within(label: str, span: Period) -> bool:
    try:
        end = Period.parse(label).end
    except PeriodError:
        return False
    return span.start <= end <= span.end
