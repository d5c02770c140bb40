"""What the register knows of some projects, read once, for the facts that lamps look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sanbi.apps.projects.models import (
    Entry,
    MonthReport,
    Node,
    Obstacle,
    ObstacleState,
    Project,
    StageStep,
    YearPlan,
)
from sanbi.apps.projects.recognition import standing_steps
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.progress import Curve, WorkNode, planned_curve

CONSTRUCTION = "construction"


@dataclass(frozen=True)
class Known:
    """One project: days of its stages, plans, newest reports by month, dated nodes, obstacles."""

    project: Project
    reached: Mapping[str, date] = field(default_factory=dict)
    reports: Mapping[str, MonthReport] = field(default_factory=dict)
    plans: Mapping[int, YearPlan] = field(default_factory=dict)
    work: Sequence[WorkNode] = ()
    planned: Curve | None = None
    obstacles: Sequence[Obstacle] = ()

    @property
    def started(self) -> date | None:
        """The day of the recognised start."""
        return self.reached.get("started")

    @property
    def produced(self) -> date | None:
        """The day from which it has been in production."""
        return self.reached.get("producing")

    @property
    def entered(self) -> date | None:
        """The day from which the statistics count it."""
        counted = self.project.statistics_entry == Entry.ENTERED
        return self.project.statistics_on if counted else None

    def physical(self, month: str) -> Decimal | Fraction | None:
        """Return the share of physical work done by the end of a month; None: not reported.

        Nothing before the start, all of it once production is recognised. A report that names no
        share leaves it to the nodes.
        """
        end = Period.parse(month).end
        if self.produced and self.produced <= end:
            return Decimal(1)
        report = self.reports.get(month)
        if report is not None and report.physical is not None:
            return report.physical
        if self.started is None or self.started > end:
            return Decimal(0)
        return None if report is None else earned_by_nodes(self.work, end)

    def completed(self, month: str) -> Decimal | None:
        """Return the investment completed in the year by the end of a month, in 万元."""
        report = self.reports.get(month)
        if report is not None:
            return report.completed_wan
        end = Period.parse(month).end
        return Decimal(0) if self.started is None or self.started > end else None


def earned_by_nodes(work: Sequence[WorkNode], day: date) -> Fraction | None:
    """Return the weight of finished nodes of all; None where there is none."""
    whole = sum((Fraction(node.weight) for node in work), Fraction(0))
    if not whole:
        return None
    done = (Fraction(n.weight) for n in work if n.finished is not None and n.finished <= day)
    return sum(done, Fraction(0)) / whole


def known_of(projects: Sequence[Project]) -> list[Known]:
    """Return what is known of some projects: five queries, however many."""
    keys = [project.pk for project in projects]
    steps: dict[int, list[StageStep]] = defaultdict(list)
    for step in StageStep.objects.filter(project__in=keys).order_by("pk"):
        steps[step.project_id].append(step)
    reports: dict[int, dict[str, MonthReport]] = defaultdict(dict)
    for report in MonthReport.objects.filter(project__in=keys).order_by("version"):
        reports[report.project_id][report.period] = report  # the newest comes last and stays
    plans: dict[int, dict[int, YearPlan]] = defaultdict(dict)
    for plan in YearPlan.objects.filter(project__in=keys).order_by("version"):
        plans[plan.project_id][plan.year] = plan
    nodes: dict[int, list[Node]] = defaultdict(list)
    for node in Node.objects.filter(project__in=keys).order_by("place"):
        nodes[node.project_id].append(node)
    obstacles: dict[int, list[Obstacle]] = defaultdict(list)
    for obstacle in Obstacle.objects.filter(project__in=keys).order_by("pk"):
        obstacles[obstacle.project_id].append(obstacle)
    found = []
    for project in projects:
        work = work_of(nodes[project.pk])
        standing = standing_steps(steps[project.pk])
        found.append(
            Known(
                project,
                {stage: step.happened_on for stage, step in standing.items()},
                reports[project.pk],
                plans[project.pk],
                work,
                curve_of(work),
                obstacles[project.pk],
            )
        )
    return found


def work_of(nodes: Sequence[Node]) -> list[WorkNode]:
    """Return the nodes that physical work is planned by: those on the construction calendar.

    Where none is, all that have promised dates.
    """
    dated = [node for node in nodes if node.planned_start and node.planned_finish]
    building = [node for node in dated if node.calendar == CONSTRUCTION]
    return [
        WorkNode(
            node.key,
            node.weight,
            node.planned_start,
            node.planned_finish,
            finished=node.finished_on,
        )
        for node in building or dated
        if node.planned_start and node.planned_finish
    ]


def curve_of(work: Sequence[WorkNode]) -> Curve | None:
    """Return the planned value by month; None where no node is dated, or none weighs anything."""
    try:
        return planned_curve(work)
    except SchedulingFaults:
        return None


def still_open(obstacle: Obstacle) -> bool:
    """Whether an obstacle waits for its unit, so that its clock runs."""
    return obstacle.state == ObstacleState.OPEN
