"""Statistics and dispatch figures, by the indicator's code.

Only what is certain counts: an official statistic once it is released, a dispatch figure once its
report is locked. A figure is never filled in from the other kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from sanbi.apps.assessments.sources.periods import native_period
from sanbi.apps.indicators.models import Cell, Indicator, Observation, ReportState, Target
from sanbi.engine.calendar import Period, PeriodError

DUE = ".due"
"""Suffix of the further figure that holds what is due by the end of the period: 阶段目标."""


@dataclass(frozen=True)
class Figure:
    """A value that counts: ``target`` is that of the year; ``link`` the observation's key."""

    unit: str
    indicator: str
    period: str
    value: Decimal | None
    target: Decimal | None
    version: int
    source: str
    revised: bool
    link: int


def counting(now: datetime) -> Q:
    """Which versions of observations count at a moment."""
    released = Q(released_on__isnull=False, released_on__lte=timezone.localdate(now))
    locked = Q(report__state=ReportState.LOCKED)
    own_feed = Q(
        report__isnull=True,
        released_on__isnull=True,
        source=Cell.Source.FEED,
    ) & ~Q(indicator__kind="statistic")
    return released | locked | own_feed


def figures(
    codes: Iterable[str], labels: Sequence[str], units: Mapping[int, str], now: datetime
) -> list[Figure]:
    """Return the figures of some indicators, for labels of periods, that count at a moment.

    Parameters
    ----------
    units : mapping of primary key → code
    labels : canonical texts of periods; a monthly indicator answers for a quarter by its last
        month
    """
    wanted = {code.removesuffix(DUE) for code in codes}
    indicators = {item.pk: item for item in Indicator.objects.filter(code__in=wanted)}
    places = _places(indicators.values(), labels)
    natives = {native for by_native in places.values() for native in by_native}
    rows = (
        Observation.objects.filter(
            counting(now), indicator__in=indicators, unit__in=units, period__in=natives
        )
        .order_by("indicator_id", "period", "unit_id", "-version")
        .distinct("indicator_id", "period", "unit_id")
    )
    goals = _targets(indicators, units)
    found = []
    for row in rows:
        item = indicators[row.indicator_id]
        for label in places[item.frequency].get(row.period, ()):
            goal = goals.get((row.unit_id, row.indicator_id, _year(label)))
            target = goal.value if goal else None
            found.append(_figure(row, item, units[row.unit_id], label, target))
    return found


def due_figures(
    codes: Iterable[str], labels: Sequence[str], units: Mapping[int, str]
) -> Iterator[tuple[str, str, str, Decimal, int]]:
    """Yield (unit, code.due, label, value, target's key): what is due by a period's end."""
    wanted = {code.removesuffix(DUE): code for code in codes if code.endswith(DUE)}
    indicators = {item.pk: item for item in Indicator.objects.filter(code__in=wanted)}
    for (unit, indicator, year), goal in _targets(indicators, units).items():
        for label in labels:
            value = due_by(goal, label) if _year(label) == year else None
            if value is not None:
                code = wanted[indicators[indicator].code]
                yield units[unit], code, label, value, goal.pk


def due_by(goal: Target, label: str) -> Decimal | None:
    """Return what a year's target asks for by the end of a period; None inside a quarter."""
    try:
        month = Period.parse(label).end.month
    except PeriodError:
        return None
    return {3: goal.q1, 6: goal.q2, 9: goal.q3, 12: goal.value}.get(month)


def _places(
    indicators: Iterable[Indicator], labels: Sequence[str]
) -> dict[str, dict[str, list[str]]]:
    """Return, by frequency, which labels each reported period answers for."""
    places: dict[str, dict[str, list[str]]] = {}
    for frequency in {str(item.frequency) for item in indicators}:
        held = places.setdefault(frequency, {})
        for label in labels:
            native = native_period(label, frequency)
            if native is not None:
                held.setdefault(native, []).append(label)
    return places


def _targets(indicators: Iterable[int], units: Iterable[int]) -> dict[tuple[int, int, int], Target]:
    latest = (
        Target.objects.filter(indicator__in=list(indicators), unit__in=list(units))
        .order_by("unit_id", "indicator_id", "year", "-version")
        .distinct("unit_id", "indicator_id", "year")
    )
    return {(item.unit_id, item.indicator_id, item.year): item for item in latest}


def _figure(
    row: Observation, item: Indicator, unit: str, label: str, target: Decimal | None
) -> Figure:
    parts = [row.period] if row.period != label else []
    if row.released_on is not None:
        parts += [f"{row.released_on} {row.edition}".strip()]
    if row.revised:
        parts.append("已修订")
    return Figure(
        unit,
        item.code,
        label,
        row.value if row.applicable else None,
        target,
        row.version,
        " · ".join(parts),
        row.revised,
        row.pk,
    )


def _year(label: str) -> int:
    try:
        return Period.parse(label).year
    except PeriodError:
        return 0
