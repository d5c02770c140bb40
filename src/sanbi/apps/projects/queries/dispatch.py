"""Which projects a dispatch meeting 调度 should look at, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.db.models import Q

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.models import LampReading, Node, Obstacle, ObstacleState, Project, Stage
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.queries.wall import WallRow, wall_rows

DONE = (Stage.PRODUCING, Stage.CAPACITY)


class Ground(IntEnum):
    """Why a project needs the meeting; the larger, the graver."""

    NODE = 1
    """A node's promised day has passed, and it is not finished."""
    OBSTACLE = 2
    """Whoever must act on an obstacle has let its days go by."""
    DUE_DATE = 3
    """Production is expected after its due date: the float is negative."""
    LAMP = 4
    """Its overall lamp of the newest month is red."""


@dataclass(frozen=True)
class Reason:
    """One reason: natural days that it is over (0 for a lamp), and what it is about."""

    ground: Ground
    days: int
    about: str
    unit: int | None = None  # who must act


@dataclass(frozen=True)
class Need:
    """A project with its reasons, the gravest first."""

    project: Project
    reasons: tuple[Reason, ...]

    @property
    def severity(self) -> tuple[int, int, int]:
        """The gravest ground, how many reasons, the most days: larger is graver."""
        grounds = max(reason.ground for reason in self.reasons)
        return (grounds, len(self.reasons), max(reason.days for reason in self.reasons))


def needs_dispatch(actor: Actor, on: date, *, among: Collection[int] | None = None) -> list[Need]:
    """Return the projects that the actor sees and that need a dispatch meeting, gravest first.

    A fixed number of queries. Projects in production and those given up never need one. With
    ``among`` (primary keys) only those projects are looked at.
    """
    found_for = projects_for(actor).filter(dropped_on__isnull=True).exclude(stage__in=DONE)
    if among is not None:
        found_for = found_for.filter(pk__in=among)
    projects = list(found_for)
    keys = [project.pk for project in projects]
    obstacles, nodes = _overdue_obstacles(keys, on), _overdue_nodes(keys, on)
    found = []
    for row in wall_rows(projects, on):
        key = row.project.pk
        reasons = [*_lamp(row), *_due_date(row)]
        reasons += [
            Reason(Ground.OBSTACLE, (on - item.due_on).days, item.title, item.unit_id)
            for item in obstacles.get(key, [])
        ]
        reasons += [
            Reason(Ground.NODE, (on - day).days, node.name, node.unit_id)
            for node, day in nodes.get(key, [])
        ]
        if reasons:
            found.append(Need(row.project, _in_order(reasons)))
    return sorted(found, key=lambda need: need.severity, reverse=True)


def _in_order(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-reason.ground, -reason.days, reason.about)))


def _lamp(row: WallRow) -> Iterable[Reason]:
    reading = row.lamp
    if reading is not None and reading.colour == LampReading.Colour.RED and not reading.waived:
        yield Reason(Ground.LAMP, 0, reading.reason_words)


def _due_date(row: WallRow) -> Iterable[Reason]:
    due, days = row.project.due_on, row.over_due
    if due is not None and days is not None:
        yield Reason(Ground.DUE_DATE, days, due.isoformat())


def _overdue_obstacles(keys: Sequence[int], on: date) -> dict[int, list[Obstacle]]:
    rows = Obstacle.objects.filter(project__in=keys, state=ObstacleState.OPEN, due_on__lt=on)
    found: dict[int, list[Obstacle]] = {}
    for row in rows.order_by("due_on", "pk"):
        found.setdefault(row.project_id, []).append(row)
    return found


def _overdue_nodes(keys: Sequence[int], on: date) -> dict[int, list[tuple[Node, date]]]:
    rows = Node.objects.filter(
        Q(due_on__lt=on) | Q(planned_finish__lt=on), project__in=keys, finished_on__isnull=True
    )
    found: dict[int, list[tuple[Node, date]]] = {}
    for row in rows.order_by("place"):
        day = min(day for day in (row.due_on, row.planned_finish) if day is not None)
        found.setdefault(row.project_id, []).append((row, day))
    return found
