"""Appeals 申诉复核: filed by a unit, decided by somebody who had no hand in the score."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from sanbi.apps.assessments.models import Appeal
from sanbi.apps.assessments.queries.appeals import seen_appeals
from sanbi.apps.assessments.queries.rounds import round_for
from sanbi.apps.assessments.services import (
    appeal_accept,
    appeal_decide,
    appeal_file,
    appeal_withdraw,
)
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    AskedRound,
    AskedState,
    AskedUnit,
    ChangedSince,
    CodeText,
    Number,
    Once,
    RoundCode,
    line,
)

router = Router(tags=["appeals"])


class AppealOut(Schema):
    """An appeal against one leaf of a published result, and what became of it."""

    id: int
    round: str = Field(examples=["2026Q3"])
    run: int = Field(description="number of the run that it is against")
    unit: str = Field(examples=["T1"])
    leaf: str
    leaf_name: str
    reason: str
    state: str = Field(description="filed, accepted, upheld, dismissed or withdrawn")
    filed_by_name: str
    filed_at: datetime
    reviewer_name: str
    due_at: datetime | None
    decision: str
    decided_at: datetime | None
    correction: int | None = Field(description="number of the run that corrects it")

    @staticmethod
    def resolve_round(item: Appeal) -> str:
        """The round's code."""
        return item.round.code

    @staticmethod
    def resolve_run(item: Appeal) -> int:
        """The run's number."""
        return item.run.number

    @staticmethod
    def resolve_unit(item: Appeal) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_correction(item: Appeal) -> int | None:
        """The correcting run's number."""
        return item.correction.number if item.correction else None


def _one(request: Request, number: int) -> Appeal:
    found = seen_appeals(request.actor).filter(pk=number).first()
    if found is None:
        raise Missing
    return found


@router.get("/appeals", response={200: list[AppealOut], **READS}, operation_id="appeals")
@paginate(Paged)
def appeals(
    request: Request,
    round: AskedRound = "",
    unit: AskedUnit = "",
    state: AskedState = "",
    changed_since: ChangedSince = None,
) -> QuerySet[Appeal]:
    """The appeals that the key sees: of the own unit, or of all; the newest first."""
    found = seen_appeals(request.actor)
    for name, wanted in (("round__code", round), ("unit__code", unit), ("state", state)):
        if wanted:
            found = found.filter(**{name: wanted})
    if changed_since:
        found = found.filter(Q(filed_at__gte=changed_since) | Q(decided_at__gte=changed_since))
    return found


@router.get("/appeals/{number}", response={200: AppealOut, **READS}, operation_id="appeal")
def appeal(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One appeal."""
    return _one(request, number)


class AppealIn(Schema):
    """An objection to one leaf of the own unit's result."""

    unit: CodeText
    leaf: Annotated[str, line(60, "the scheme's leaf", "L-spent")]
    reason: Annotated[str, line(2_000, "what is wrong, and how you know", "9月有一个项目未计入。")]


@router.post(
    "/rounds/{code}/appeals", response={201: AppealOut, **WRITES}, operation_id="appeal_file"
)
def file_appeal(
    request: Request, code: RoundCode, body: AppealIn, idempotency_key: Once = ""
) -> Any:  # noqa: ANN401 - ninja turns the row into the answer
    """Object to the own unit's score on a leaf, while the window is open."""
    held = round_for(request.actor, code)
    unit = Unit.objects.filter(code=body.unit).first()
    if unit is None:
        raise Missing
    (made,) = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="appeal.file",
        content={"round": code, **body.model_dump(mode="json")},
        make=lambda: [
            appeal_file(
                actor=request.actor,
                now=request.now,
                round=held.pk,
                unit=unit.pk,
                leaf=body.leaf,
                reason=body.reason,
            ).pk
        ],
    )
    return Status(201, _one(request, made))


@router.post(
    "/appeals/{number}/accept", response={200: AppealOut, **WRITES}, operation_id="appeal_accept"
)
def accept(request: Request, number: Number) -> Any:  # noqa: ANN401 - the same
    """Take an appeal for review; only somebody who had no hand in the score."""
    appeal_accept(actor=request.actor, now=request.now, appeal=number)
    return _one(request, number)


class DecisionIn(Schema):
    """The outcome of a review."""

    uphold: bool = Field(description="the unit is right; false: it is dismissed")
    decision: Annotated[str, line(2_000, "the grounds", "核实无误，予以更正。")]


@router.post(
    "/appeals/{number}/decide", response={200: AppealOut, **WRITES}, operation_id="appeal_decide"
)
def decide(request: Request, number: Number, body: DecisionIn) -> Any:  # noqa: ANN401 - the same
    """Uphold or dismiss an appeal, with the grounds; only by whoever took it for review."""
    appeal_decide(
        actor=request.actor,
        now=request.now,
        appeal=number,
        uphold=body.uphold,
        decision=body.decision,
    )
    return _one(request, number)


class WithdrawalIn(Schema):
    """Why an appeal is taken back."""

    reason: Annotated[str, line(300, "may stay empty", "已与部门核对一致")] = ""


@router.post(
    "/appeals/{number}/withdraw",
    response={200: AppealOut, **WRITES},
    operation_id="appeal_withdraw",
)
def take_back(request: Request, number: Number, body: WithdrawalIn) -> Any:  # noqa: ANN401 - the same
    """Take the own unit's appeal back before it is decided."""
    appeal_withdraw(actor=request.actor, now=request.now, appeal=number, reason=body.reason)
    return _one(request, number)
