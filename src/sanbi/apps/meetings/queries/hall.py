"""What the hall sees of each item of the agenda: lamps, the next nodes, obstacles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.apps.audit.actors import Actor
from sanbi.apps.meetings.models import AgendaItem, Meeting
from sanbi.apps.meetings.queries.meetings import agenda_of, seen_projects
from sanbi.apps.projects.models import LampReading, Node, Obstacle
from sanbi.apps.projects.queries.obstacles import UNSOLVED

NODES, OBSTACLES, LAMPS = 5, 2, 4
"""So many of each fit on a screen that is read from 20 m."""


@dataclass(frozen=True)
class Step:
    """A node of the chain: done, late, or to come; with the days by which it is late."""

    name: str
    state: str
    day: date | None
    days: int


@dataclass(frozen=True)
class Screen:
    """One item of the agenda, as the hall sees it."""

    item: AgendaItem
    number: int
    lamps: Sequence[LampReading]
    steps: Sequence[Step]
    obstacles: Sequence[tuple[Obstacle, int]]  # with the days since it was raised
    after: Sequence[AgendaItem]  # the items that follow


def screens_of(actor: Actor, meeting: Meeting, today: date) -> list[Screen]:
    """Return the screens of a meeting that was asked for.

    A fixed number of queries. What a project shows is left out where the actor may not see it.
    """
    items = agenda_of(meeting)
    keys = seen_projects(actor, items)
    lamps, nodes, obstacles = _lamps(keys), _nodes(keys), _obstacles(keys)
    return [
        Screen(
            item,
            number,
            lamps.get(item.project_id or 0, [])[:LAMPS],
            _steps(nodes.get(item.project_id or 0, []), today),
            [
                (row, (today - row.raised_on).days)
                for row in obstacles.get(item.project_id or 0, [])[:OBSTACLES]
            ],
            items[number : number + NODES],
        )
        for number, item in enumerate(items, start=1)
    ]


def _steps(nodes: Sequence[Node], today: date) -> list[Step]:
    """Return the last finished node and those that follow, as many as fit."""
    ahead = next((n for n, node in enumerate(nodes) if node.finished_on is None), len(nodes))
    first = max(min(ahead - 1, len(nodes) - NODES), 0)
    return [_step(node, today) for node in nodes[first : first + NODES]]


def _step(node: Node, today: date) -> Step:
    if node.finished_on is not None:
        return Step(node.name, "done", node.finished_on, 0)
    days = [day for day in (node.due_on, node.planned_finish) if day is not None]
    limit = min(days, default=None)
    late = (today - limit).days if limit is not None and limit < today else 0
    return Step(node.name, "late" if late else "next", limit, late)


def _lamps(keys: set[int]) -> dict[int, list[LampReading]]:
    """Return the newest reading of each project, the overall lamp first."""
    rows = LampReading.objects.filter(project__in=keys)
    found: dict[int, list[LampReading]] = {}
    newest: dict[int, tuple[str, int]] = {}
    for row in rows.order_by("project_id", "lamp", "-period", "-version").distinct(
        "project_id", "lamp"
    ):
        found.setdefault(row.project_id, []).append(row)
        read = (row.period, row.version)
        newest[row.project_id] = max(read, newest.get(row.project_id, read))
    return {
        key: sorted(
            (row for row in held if (row.period, row.version) == newest[key]),
            key=lambda row: row.lamp != "overall",
        )
        for key, held in found.items()
    }


def _nodes(keys: set[int]) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for row in Node.objects.filter(project__in=keys).order_by("project", "place"):
        found.setdefault(row.project_id, []).append(row)
    return found


def _obstacles(keys: set[int]) -> dict[int, list[Obstacle]]:
    rows = Obstacle.objects.filter(project__in=keys, state__in=UNSOLVED).select_related("unit")
    found: dict[int, list[Obstacle]] = {}
    for row in rows.order_by("due_on", "pk"):
        found.setdefault(row.project_id, []).append(row)
    return found
