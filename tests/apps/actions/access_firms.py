"""Who gets which answer at the routes of firms, policies and requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanbi.apps.actions.models import Action, Firm, FirmMeasure, Policy
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    Access,
)
from tests.apps.factories.firms import make_firm, make_policy, make_request
from tests.apps.factories.orgs import County

OWN = frozenset({"clerk", "town_leader"})
SUPERVISORS = frozenset({"supervisor"})
READERS = OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | COUNTY | OWN | OTHER_TOWN
SEE = OFFICE | COUNTY | OWN
KEEPERS = OWN | SUPERVISORS
OF_ALL = "what a policy gives is for every firm to know"
NAME = "青石铸件有限公司"


def a_firm(county: County) -> Mapping[str, Any]:
    """A firm of the first township."""
    known = Firm.objects.filter(name=NAME).first()
    return {"firm": (known or make_firm(county, name=NAME)).pk}


def a_line(county: County) -> Mapping[str, Any]:
    """A line of its plan."""
    firm = a_firm(county)
    plain: Any = {"firm_id": firm["firm"], "need": "用电增容"}
    row, _new = FirmMeasure.objects.get_or_create(
        **plain,
        defaults={
            "measure": "增设变压器",
            "unit": county.towns[0],
            "due_on": date(2026, 11, 30),
            "by_name": "一",
        },
    )
    return {**firm, "line": row.pk}


def a_request(state: str) -> Callable[[County], Mapping[str, Any]]:
    """A request that 县发改局 answers, or the township where it is in progress."""

    def make(county: County) -> Mapping[str, Any]:
        number = f"A-request-{state}"
        known = Action.objects.filter(number=number).first()
        if known is None:
            unit = county.towns[0] if state == "progress" else county.bureau
            firm = Firm.objects.get(pk=a_firm(county)["firm"])
            known = make_request(county, firm, state, number=number, lead_unit=unit).action
        return {"action": known.pk}

    return make


def a_policy(county: County) -> Mapping[str, Any]:
    """A policy."""
    known = Policy.objects.filter(title="补助甲").first()
    return {"policy": (known or make_policy(county, title="补助甲")).pk}


def of_firm(**form: str) -> Access:
    """A page on which whoever keeps the firm does something."""
    return Access(
        reads=KEEPERS, changes=KEEPERS, hidden=READERS - SEE - BUREAU, things=a_firm, form=form
    )


ACCESS = {
    "firms": Access(reads=READERS, exports=True),
    "firm-new": Access(
        reads=KEEPERS | OTHER_TOWN | BUREAU | STATISTICS | STATISTICS_LEADER | {"leader"},
        changes=KEEPERS | OTHER_TOWN | BUREAU | STATISTICS | STATISTICS_LEADER | {"leader"},
        form={"name": "一"},
    ),
    "firms-import": Access(reads=SUPERVISORS, changes=SUPERVISORS),
    "firms-template": Access(reads=SUPERVISORS, exports=True),
    "firm": Access(reads=SEE | BUREAU, hidden=READERS - SEE - BUREAU, things=a_firm),
    "firm-edit": of_firm(name="一"),
    "firm-measure-add": of_firm(need="一"),
    "firm-measure-done": Access(
        reads=KEEPERS,
        changes=KEEPERS,
        hidden=READERS - SEE - BUREAU,
        things=a_line,
        form={"note": "已送电"},
    ),
    "request-new": of_firm(title="一"),
    "request-answer": Access(
        reads=OWN,
        changes=OWN,
        hidden=READERS - SEE,
        things=a_request("progress"),
        form={"edition": "0", "text": "已答复"},
    ),
    "request-invite": Access(
        reads=SUPERVISORS | BUREAU,
        changes=SUPERVISORS | BUREAU,
        hidden=READERS - SEE - BUREAU,
        things=a_request("reported"),
    ),
    "request-rate-for": Access(
        reads=KEEPERS,
        changes=KEEPERS,
        hidden=READERS - SEE - BUREAU,
        things=a_request("reported"),
        form={"rating": "4"},
    ),
    "policies": Access(reads=READERS),
    "policy-new": Access(reads=SUPERVISORS, changes=SUPERVISORS, form={"title": "一"}),
    "policy-edit": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        things=a_policy,
        form={"title": "一"},
        of_no_unit=OF_ALL,
    ),
    "firm-rate": Access(reads=EVERYONE, changes=EVERYONE, public=True, form={"code": "A"}),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a firm of the unit, its plan and what it asks for."""
    firm = make_firm(county, township=unit, name=f"{text}{unit.code}"[:80], products=text)
    make_request(county, firm, number=f"F-{unit.code}", title=text, lead_unit=unit, answer=text)
    FirmMeasure.objects.create(
        firm=firm, need=text, measure=text, unit=unit, due_on=date(2026, 11, 1), by_name=text
    )
