"""Obstacles for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanbi.apps.projects.escalation import ladder_kept
from sanbi.apps.projects.models import Obstacle, ObstacleEvent, Project
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_project

RAISED_ON = date(2026, 10, 9)


def make_obstacle(county: County, *, project: Project | None = None, **fields: Any) -> Obstacle:
    """An obstacle that `clerk` raised on 9 October; 县统计局 must act by the 16th, of 7-3-5-5."""
    held = project or make_project(county, stage="signed")
    plain: dict[str, Any] = {
        "kind": "land",
        "title": "红线内 32 亩未完成征收",
        "unit": county.statistics,
        "ladder": ladder_kept(RAISED_ON),
        "level_since": RAISED_ON,
        "raised_on": RAISED_ON,
        "due_on": date(2026, 10, 16),
    }
    made = Obstacle.objects.create(project=held, **{**plain, **fields})
    user = county.users["clerk"]
    ObstacleEvent.objects.create(
        obstacle=made, deed="raised", level=0, by=user.pk, by_name=user.name, at=AT
    )
    return made
