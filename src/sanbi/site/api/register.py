"""The register of bonus, deduction, veto and rating: one proposes, another checks."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from sanbi.apps.assessments.models import Item
from sanbi.apps.assessments.queries.register import leaf_choices, seen_items
from sanbi.apps.assessments.queries.rounds import round_for, seen_rounds
from sanbi.apps.assessments.services import item_check, item_withdraw, items_propose
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.figures import keys_of
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    AskedRound,
    AskedSort,
    AskedState,
    AskedUnit,
    ChangedSince,
    CodeText,
    Number,
    Once,
    RoundCode,
    decimal_text,
    line,
)

router = Router(tags=["register"])


class ItemOut(Schema):
    """A fact with its document; how many points it makes is the scheme's affair."""

    id: int
    round: str = Field(examples=["2026Q3"])
    unit: str = Field(examples=["T1"])
    sort: str = Field(description="bonus, deduction, veto or rating")
    leaf: str = Field(description="the scheme's leaf or item that reads it", examples=["L-award"])
    kind: str = Field(description="the event's kind; of a rating, the department that rates")
    count: Decimal | None
    amount: Decimal | None
    rating: Decimal | None
    document: str = Field(examples=["云考发〔2026〕9号"])
    reason: str
    appealable: bool
    state: str = Field(description="proposed, checked, refused or withdrawn")
    proposed_by_name: str
    proposed_at: datetime
    checked_by_name: str
    checked_at: datetime | None
    check_reason: str

    @staticmethod
    def resolve_round(item: Item) -> str:
        """The round's code."""
        return item.round.code

    @staticmethod
    def resolve_unit(item: Item) -> str:
        """The unit's code."""
        return item.unit.code


def _seen(request: Request) -> QuerySet[Item]:
    return seen_items(request.actor).filter(round__in=seen_rounds(request.actor))


def _one(request: Request, number: int) -> Item:
    found = _seen(request).filter(pk=number).first()
    if found is None:
        raise Missing
    return found


@router.get("/register", response={200: list[ItemOut], **READS}, operation_id="register")
@paginate(Paged)
def register(
    request: Request,
    round: AskedRound = "",
    unit: AskedUnit = "",
    sort: AskedSort = "",
    state: AskedState = "",
    changed_since: ChangedSince = None,
) -> QuerySet[Item]:
    """The register as far as the key sees it: of the own unit, or of all; the newest first."""
    found = _seen(request)
    for name, wanted in (
        ("round__code", round),
        ("unit__code", unit),
        ("sort", sort),
        ("state", state),
    ):
        if wanted:
            found = found.filter(**{name: wanted})
    if changed_since:
        found = found.filter(Q(proposed_at__gte=changed_since) | Q(checked_at__gte=changed_since))
    return found


@router.get("/register/{number}", response={200: ItemOut, **READS}, operation_id="item")
def item(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One item of the register."""
    return _one(request, number)


class ChoiceOut(Schema):
    """A leaf or item of the scheme that reads the register."""

    sort: str
    leaf: str
    name: str


@router.get(
    "/rounds/{code}/register/leaves",
    response={200: list[ChoiceOut], **READS},
    operation_id="choices",
)
def choices(request: Request, code: RoundCode) -> Any:  # noqa: ANN401 - ninja turns it into the answer
    """What the round's scheme takes from the register: all leaves, few enough for one page."""
    found = leaf_choices(round_for(request.actor, code))
    return [{"sort": sort, "leaf": leaf, "name": name} for sort, leaf, name in found]


class ProposalIn(Schema):
    """A fact about a unit; nobody sends points."""

    unit: CodeText
    sort: Literal["bonus", "deduction", "veto", "rating"] = Field(description="what it is for")
    leaf: Annotated[str, line(60, "the scheme's leaf or item that reads it", "L-award")]
    reason: Annotated[str, line(300, "the fact, in a sentence", "获省级表彰")]
    document: Annotated[str, line(120, "document number", "云考发〔2026〕9号")] = ""
    kind: Annotated[str, line(60, "the event's kind; of a rating, who rates", "省级")] = ""
    count: Annotated[str, decimal_text(9, 2)] | None = None
    amount: Annotated[str, decimal_text(15, 4)] | None = None
    rating: Annotated[str, decimal_text(7, 4)] | None = None
    appealable: bool = True


class ProposalsIn(Schema):
    """Facts to put into the register, all or none."""

    items: list[ProposalIn] = Field(min_length=1, max_length=1_000)


@router.post(
    "/rounds/{code}/register", response={201: list[ItemOut], **WRITES}, operation_id="items_propose"
)
def propose(
    request: Request, code: RoundCode, body: ProposalsIn, idempotency_key: Once = ""
) -> Any:  # noqa: ANN401 - ninja turns the rows into the answer
    """Put facts into the register; each counts once another person has checked it."""
    held = round_for(request.actor, code)
    wanted = sorted({item.unit for item in body.items})
    units = dict(zip(wanted, keys_of(Unit.objects.all(), wanted, "unit"), strict=True))
    proposals = [_proposal(item, units[item.unit]) for item in body.items]
    made = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="items.propose",
        content={"round": code, **body.model_dump(mode="json")},
        make=lambda: [
            item.pk
            for item in items_propose(
                actor=request.actor, now=request.now, round=held.pk, proposals=proposals
            )
        ],
    )
    rows = Item.objects.filter(pk__in=made).select_related("unit", "round")
    return Status(201, list(rows.order_by("pk")))


def _proposal(item: ProposalIn, unit: int) -> Proposal:
    def decimal(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Proposal(
        unit=unit,
        sort=item.sort,
        leaf=item.leaf,
        reason=item.reason,
        document=item.document,
        kind=item.kind,
        count=decimal(item.count),
        amount=decimal(item.amount),
        rating=decimal(item.rating),
        appealable=item.appealable,
    )


class CheckIn(Schema):
    """What the checker found."""

    accept: bool = Field(description="it counts; false: it is refused, with the reason")
    reason: Annotated[str, line(300, "needed to refuse")] = ""


@router.post(
    "/register/{number}/check", response={200: ItemOut, **WRITES}, operation_id="item_check"
)
def check(request: Request, number: Number, body: CheckIn) -> Any:  # noqa: ANN401 - the same
    """Accept or refuse an item; by another person than who proposed it, not of the unit."""
    _one(request, number)
    item_check(
        actor=request.actor, now=request.now, item=number, accept=body.accept, reason=body.reason
    )
    return _one(request, number)


class ReasonIn(Schema):
    """Why."""

    reason: Annotated[str, line(300, "why, in a sentence", "登记有误")]


@router.post(
    "/register/{number}/withdraw", response={200: ItemOut, **WRITES}, operation_id="item_withdraw"
)
def withdraw(request: Request, number: Number, body: ReasonIn) -> Any:  # noqa: ANN401 - the same
    """Take an item back; it stays in the register, and counts no more."""
    _one(request, number)
    item_withdraw(actor=request.actor, now=request.now, item=number, reason=body.reason)
    return _one(request, number)
