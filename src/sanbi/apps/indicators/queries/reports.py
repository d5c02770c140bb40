"""Lists of reports: what waits for whom, and how far a period has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.indicators.models import Dataset, Report, ReportState
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.orgs.models import Unit

BY_UNITS = Q(dataset__reporter=Dataset.Reporter.UNITS)
BY_OWNER = Q(dataset__reporter=Dataset.Reporter.OWNER)


def waiting_for(actor: Actor) -> Q:
    """Return the condition on `Report` for those whose next step is the actor's."""
    clerk, bureau = actor.units_as(Role.CLERK), actor.units_as(Role.BUREAU)
    leader = actor.units_as(Role.LEADER)
    fills = (BY_UNITS & Q(unit__in=clerk)) | (BY_OWNER & Q(dataset__owner__in=clerk | bureau))
    signs = (BY_UNITS & Q(unit__in=leader)) | (BY_OWNER & Q(dataset__owner__in=leader))
    own = Q(submitted_by=actor.user)
    locks = Q() if actor.has(Role.OFFICE) else Q(dataset__owner__in=bureau)
    return (
        (Q(state=ReportState.DRAFT) & fills)
        | (Q(state=ReportState.SUBMITTED) & signs & ~own)
        | (Q(state=ReportState.UNIT_SIGNED) & Q(dataset__owner__in=bureau) & ~own)
        | (Q(state=ReportState.BUREAU_CHECKED) & locks)
    )


def reports_listed(actor: Actor) -> QuerySet[Report]:
    """Return the reports that the actor sees, with ``filled`` and ``lines``, to be filtered."""
    filled = Q(cells__value__isnull=False) | Q(cells__applicable=False)
    return (
        Report.objects.filter(reports_seen(actor))
        .select_related("dataset__owner", "unit")
        .annotate(filled=Count("cells", filter=filled))
    )


def reports_waiting(actor: Actor) -> QuerySet[Report]:
    """Return the reports whose next step is the actor's, the most urgent first."""
    return reports_listed(actor).filter(waiting_for(actor)).order_by("due_at", "pk")


@dataclass(frozen=True)
class Mark:
    """A report on the board: its state, and whether it is late."""

    report: int
    state: str
    label: str
    late: bool


@dataclass(frozen=True)
class ProgressRow:
    """A unit's reports in the order of the board's data sets; None where it has none."""

    unit: Unit
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True)
class Progress:
    """How far a period has come: units by data sets."""

    period: str
    datasets: tuple[Dataset, ...]
    rows: tuple[ProgressRow, ...]
    counts: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        """How many reports there are."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many have left the units: checked by the bureau or locked."""
        return self.counts.get("bureau_checked", 0) + self.counts.get("locked", 0)


def dataset_progress(actor: Actor, period: str, now: datetime) -> Progress:
    """Return the board of a period, in two queries; late is a draft past its due time."""
    reports = list(
        Report.objects.filter(reports_seen(actor), period=period)
        .select_related("dataset", "unit")
        .order_by("unit__sequence", "unit__pinyin", "unit__code")
    )
    datasets = sorted({report.dataset for report in reports}, key=lambda item: item.code)
    place = {dataset.pk: number for number, dataset in enumerate(datasets)}
    rows: dict[int, list[Mark | None]] = {}
    units: dict[int, Unit] = {}
    for report in reports:
        units[report.unit_id] = report.unit
        marks = rows.setdefault(report.unit_id, [None] * len(datasets))
        late = is_late(report, now)
        marks[place[report.dataset_id]] = Mark(
            report.pk, report.state, report.get_state_display(), late
        )
    return Progress(
        period,
        tuple(datasets),
        tuple(ProgressRow(units[pk], tuple(marks)) for pk, marks in rows.items()),
        dict(Counter(report.state for report in reports)),
        sum(is_late(report, now) for report in reports),
    )


def is_late(report: Report, now: datetime) -> bool:
    """Whether a report is still a draft after its due time."""
    return report.state == ReportState.DRAFT and report.due_at < now


def periods_of(actor: Actor, most: int = 24) -> list[str]:
    """Return the periods for which the actor sees reports, newest first."""
    found = (
        Report.objects.filter(reports_seen(actor))
        .order_by("-period")
        .values_list("period", flat=True)
        .distinct()
    )
    return list(found[:most])
