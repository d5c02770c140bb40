"""Key tasks beside the score 亮晒: what the units on a board were given to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from sanbi.apps.actions.queries.beside import Tasks, tasks_of
from sanbi.apps.actions.rules import can_read
from sanbi.apps.assessments.queries.boards import Row
from sanbi.apps.orgs.pages import Request


def tasks_beside(request: Request, rows: Iterable[Row]) -> dict[str, Any]:
    """Return each unit's tasks as far as the reader sees them, in the order of the board."""
    if not can_read(request.actor):
        return {}
    held = list(rows)
    found = tasks_by_unit(request, held)
    tasks = [(row, found[row.unit]) for row in held if row.unit in found]
    return {"tasks": tasks, "today": timezone.localdate(request.now)}


def tasks_by_unit(request: Request, rows: Iterable[Row]) -> Mapping[int, Tasks]:
    """Return unit → its tasks, of those that the reader sees; empty for who reads no actions."""
    if not can_read(request.actor):
        return {}
    units = {row.unit for row in rows}
    return tasks_of(request.actor, units, timezone.localdate(request.now))
