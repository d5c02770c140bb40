"""Who gets which answer at the routes of factors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import (
    AllocationPublication,
    AllocationRequest,
    AllocationRun,
    Project,
)
from sanbi.apps.projects.services import allocation_decide
from tests.apps.access.declaring import BUREAU, COUNTY, OFFICE, Access
from tests.apps.factories.factors import (
    four_projects,
    make_candidate,
    make_proposal,
    make_request,
    make_run,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT
from tests.apps.projects.access import HIDDEN, READERS, seen

COUNTYWIDE = "factors are the county's"
WHOLE = OFFICE | BUREAU | COUNTY


def claimed(county: County) -> Mapping[str, Any]:
    """A project of the first township that asks for factors."""
    known = Project.objects.filter(code="A").first()
    return {"project": (known or four_projects(county)["A"]).pk}


def in_force(county: County) -> Mapping[str, Any]:
    """A plan in force."""
    claimed(county)
    known = AllocationPublication.objects.filter(approved=True).first()
    if known is None:
        known = make_proposal(county, AT)
        allocation_decide(actor=county.actor("bureau2"), now=AT, publication=known.pk, approve=True)
    return {"number": known.run.number}


def not_in_force(county: County) -> Mapping[str, Any]:
    """A plan that nobody has put forward."""
    in_force(county)
    known = AllocationRun.objects.filter(publications__isnull=True).first()
    return {"number": (known or make_run(county, AT)).number}


def waiting(county: County) -> Mapping[str, Any]:
    """An allocation that waits for the worker."""
    claimed(county)
    known = AllocationRequest.objects.filter(state="waiting").first()
    return {"asking": (known or make_request(county, AT)).pk}


def proposed(county: County) -> Mapping[str, Any]:
    """A proposal of nobody in the walk's roles: `bureau` decides on it as the others do."""
    in_force(county)
    held = AllocationPublication.objects.filter(approved__isnull=True).first()
    if held is None:
        held = AllocationPublication.objects.create(
            run=make_run(county, AT),
            proposed_by=county.users["sysadmin"],
            proposed_by_name="甲",
            proposed_at=AT,
        )
    return {"publication": held.pk}


def whole(things: Callable[[County], Mapping[str, Any]] | None = None, **more: Any) -> Access:
    """A page of those who read every project."""
    if things is None:
        return Access(reads=WHOLE, **more)
    return Access(reads=WHOLE, things=things, of_no_unit=COUNTYWIDE, **more)


def kept(things: Callable[[County], Mapping[str, Any]] | None = None, **form: str) -> Access:
    """A form of those who keep the register."""
    more: dict[str, Any] = {"things": things, "of_no_unit": COUNTYWIDE} if things else {}
    return Access(reads=BUREAU, changes=BUREAU, form=form, **more)


PUBLISHED = "a plan in force is for all who read projects, each the own ones"
FIXED = {"month_start": "2027-01", "by_hand": "yes", "reason": "一"}

ACCESS = {
    "factors": Access(reads=READERS),
    "factor-quotas": whole(changes=BUREAU, form={"count": "0"}, exports=True),
    "factor-quotas-table": kept(),
    "factor-rules": kept(first="x"),
    "claims": whole(changes=BUREAU, form={"count": "0"}, exports=True),
    "claims-table": kept(),
    "factors-support": Access(reads=READERS, exports=True),
    "allocation-ask": kept(seconds="0"),
    "allocation-request": whole(waiting),
    "allocation": Access(reads=READERS, things=in_force, of_no_unit=PUBLISHED, exports=True),
    "allocation-input": whole(in_force),
    "allocation-compare": Access(reads=READERS, things=in_force, of_no_unit=PUBLISHED),
    "allocation-propose": kept(not_in_force, note="一"),
    "allocation-decide": Access(
        reads=OFFICE | BUREAU,
        changes=OFFICE | BUREAU,
        things=proposed,
        of_no_unit=COUNTYWIDE,
        form={"approve": "yes"},
    ),
    "project-factors": seen(),
    "claim-fix": Access(reads=BUREAU, changes=BUREAU, hidden=HIDDEN, things=claimed, form=FIXED),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """A project of the unit that asks for land, with months set by hand for a reason."""
    code = f"F-{unit.code}"
    if not Project.objects.filter(code=code).exists():
        made = make_candidate(
            county,
            code,
            1,
            1,
            "",
            "",
            unit=unit,
            reason=text,
            by_hand=True,
            fixed={"start": "2027-03"},
        )
        Project.objects.filter(pk=made.pk).update(name=text)
