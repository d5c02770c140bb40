"""Reads of obstacles: those of projects that the actor sees, and how they were dealt with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.projects.models import Obstacle, ObstacleState
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.rules import sees_everything

UNSOLVED = (ObstacleState.OPEN, ObstacleState.ANSWERED)


def obstacles_for(actor: Actor) -> QuerySet[Obstacle]:
    """Return the obstacles of projects that the actor sees, the most urgent first."""
    rows = Obstacle.objects.select_related("project__unit", "unit", "ladder")
    if not sees_everything(actor):
        rows = rows.filter(project__in=projects_for(actor).order_by().values("pk"))
    return rows.order_by("due_on", "pk")


def obstacle_get(actor: Actor, obstacle: int) -> Obstacle:
    """Return an obstacle.

    Raises
    ------
    Missing
        when there is none, or the actor may not see its project.
    """
    found = obstacles_for(actor).filter(pk=obstacle).first()
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Tally:
    """How a kind or a unit dealt with obstacles; withdrawn ones do not count.

    ``share`` of those raised is solved, ``days`` is the median from raised to solved.
    """

    name: str
    raised: int
    open: int
    overdue: int
    solved: int
    days: float | None

    @property
    def share(self) -> float | None:
        """Solved of raised, 0 to 1."""
        return self.solved / self.raised if self.raised else None


def tallies(rows: Iterable[Obstacle], by: Callable[[Obstacle], str], today: date) -> list[Tally]:
    """Return one tally for each name, most raised first."""
    held: dict[str, list[Obstacle]] = {}
    for row in rows:
        if row.state != ObstacleState.WITHDRAWN:
            held.setdefault(by(row), []).append(row)
    found = [_tally(name, some, today) for name, some in held.items()]
    return sorted(found, key=lambda item: (-item.raised, item.name))


def is_overdue(obstacle: Obstacle, today: date) -> bool:
    """Whether the unit that must act has let its days go by."""
    return obstacle.state == ObstacleState.OPEN and obstacle.due_on < today


def _tally(name: str, rows: list[Obstacle], today: date) -> Tally:
    days = [
        (row.closed_on - row.raised_on).days
        for row in rows
        if row.state == ObstacleState.CLOSED and row.closed_on
    ]
    return Tally(
        name,
        raised=len(rows),
        open=sum(row.state in UNSOLVED for row in rows),
        overdue=sum(is_overdue(row, today) for row in rows),
        solved=len(days),
        days=median(days) if days else None,
    )
