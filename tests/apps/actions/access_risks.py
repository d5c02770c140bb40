"""Who gets which answer at the routes of risks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.actions.models import Action, Incident
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    Access,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.risks import make_danger, make_incident

OWN = frozenset({"clerk", "town_leader"})
SUPERVISORS = frozenset({"supervisor"})
READERS = OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | COUNTY | OWN | OTHER_TOWN
SEE = OFFICE | COUNTY | OWN
REPORTERS = READERS - OFFICE - {"auditor"}
RECORDERS = SUPERVISORS | BUREAU | STATISTICS


def a_danger(county: County) -> Mapping[str, Any]:
    """The action of a danger of the first township."""
    known = Action.objects.filter(number="A-danger").first()
    return {"action": (known or make_danger(county, number="A-danger").action).pk}


def an_incident(state: str) -> Callable[[County], Mapping[str, Any]]:
    """An incident of the first township."""

    def make(county: County) -> Mapping[str, Any]:
        title = f"事故{state}"
        known = Incident.objects.filter(title=title).first()
        return {"incident": (known or make_incident(county, state, title=title)).pk}

    return make


ACCESS = {
    "risks": Access(reads=READERS, exports=True),
    "risk-new": Access(reads=REPORTERS, changes=REPORTERS, form={"title": "一"}),
    "risk-grade": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        hidden=READERS - SEE,
        things=a_danger,
        form={"grade": "major", "why": "一"},
    ),
    "incidents": Access(reads=READERS, exports=True),
    "incident-new": Access(reads=RECORDERS, changes=RECORDERS, form={"title": "一"}),
    "incident-confirm": Access(
        reads=OFFICE, changes=OFFICE, hidden=READERS - SEE, things=an_incident("recorded")
    ),
    "incident-withdraw": Access(
        reads=OFFICE,
        changes=OFFICE,
        hidden=READERS - SEE,
        things=an_incident("confirmed"),
        form={"why": "一"},
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a danger and an incident of the unit."""
    make_danger(
        county,
        number=f"R-{unit.code}",
        lead_unit=unit,
        title=text,
        place=text,
        found_by=text[:80],
        grade="major",
        grade_why=text,
    )
    make_incident(county, "withdrawn", unit=unit, title=text, place=text, document=text, why=text)
