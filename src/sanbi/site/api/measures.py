"""Rewards and accountability, restricted ones for few; decided by people on the pages alone."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.assessments.models import Measure, MeasureStep
from sanbi.apps.assessments.queries.measures import seen_measures
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedRound, AskedSort, AskedState, AskedUnit, Number

router = Router(tags=["measures"])


class MeasureOut(Schema):
    """An award, notice or talk for a unit; ``subject`` where it is for a project or post."""

    id: int
    round: str = Field(examples=["2026Q3"])
    unit: str = Field(examples=["T1"])
    subject: str
    kind: str = Field(description="award, notice or talk")
    text: str
    ground: str
    rule: str = Field(description="code of the rule that proposed it")
    state: str = Field(
        description="proposed, heard, approved, delivered, closed, revoked or exempted"
    )
    restricted: bool

    @staticmethod
    def resolve_round(item: Measure) -> str:
        """The round's code."""
        return item.round.code

    @staticmethod
    def resolve_unit(item: Measure) -> str:
        """The unit's code."""
        return item.unit.code


class MeasureStepOut(Schema):
    """What was done about it, by whom, with which document."""

    to_state: str
    note: str
    document: str
    by_name: str
    at: datetime


class WholeMeasure(MeasureOut):
    """A measure with its steps."""

    steps: list[MeasureStepOut]

    @staticmethod
    def resolve_steps(item: Measure) -> list[MeasureStep]:
        """The steps, the first first."""
        return list(item.steps.all())


@router.get("/measures", response={200: list[MeasureOut], **READS}, operation_id="measures")
@paginate(Paged)
def measures(
    request: Request,
    round: AskedRound = "",
    unit: AskedUnit = "",
    kind: AskedSort = "",
    state: AskedState = "",
) -> QuerySet[Measure]:
    """Rewards and accountability that the key may see, the newest first."""
    found = seen_measures(request.actor)
    wanted = {"round__code": round, "unit__code": unit, "kind": kind, "state": state}
    return found.filter(**{name: value for name, value in wanted.items() if value})


@router.get("/measures/{number}", response={200: WholeMeasure, **READS}, operation_id="measure")
def measure(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One measure with its steps."""
    found = seen_measures(request.actor).filter(pk=number).first()
    if found is None:
        raise Missing
    return found
