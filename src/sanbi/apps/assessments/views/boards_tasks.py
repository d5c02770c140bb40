"""Key tasks beside the score 亮晒: what the units on a board were given to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from sanbi.apps.actions.queries.beside import tasks_of
from sanbi.apps.actions.rules import can_read
from sanbi.apps.assessments.queries.boards import Row
from sanbi.apps.orgs.pages import Request


def tasks_beside(request: Request, rows: Iterable[Row]) -> dict[str, Any]:
    """Return each unit's tasks as far as the reader sees them, in the order of the board."""
    if not can_read(request.actor):
        return {}
    today, held = timezone.localdate(request.now), list(rows)
    found = tasks_of(request.actor, [row.unit for row in held], today)
    return {"tasks": [(row, found[row.unit]) for row in held if row.unit in found], "today": today}
