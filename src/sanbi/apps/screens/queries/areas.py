"""Lamps by area: how far the reports of each form have come, and who is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Report, ReportState
from sanbi.apps.indicators.rules import can_read, reports_seen

SOON = timedelta(days=3)
RECENT = timedelta(days=100)
DRAFT = Q(state=ReportState.DRAFT)
LAMPS = ("red", "yellow", "green")


@dataclass(frozen=True)
class Area:
    """The newest period of a form.

    ``lamp`` is red when somebody is late, yellow when something is due within three days, green
    else. ``days`` is its size: whole days since the first was due that is late, or until the next
    is due; None for green. ``handed`` counts reports that left the draft, ``locked`` those that are
    final.
    """

    name: str
    owner: str
    period: str
    lamp: str
    days: int | None
    total: int
    handed: int
    locked: int
    late: tuple[str, ...]
    due_at: datetime

    @property
    def share(self) -> float:
        """Handed in, from 0 to 1."""
        return self.handed / self.total


def areas(actor: Actor, now: datetime) -> tuple[Area, ...]:
    """The lamps of the reports that the actor sees, red ones first; in two queries."""
    if not can_read(actor):
        return ()
    seen = Report.objects.filter(reports_seen(actor), due_at__gte=now - RECENT)
    counted = (
        seen.values("dataset", "dataset__name", "dataset__owner__name", "period")
        .annotate(
            total=Count("pk"),
            drafts=Count("pk", filter=DRAFT),
            locked=Count("pk", filter=Q(state=ReportState.LOCKED)),
            soon=Count("pk", filter=DRAFT & Q(due_at__lt=now + SOON)),
            due=Min("due_at"),
            waited=Min("due_at", filter=DRAFT),
        )
        .order_by("due")
    )
    newest = {row["dataset"]: row for row in counted}
    late = _late(seen, now)
    found = [_area(row, late.get((key, row["period"]), ()), now) for key, row in newest.items()]
    return tuple(sorted(found, key=lambda area: (LAMPS.index(area.lamp), area.name)))


def _late(seen: QuerySet[Report], now: datetime) -> dict[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    rows = seen.filter(DRAFT, due_at__lt=now).order_by("unit__sequence", "unit__pinyin")
    for dataset, period, unit in rows.values_list("dataset_id", "period", "unit__name"):
        found[dataset, period] = (*found.get((dataset, period), ()), unit)
    return found


def _area(row: Mapping[str, Any], late: tuple[str, ...], now: datetime) -> Area:
    lamp = "red" if late else "yellow" if row["soon"] else "green"
    # Of drafts: the earliest is late where any is, else the next that is due.
    apart = timezone.localdate(now) - timezone.localdate(row["waited"]) if row["waited"] else None
    return Area(
        name=row["dataset__name"],
        owner=row["dataset__owner__name"],
        period=row["period"],
        lamp=lamp,
        days=abs(apart.days) if apart is not None and lamp != "green" else None,
        total=row["total"],
        handed=row["total"] - row["drafts"],
        locked=row["locked"],
        late=late,
        due_at=row["due"],
    )
