"""Plans of the year with their nodes, peers to catch, and good practice."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.pages import Request
from sanbi.apps.plans.models import Plan, Practice, Takeover
from sanbi.apps.plans.queries import plan_get, plans_for
from sanbi.apps.plans.queries.peers import race_of
from sanbi.apps.plans.queries.practices import practice_get, practices_for
from sanbi.apps.plans.queries.trees import tree_of
from sanbi.apps.plans.rules import can_read
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedState, Code, Number

router = Router(tags=["plans"])


# -- plans -----------------------------------------------------------------------------------------
class PlanOut(Schema):
    """The plan of a year."""

    id: int
    year: int
    title: str
    state: str = Field(description="draft, adopted or closed")
    adopted_on: date | None
    adopted_by_name: str
    closed_on: date | None
    edition: int


@router.get("/plans", response={200: list[PlanOut], **READS}, operation_id="plans")
@paginate(Paged)
def plans(request: Request, state: AskedState = "") -> QuerySet[Plan]:
    """The plans that the key sees, the newest year first; drafts for who reads everything."""
    found = plans_for(request.actor)
    return found.filter(state=state) if state else found


class PlanNodeOut(Schema):
    """A theme, target or measure with how far it has come; shares from 0 to 1.

    ``progress``, ``due`` and ``gap`` are null where nothing below it says anything.
    """

    id: int
    parent: int | None
    level: str = Field(description="theme, target or measure")
    title: str
    unit: str | None = Field(description="code of the unit that owns it")
    weight: Decimal
    due_on: date | None
    rank_wanted: int | None
    place: int | None = Field(description="the newest place reached")
    place_period: str | None
    goal: Decimal | None
    progress: Decimal | None
    due: Decimal | None = Field(description="how far it should be by now")
    gap: Decimal | None = Field(description="percentage points ahead of that, below 0 behind")
    silent: int = Field(description="parts that say nothing")
    lamp: str = Field(description="green, yellow, red or none")


@router.get(
    "/plans/{number}/nodes", response={200: list[PlanNodeOut], **READS}, operation_id="plan_nodes"
)
@paginate(Paged)
def plan_nodes(request: Request, number: Number) -> Sequence[dict[str, Any]]:
    """The nodes of a plan that the key sees, each before what stands below it."""
    tree = tree_of(request.actor, plan_get(request.actor, number), request.now)
    return [
        {
            "id": row.node.pk,
            "parent": row.node.parent_id,
            "unit": row.node.unit.code if row.node.unit else None,
            "place": row.place.place if row.place else None,
            "place_period": row.place.period if row.place else None,
            "progress": row.progress.share,
            "due": row.progress.due,
            "gap": row.progress.gap,
            "silent": row.progress.silent,
            "lamp": row.lamp,
            **{name: getattr(row.node, name) for name in PLAIN},
        }
        for row in tree.rows
    ]


PLAIN = ("level", "title", "weight", "due_on", "rank_wanted", "goal")


# -- peers -----------------------------------------------------------------------------------------
class PeerOut(Schema):
    """A peer's published figure of a month beside the own one."""

    period: str
    peer: str
    value: Decimal
    own: Decimal | None
    gap: Decimal | None = Field(description="the peer's less the own")
    trend: Decimal | None = Field(description="how the gap changed from the month before")
    source: str
    published_on: date


@router.get("/peers/{code}", response={200: list[PeerOut], **READS}, operation_id="peers")
@paginate(Paged)
def peers(request: Request, code: Code) -> Sequence[dict[str, Any]]:
    """The peers of an indicator, month by month, the earliest first."""
    found = Indicator.objects.filter(code=code).first()
    if found is None or not can_read(request.actor):
        raise Missing
    race = race_of(found, request.now)
    return [
        {
            "period": month.period,
            "peer": peer.name,
            "value": figure.value,
            "own": month.own.value if month.own else None,
            "gap": gap,
            "trend": trend,
            "source": figure.source,
            "published_on": figure.published_on,
        }
        for month in race.months
        for peer, (figure, gap, trend) in zip(race.peers, month.cells, strict=True)
        if figure is not None
    ]


# -- good practice ---------------------------------------------------------------------------------
class PracticeOut(Schema):
    """Good practice of a unit; ``taken`` counts the units that took it over."""

    id: int
    unit: str = Field(description="code of the unit")
    title: str
    content: str
    effect: str
    state: str = Field(description="nominated, shared or declined")
    nominated_on: date
    decided_on: date | None
    note: str
    taken: int

    @staticmethod
    def resolve_unit(row: Practice) -> str:
        """The code instead of the key."""
        return row.unit.code


@router.get("/practices", response={200: list[PracticeOut], **READS}, operation_id="practices")
@paginate(Paged)
def practices(request: Request, state: AskedState = "") -> QuerySet[Practice]:
    """Good practice that the key sees, the newest first."""
    return practices_for(request.actor, state)


class TakeoverOut(Schema):
    """What a unit took over, and what came of it."""

    unit: str = Field(description="code of the unit")
    taken: str
    taken_on: date
    result: str
    result_on: date | None

    @staticmethod
    def resolve_unit(row: Takeover) -> str:
        """The code instead of the key."""
        return row.unit.code


@router.get(
    "/practices/{number}/takeovers",
    response={200: list[TakeoverOut], **READS},
    operation_id="practice_takeovers",
)
@paginate(Paged)
def practice_takeovers(request: Request, number: Number) -> QuerySet[Takeover]:
    """Who took a practice over, the earliest first."""
    held = practice_get(request.actor, number)
    return held.takeovers.select_related("unit").order_by("taken_on", "pk")
