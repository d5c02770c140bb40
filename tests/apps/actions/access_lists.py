"""Who gets which answer at the routes of rectification lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbi.apps.actions.models import ProblemList
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
from tests.apps.factories.lists import make_list, make_problem
from tests.apps.factories.orgs import County

OWN = frozenset({"clerk", "town_leader"})
SUPERVISORS = frozenset({"supervisor"})
READERS = OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | COUNTY | OWN | OTHER_TOWN
SEE = OFFICE | COUNTY | OWN | BUREAU  # 县发改局 checks the list
TITLE = "问题清单甲"


def a_list(county: County) -> Mapping[str, Any]:
    """A list with a problem of the first township, checked by 县发改局."""
    known = ProblemList.objects.filter(title=TITLE).first()
    if known is None:
        known = make_list(county, title=TITLE)
        make_problem(county, known, number="A-list")
    return {"problem_list": known.pk}


def a_problem(county: County) -> Mapping[str, Any]:
    """The action of its problem."""
    held = ProblemList.objects.get(pk=a_list(county)["problem_list"])
    return {"action": held.problems.get().action_id}


def of_office(**form: str) -> Access:
    """A page of a list on which the supervision office does something."""
    return Access(reads=SUPERVISORS, changes=SUPERVISORS, things=a_list, form=form, of_no_unit=OPEN)


OPEN = "only the supervision office opens it, and it sees every list"

ACCESS = {
    "problem-lists": Access(reads=READERS, exports=True),
    "problem-list": Access(reads=SEE, hidden=READERS - SEE, things=a_list, exports=True),
    "problem-list-new": Access(reads=SUPERVISORS, changes=SUPERVISORS, form={"title": "一"}),
    "problem-list-edit": of_office(title="一"),
    "problem-add": of_office(finding="一"),
    "problems-import": of_office(),
    "problems-template": Access(reads=SUPERVISORS, exports=True),
    "problem-spread": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        things=a_problem,
        form={"text": "一"},
        of_no_unit=OPEN,
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a problem of the unit, on a list that all units stand on."""
    known = ProblemList.objects.filter(title="各单位的清单").first()
    held = known or make_list(county, title="各单位的清单", owner=None)
    make_problem(
        county,
        held,
        number=f"L-{unit.code}",
        lead_unit=unit,
        title=text,
        content=text,
        wanted=text,
        measure=text,
    )
