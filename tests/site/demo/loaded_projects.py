"""What must be there of projects once the county is loaded up to October 2026."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.utils import timezone

from sanbi.apps.meetings.models import Meeting, Screening, Tour
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import proof
from sanbi.apps.projects.models import (
    AllocationRun,
    Baseline,
    LampReading,
    MonthReport,
    Node,
    Obstacle,
    Project,
    Quantity,
    StageStep,
    YearPlan,
)
from sanbi.apps.projects.queries.lists import lines_of
from sanbi.apps.projects.replanning import Asked, Consequences, consequences
from sanbi.apps.projects.timetables import plan_of
from sanbi.site.demo.county import county
from sanbi.site.demo.model import Spot

TODAY = date(2026, 10, 19)


def check_projects() -> None:
    """Everything that a look at the pages of projects needs."""
    _register()
    _chains()
    _months()
    _obstacles()
    _hurried()
    _lamps()
    _factors()
    _meetings()


def check_october_meeting(*, held: bool) -> None:
    """The meeting of 22 October: planned until its day, then held, a decision for each item."""
    meeting = Meeting.objects.get(begins_at__date=date(2026, 10, 22))
    assert meeting.state == ("closed" if held else "planned")
    decided = list(meeting.decisions.order_by("item__place").values_list("item__place", flat=True))
    places = list(meeting.items.order_by("place").values_list("place", flat=True))
    assert len(places) == 6
    assert decided == (places if held else [])
    came = {row.presence for row in meeting.invitations.all()}
    assert came == ({"present", "deputy"} if held else {"unknown"})
    if held:
        assert meeting.closed_at is not None
        assert timezone.localtime(meeting.closed_at).isoformat() == "2026-10-22T11:20:00+08:00"


def _register() -> None:
    lines = lines_of(list(Project.objects.all()), TODAY)
    assert len(lines) == 120
    assert {line.project.stage for line in lines} == {
        "lead", "signed", "started", "producing", "capacity",
    }  # fmt: skip
    assert Project.objects.filter(dropped_on__isnull=False).count() == 3
    marks = Counter(mark for line in lines for mark in line.marks)
    assert marks["unsigned"] == 17
    assert min(marks[name] for name in ("not_started", "not_built", "not_finished")) >= 3
    assert {line.size for line in lines} == {"", "5", "10", "50", "100"}
    proven = [step for step in StageStep.objects.all() if step.proofs]
    assert len(proven) > 50
    for step in proven:
        key = proof.step_key(step.pk, step.proofs[0])
        assert Attachment.objects.filter(kind=proof.STEP, key=key).exists(), step


def _chains() -> None:
    lengths = Counter(Counter(Node.objects.values_list("project", flat=True)).values())
    assert lengths[112] == 3
    assert lengths[14] > 50
    assert Node.objects.filter(finished_on__isnull=True, planned_finish__lt=TODAY).exists()
    assert Baseline.objects.filter(number=2).count() == 3


def _months() -> None:
    """What the projects of a township completed adds up to the township's own figure."""
    figures = county().figures
    newest: dict[tuple[int, str], MonthReport] = {}
    for report in MonthReport.objects.select_related("project__unit").order_by("version"):
        newest[report.project_id, report.period] = report
    periods = {period for _project, period in newest}
    assert len(periods) == 12
    for period in ("2025-12", "2026-09"):
        sums: dict[tuple[str, bool], Decimal] = {}
        for report in (
            MonthReport.objects.filter(period__startswith=period[:4], period__lte=period)
            .select_related("project__unit")
            .order_by("project_id", "-period")
            .distinct("project_id")
        ):
            kind = (report.project.unit.code, report.project.sort == "industry")
            sums[kind] = sums.get(kind, Decimal(0)) + report.completed_wan
        for (unit, industry), total in sums.items():
            spot = Spot("proj_ind" if industry else "proj_inf", unit, period)
            assert total == figures[spot], spot
    assert YearPlan.objects.filter(year=2026).count() > 70
    assert Quantity.objects.count() == 48
    assert all(report.completed_wan < report.project.total_wan for report in newest.values())


def _obstacles() -> None:
    assert Obstacle.objects.count() == 48
    states = Counter(Obstacle.objects.values_list("state", flat=True))
    assert set(states) == {"open", "answered", "closed", "withdrawn"}
    opened = Obstacle.objects.filter(state="open")
    assert {0, 2, 3} <= set(opened.values_list("level", flat=True))
    assert opened.filter(level=3, due_on__lt=TODAY).exists()


def _hurried() -> None:
    """The due date that was promised to somebody cannot be kept; a way to save it is shown."""
    found = _consequences("白鹭生物医药产业园")
    assert found.due_on == date(2027, 4, 22)
    assert found.broken
    assert found.savings


def _lamps() -> None:
    """Every project of the register has its lamps for September."""
    read = LampReading.objects.filter(lamp="overall", period="2026-09", project__dropped_on=None)
    assert read.values("project").distinct().count() == 117
    assert {"red", "yellow", "green"} <= set(read.values_list("colour", flat=True))


def _factors() -> None:
    """The plan for the factors is in force, proven, and better than each simple rule."""
    run = AllocationRun.objects.get()
    assert run.publications.get().approved is True
    assert len(run.outcome["admitted"]) >= 5
    assert run.outcome["left_out"]
    assert run.bound - run.points <= 0.01 * run.points
    assert run.points > max(run.outcome["compared"].values())


def _meetings() -> None:
    """One dispatch meeting was held, the next has its agenda, and a tour is put together."""
    held, planned = Meeting.objects.filter(sort="dispatch").order_by("begins_at")
    assert (held.state, planned.state) == ("closed", "planned")
    assert held.items.count() == held.decisions.count() == 5
    assert planned.items.count() == 6
    assert held.decisions.filter(state="done").count() == 2
    assert Tour.objects.get().stops.count() == 5
    assert Screening.objects.filter(verdict="waiting").count() == 1


def _consequences(name: str) -> Consequences:
    project = Project.objects.get(name=name)
    nodes = list(Node.objects.filter(project=project).order_by("place"))
    return consequences(plan_of(nodes, project.due_on), Asked(), TODAY)
