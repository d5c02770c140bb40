"""Supervision: actions with their steps; read by those whom they concern."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.actions.models import Action, Step
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.queries.listing import ALL, OPEN, Asked, found_for
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedState, AskedUnit, Number

router = Router(tags=["actions"])


class ActionOut(Schema):
    """An action. ``due_on`` holds now, ``first_due_on`` was first given; units by their code."""

    id: int
    number: str = Field(examples=["DB-2026-001"])
    kind: str = Field(description="task, decision, rectify, request or risk")
    category: str = Field(description="the problem list, bottom line or sort of request")
    title: str
    content: str
    wanted: str = Field(description="what closes it out")
    source: str
    source_text: str
    quote: str = Field(description="the words of the source")
    lead_unit: str = Field(examples=["T1"])
    parent: str = Field(description="the number of what it was split off from, or nothing")
    state: str = Field(
        description="filed, assigned, received, progress, reported, returned, verified, closed"
        " or withdrawn"
    )
    filed_on: date
    assigned_on: date | None
    first_due_on: date | None
    due_on: date | None
    reported_on: date | None = Field(description="the day of the report that stands")
    closed_on: date | None
    quality: str = Field(description="good, fair, poor, or nothing before it is verified")
    returns: int
    extensions: int
    edition: int

    @staticmethod
    def resolve_lead_unit(action: Action) -> str:
        """The unit's code."""
        return action.lead_unit.code

    @staticmethod
    def resolve_parent(action: Action) -> str:
        """The number of what it was split off from."""
        return action.parent.number if action.parent else ""


KindAsked = Annotated[str, Query(max_length=10, pattern="^[a-z]*$", description="only this kind")]


@router.get("/actions", response={200: list[ActionOut], **READS}, operation_id="actions")
@paginate(Paged)
def actions(
    request: Request, unit: AskedUnit = "", state: AskedState = "", kind: KindAsked = ""
) -> QuerySet[Action]:
    """The actions that the key sees, the first due first.

    ``state`` also takes ``overdue`` (the clock runs past the due date), ``late`` (reported or due
    too late) and ``open``; without it all are given.
    """
    today = timezone.localdate(request.now)
    asked = Asked(state="" if state == OPEN else state or ALL, kind=kind)
    found = found_for(request.actor, asked, today)
    return found.filter(lead_unit__code=unit) if unit else found


@router.get("/actions/{number}", response={200: ActionOut, **READS}, operation_id="action")
def action(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One action."""
    return action_get(request.actor, number)


class ActionStepOut(Schema):
    """A step in the life of an action: who, when, why, and how it stood afterwards."""

    deed: str
    state: str
    text: str
    due_on: date | None
    quality: str
    by_name: str
    at: datetime


@router.get(
    "/actions/{number}/steps",
    response={200: list[ActionStepOut], **READS},
    operation_id="action_steps",
)
@paginate(Paged)
def action_steps(request: Request, number: Number) -> QuerySet[Step]:
    """What happened to an action, the earliest first."""
    return Step.objects.filter(action=action_get(request.actor, number)).order_by("pk")
