"""Who gets which answer at the routes of the register of projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Keeper, Project, Quantity, QuantityReport, StageStep
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    TOWN,
    Access,
)
from tests.apps.factories.orgs import County, make_unit
from tests.apps.factories.projects import AT, make_keeper, make_month, make_plan, make_project

OWN = TOWN - {"evaluator", "owner"}  # `owner` is nobody's owner in the access walk
READERS = OFFICE | BUREAU | COUNTY | STATISTICS | STATISTICS_LEADER | TOWN | OTHER_TOWN
READERS -= {"evaluator"}
SEE = OFFICE | BUREAU | COUNTY | OWN
HIDDEN = READERS - SEE
EDITION = {"edition": "0"}
REPORTERS = BUREAU | frozenset({"clerk"})


def project_in(county: County, stage: str, **fields: Any) -> Project:
    """A project of the first township in a stage, made once."""
    code = f"A-{stage}"
    known = Project.objects.filter(code=code).first()
    return known or make_project(county, code=code, stage=stage, **fields)


def of_project(stage: str = "signed", **more: Any) -> Callable[[County], Mapping[str, Any]]:
    """The address of a project in a stage."""
    return lambda county: {"project": project_in(county, stage).pk, **more}


def keeper(county: County) -> Mapping[str, Any]:
    """A keeper that can be dismissed: another one stays."""
    make_keeper(county)
    unit = Unit.objects.filter(code="D9").first() or make_unit("D9", "县招商局", "department")
    return {"keeper": Keeper.objects.get_or_create(unit=unit, since=AT.date())[0].pk}


def stage(county: County) -> Mapping[str, Any]:
    """A stage with a rule."""
    make_keeper(county)
    return {"stage": "signed"}


def seen(**more: Any) -> Access:
    """A page of one project, of those who see it."""
    return Access(reads=SEE, hidden=HIDDEN, things=of_project(), **more)


def kept(stage: str = "signed", **form: str) -> Access:
    """A form of one project, of those who keep the register."""
    return Access(
        reads=BUREAU,
        changes=BUREAU,
        hidden=HIDDEN,
        things=of_project(stage),
        form={**EDITION, **form},
    )


def reported(period: str = "", **form: str) -> Access:
    """A form of one project, of those who report on it."""
    return Access(
        reads=REPORTERS,
        changes=REPORTERS,
        hidden=HIDDEN,
        things=of_project(**({"period": period} if period else {})),
        form=form,
    )


COUNTYWIDE = "rules and keepers are the county's"

ACCESS = {
    "projects": Access(reads=READERS, exports=True),
    "projects-funnel": Access(reads=READERS, exports=True),
    "projects-map": Access(reads=READERS, exports=True),
    "county-map": Access(
        reads=BUREAU, changes=BUREAU, of_no_unit=COUNTYWIDE, form={"approval": "一"}
    ),
    "projects-map-print": Access(reads=READERS),
    "project-new": Access(reads=BUREAU, changes=BUREAU, form={"name": "一"}),
    "projects-import": Access(reads=BUREAU, changes=BUREAU),
    "projects-template": Access(reads=BUREAU),
    "recognition": Access(reads=READERS),
    "recognition-set": Access(
        reads=BUREAU, changes=BUREAU, things=stage, of_no_unit=COUNTYWIDE, form={"text": "一"}
    ),
    "keepers": Access(reads=OFFICE, changes=OFFICE, form={"unit": "0"}),
    "keeper-dismiss": Access(changes=OFFICE, things=keeper, of_no_unit=COUNTYWIDE),
    "project": seen(),
    "project-edit": kept(),
    "project-drop": kept(reason="退出"),
    "statistics-entry": kept("started", entry="pending"),
    "stage-step": kept(happened_on="2026-05-01"),
    "stage-revoke": kept(reason="合同作废"),
    "project-plan": Access(
        reads=BUREAU, changes=BUREAU, hidden=HIDDEN, things=of_project(year=2026), form=EDITION
    ),
    "project-months": seen(exports=True),
    "month-report": reported("2026-09", version="0"),
    "project-quantities": seen(),
    "quantities-edit": reported(**EDITION),
    "quantity-report": reported("2026-09"),
    "project-files": seen(),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field of a project that the app keeps for the unit."""
    project = make_project(
        county,
        unit=unit,
        code=f"C-{unit.code}-{text}"[:40],
        name=text,
        content=text,
        investor=text,
        location=text,
        tags=[text],
        stage="started",
    )
    StageStep.objects.create(
        project=project,
        from_stage="started",
        to_stage="started",
        happened_on=date(2026, 4, 1),
        note=text,
        by_name=text,
        at=AT,
    )
    make_plan(project, image=text, reason=text, by_name=text)
    make_month(project, "2026-09", 900, image=text, reason=text, by_name=text)
    quantity = Quantity.objects.create(project=project, name=text[:60], measure="米", planned=10)
    QuantityReport.objects.create(
        quantity=quantity, period="2026-09", version=1, done=1, by_name=text, at=AT
    )
