"""Who gets which answer at the routes of obstacles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Obstacle, ObstacleEvent
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    STATISTICS,
    STATISTICS_LEADER,
    Access,
)
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_project
from tests.apps.projects.access import EDITION, HIDDEN, OWN, READERS, SEE, of_project

ASKED = STATISTICS | STATISTICS_LEADER  # of the unit that must act
SEE_ASKED = OFFICE | BUREAU | COUNTY | OWN | ASKED
REPORT = BUREAU | {"clerk"}


def in_state(state: str) -> Callable[[County], Mapping[str, Any]]:
    """The address of an obstacle in a state, on a project of its own."""

    def make(county: County) -> Mapping[str, Any]:
        code = f"O-{state}"
        known = Obstacle.objects.filter(project__code=code).first()
        project = None if known else make_project(county, code=code, stage="signed")
        return {"obstacle": (known or make_obstacle(county, project=project, state=state)).pk}

    return make


def step(who: frozenset[str], state: str, **form: str) -> Access:
    """A step of an obstacle."""
    return Access(
        reads=who,
        changes=who,
        hidden=READERS - SEE_ASKED,
        things=in_state(state),
        form={**EDITION, "text": "已办理", **form},
    )


ACCESS = {
    "obstacles": Access(reads=READERS, exports=True),
    "obstacle-statistics": Access(reads=READERS),
    "ladder": Access(reads=BUREAU, changes=BUREAU, form={"name": "一"}),
    "obstacle": Access(reads=SEE_ASKED, hidden=READERS - SEE_ASKED, things=in_state("open")),
    "obstacle-answer": step(ASKED, "open"),
    "obstacle-hand-on": step(ASKED, "open"),
    "obstacle-return": step(frozenset({"town_leader"}), "answered"),
    "obstacle-verify": step(frozenset({"town_leader"}), "answered"),
    "obstacle-withdraw": step(frozenset({"clerk"}), "open"),
    "project-obstacles": Access(reads=SEE, hidden=HIDDEN, things=of_project()),
    "obstacle-raise": Access(
        reads=REPORT, changes=REPORT, hidden=HIDDEN, things=of_project(), form={"title": "一"}
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field of an obstacle that the app keeps for the unit."""
    project = make_project(county, unit=unit, code=f"K-{unit.code}", name=f"{unit.code} 项目")
    held = make_obstacle(
        county,
        project=project,
        unit=unit,
        title=text,
        detail=text,
        wanted=text,
        due_on=date(2026, 10, 8),
    )
    ObstacleEvent.objects.create(
        obstacle=held, deed="answered", text=text, level=0, by_name=text, at=AT
    )
