"""What was corrected: figures after their lock, and scores and places after a publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from sanbi.apps.assessments.models import Publication, Run, RunRow
from sanbi.apps.assessments.queries.boards_rounds import Head
from sanbi.apps.assessments.sources.periods import native_period
from sanbi.apps.indicators.models import Observation
from sanbi.apps.indicators.models.catalogue import Frequency


@dataclass(frozen=True)
class Corrected:
    """A figure that was corrected after its lock or release, as the run took it."""

    unit: int
    indicator: str
    before: str
    after: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Shift:
    """A unit whose score or place is another than in the run published before."""

    unit: int
    name: str
    group: str
    score_before: Decimal | None
    score: Decimal | None
    rank_before: Decimal | None
    rank: Decimal | None


def corrected_figures(head: Head, units: Iterable[int]) -> list[Corrected]:
    """Figures of the round's own period that this run took in a version marked 已修订.

    One query. A figure that was corrected twice stands once, from before the first to the last.
    """
    natives = {native_period(head.period, kind) for kind in Frequency.values} - {None}
    if not natives:
        return []
    snapshot = Run.objects.filter(pk=head.run).values("snapshot__at")
    earlier = Observation.objects.filter(
        unit=OuterRef("unit"),
        indicator=OuterRef("indicator"),
        period=OuterRef("period"),
        version=OuterRef("version") - 1,
    )
    rows = (
        Observation.objects.filter(
            revised=True,
            period__in=natives,
            indicator__code__in={code for code, _leaf, _name in head.reads},
            unit__in=units,
            at__lte=Subquery(snapshot),
        )
        .annotate(old=Subquery(earlier.values("value")), taken=Subquery(snapshot))
        .select_related("indicator")
        .order_by("unit", "indicator__code", F("version"))
    )
    found: dict[tuple[int, str], Corrected] = {}
    for row in rows:
        item = row.indicator
        if native_period(head.period, item.frequency) != row.period:
            continue
        if row.released_on is not None and row.released_on > timezone.localdate(row.taken):
            continue
        key = (row.unit_id, item.code)
        before = found[key].before if key in found else _said(row.old, item.decimals)
        after = _said(row.value, item.decimals)
        found[key] = Corrected(*key, before, after, row.reason or row.statement, row.at)
    return list(found.values())


def published_before(head: Head) -> tuple[int, int] | None:
    """Key and number of the run that was published before this one; None for the first."""
    if head.number == 1:
        return None
    return (
        Publication.objects.filter(round=head.pk, approved=True, run__number__lt=head.number)
        .order_by("-run__number")
        .values_list("run", "run__number")
        .first()
    )


def shifts_between(before: int, after: int) -> tuple[Shift, ...]:
    """Whose score or place changed from one run to another, in the order of the later table."""
    old = {(row.unit_id, row.group): row for row in RunRow.objects.filter(run=before)}
    found = []
    for row in RunRow.objects.filter(run=after).order_by("group", "order"):
        was = old.get((row.unit_id, row.group))
        if was is not None and (was.score, was.rank) == (row.score, row.rank):
            continue
        shift = Shift(
            row.unit_id,
            row.unit_name,
            row.group,
            was.score if was else None,
            row.score,
            was.rank if was else None,
            row.rank,
        )
        found.append(shift)
    return tuple(found)


def _said(value: Decimal | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"
