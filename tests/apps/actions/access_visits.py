"""Who gets which answer at the routes of field visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbi.apps.actions.models import Visit
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
from tests.apps.factories.visits import make_visit

OWN = frozenset({"clerk", "town_leader"})
SUPERVISORS = frozenset({"supervisor"})
READERS = OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | COUNTY | OWN | OTHER_TOWN
SEE = OFFICE | COUNTY | OWN
OPEN = "only the supervision office opens it, and it sees every visit"


def a_visit(county: County) -> Mapping[str, Any]:
    """A visit to the first township."""
    known = Visit.objects.filter(topic="调研甲").first()
    return {"visit": (known or make_visit(county, "缺熟练工", topic="调研甲")).pk}


def a_finding(county: County) -> Mapping[str, Any]:
    """Its finding."""
    held = a_visit(county)
    return {**held, "finding": Visit.objects.get(pk=held["visit"]).findings.get().pk}


ACCESS = {
    "visits": Access(reads=READERS, exports=True),
    "visit-new": Access(reads=SUPERVISORS, changes=SUPERVISORS, form={"topic": "一"}),
    "visit": Access(reads=SEE, hidden=READERS - SEE, things=a_visit),
    "finding-file": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        things=a_finding,
        form={"title": "一"},
        of_no_unit=OPEN,
    ),
    "finding-leave": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        things=a_finding,
        form={"why": "一"},
        of_no_unit=OPEN,
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a visit to the unit and its finding."""
    make_visit(county, text, unit=unit, place=text, people=text, topic=text)
