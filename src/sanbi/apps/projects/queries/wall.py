"""The wall chart: every project with its plan, what happened, what is expected, what blocks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.models import (
    LampReading,
    MonthReport,
    Node,
    NodeLink,
    Obstacle,
    ObstacleState,
    Project,
    Stage,
    StageStep,
    YearPlan,
)
from sanbi.apps.projects.queries.lamps import lit, newest_lamps
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.timetables import Calendars, Plan, county_calendars
from sanbi.engine.scheduling.faults import SchedulingFaults

OPEN = (ObstacleState.OPEN, ObstacleState.ANSWERED)


@dataclass(frozen=True)
class Asked:
    """What is filtered by; an empty text filters nothing."""

    stage: str = ""
    lamp: str = ""
    unit: str = ""
    leader: str = ""
    text: str = ""
    blocked: bool = False


@dataclass(frozen=True)
class WallRow:
    """A project on the wall; money is dispatch data in 万元."""

    project: Project
    start: date | None  # promised
    finish: date | None
    begun: date | None  # happened
    ended: date | None
    expected: date | None
    milestones: Sequence[tuple[Node, date]] = ()
    lamp: LampReading | None = None
    obstacle: Obstacle | None = None
    blocked_days: int = 0
    obstacles: int = 0
    planned_wan: Decimal | None = None
    completed_wan: Decimal | None = None

    @property
    def production(self) -> date | None:
        """Return when production is expected, or the end where no node is that; None once over."""
        if self.ended is not None:
            return None
        for node, day in self.milestones:
            if node.stage == Stage.PRODUCING:
                return None if node.finished_on else day
        return self.expected

    @property
    def late(self) -> int | None:
        """Return the natural days by which it is expected after its promise; None for no plan."""
        if self.expected is None or self.finish is None:
            return None
        return (self.expected - self.finish).days

    @property
    def over_due(self) -> int | None:
        """Return the natural days by which production is expected after its due date; else None."""
        due, expected = self.project.due_on, self.production
        return (expected - due).days if due and expected and expected > due else None


@dataclass
class _Nodes:
    nodes: list[Node] = field(default_factory=list)
    links: list[tuple[str, str, str, int, int]] = field(default_factory=list)


def on_the_wall(actor: Actor, asked: Asked) -> QuerySet[Project]:
    """Return the projects of the register that are asked for, by name."""
    found = projects_for(actor).filter(dropped_on__isnull=True)
    if asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.lamp:
        found = found.filter(lit(asked.lamp))
    if asked.unit.isdecimal():
        found = found.filter(unit=int(asked.unit))
    if asked.leader.isdecimal():
        found = found.filter(leader=int(asked.leader))
    if asked.text:
        found = found.filter(name__icontains=asked.text)
    if asked.blocked:
        rows = Obstacle.objects.filter(project=OuterRef("pk"), state__in=OPEN)
        found = found.filter(Exists(rows))
    return found


def wall_rows(projects: Sequence[Project], today: date) -> list[WallRow]:
    """Return the rows of some projects that the actor may see; a fixed number of queries."""
    keys = [project.pk for project in projects]
    nodes, calendars = _nodes(keys), county_calendars()
    lamps = newest_lamps(keys)
    obstacles = _obstacles(keys)
    plans, reports = _money(keys, today.year)
    steps = _steps(keys)
    return [
        _row(
            project,
            nodes.get(project.pk, _Nodes()),
            calendars,
            today,
            lamp=lamps.get(project.pk),
            blocked=obstacles.get(project.pk, []),
            money=(plans.get(project.pk), reports.get(project.pk)),
            steps=steps.get(project.pk, {}),
        )
        for project in projects
    ]


def _row(
    project: Project,
    held: _Nodes,
    calendars: Calendars,
    today: date,
    *,
    lamp: LampReading | None,
    blocked: Sequence[Obstacle],
    money: tuple[Decimal | None, Decimal | None],
    steps: Mapping[str, date],
) -> WallRow:
    nodes = held.nodes
    happened = [day for node in nodes for day in (node.started_on, node.finished_on) if day]
    over = bool(nodes) and all(node.finished_on for node in nodes)
    if not nodes:  # what was recognised tells it
        happened = [day for stage, day in steps.items() if _reached(project, stage)]
        over = _reached(project, Stage.PRODUCING)
    expected, dates = _expected(held, calendars, today)
    first = blocked[0] if blocked else None
    return WallRow(
        project,
        min((n.planned_start for n in nodes if n.planned_start), default=project.start_on),
        max((n.planned_finish for n in nodes if n.planned_finish), default=project.due_on),
        min(happened, default=None),
        max(happened) if over else None,
        max(happened) if over else expected,
        [(n, n.finished_on or dates.get(n.key) or today) for n in nodes if n.stage],
        lamp,
        first,
        (today - first.raised_on).days if first else 0,
        len(blocked),
        *money,
    )


def _expected(
    held: _Nodes, calendars: Calendars, today: date
) -> tuple[date | None, Mapping[str, date]]:
    """When it is expected to be finished, and each node; nothing where it cannot be counted."""
    if not held.nodes:
        return None, {}
    plan = Plan(held.nodes, held.links, None, calendars)  # early dates follow from no due date
    try:
        timetable = plan.timetable(today)
    except SchedulingFaults:
        return None, {}
    stages = [node.key for node in held.nodes if node.stage]
    return timetable.finish(), {key: timetable.dates(key).early_finish for key in stages}


def _nodes(keys: Sequence[int]) -> dict[int, _Nodes]:
    found: dict[int, _Nodes] = {}
    owner: dict[int, tuple[int, str]] = {}
    for node in Node.objects.filter(project__in=keys).order_by("project", "place"):
        found.setdefault(node.project_id, _Nodes()).nodes.append(node)
        owner[node.pk] = (node.project_id, node.key)
    links = NodeLink.objects.filter(after__project__in=keys)
    for before, after, kind, lag, overlap in links.values_list(
        "before", "after", "kind", "lag", "overlap"
    ):
        project, key = owner[after]
        found[project].links.append((owner[before][1], key, kind, lag, overlap))
    return found


def _reached(project: Project, stage: str) -> bool:
    order = list(Stage)
    return order.index(Stage(project.stage)) >= order.index(Stage(stage))


def _steps(keys: Sequence[int]) -> dict[int, dict[str, date]]:
    """The newest day of the recognised start and of production, by project and stage."""
    found: dict[int, dict[str, date]] = {}
    rows = StageStep.objects.filter(
        project__in=keys, to_stage__in=(Stage.STARTED, Stage.PRODUCING)
    ).order_by("pk")
    for project, stage, day in rows.values_list("project", "to_stage", "happened_on"):
        found.setdefault(project, {})[stage] = day
    return found


def _obstacles(keys: Sequence[int]) -> dict[int, list[Obstacle]]:
    found: dict[int, list[Obstacle]] = {}
    rows = Obstacle.objects.filter(project__in=keys, state__in=OPEN).select_related("unit")
    for row in rows.order_by("raised_on", "pk"):
        found.setdefault(row.project_id, []).append(row)
    return found


def _money(
    keys: Sequence[int], year: int
) -> tuple[dict[int, Decimal | None], dict[int, Decimal | None]]:
    plans = YearPlan.objects.filter(project__in=keys, year=year).order_by("project_id", "-version")
    reports = MonthReport.objects.filter(project__in=keys, period__startswith=f"{year}-")
    reports = reports.order_by("project_id", "-period", "-version")
    return (
        dict(plans.distinct("project_id").values_list("project", "planned_wan")),
        dict(reports.distinct("project_id").values_list("project", "completed_wan")),
    )
