"""Who gets which answer from the API's projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.factories.orgs import County
from tests.apps.projects.access import REPORTERS, SEE, project_in

OPEN = Access(reads=EVERYONE)


def numbered(**more: Any) -> Callable[[County], Mapping[str, Any]]:
    """The address of a project of the first township."""
    return lambda county: {"number": project_in(county, "signed").pk, **more}


def seen() -> Access:
    """What is read of one project."""
    return Access(reads=SEE, hidden=EVERYONE - SEE, things=numbered())


ACCESS = {
    "api:projects": OPEN,
    "api:lamp_rules": OPEN,
    "api:project": seen(),
    "api:project_nodes": seen(),
    "api:project_lamps": seen(),
    "api:project_obstacles": seen(),
    "api:project_months": seen(),
    "api:project_month_report": Access(
        changes=REPORTERS,
        hidden=EVERYONE - SEE,
        things=numbered(period="2026-09"),
        body={"version": 0, "completed_wan": "900"},
        sends="PUT",
    ),
}
