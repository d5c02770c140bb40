"""Rounds, their tables, and the package with which anyone recomputes them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Path, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.assessments.models import Round, RoundState, Run, RunLeaf, RunRow
from sanbi.apps.assessments.queries.boards_marks import revised_leaves
from sanbi.apps.assessments.queries.boards_rounds import head_of
from sanbi.apps.assessments.rules import (
    can_see_results,
    can_see_round,
    reads_assessments,
    sees_drafts,
)
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import CODE, PeriodText, Words

router = Router(tags=["rounds"])
Code = Annotated[str, Path(max_length=40, pattern=CODE)]


class RoundOut(Schema):
    """A round; ``run`` is the number of the run that its boards show."""

    code: str
    title: str
    period: str
    state: str
    run: int | None
    published_at: datetime | None
    appeals_until: datetime | None

    @staticmethod
    def resolve_run(item: Round) -> int | None:
        """The shown run's number."""
        return item.current_run.number if item.current_run else None


@router.get("/rounds", response={200: list[RoundOut], **READS}, operation_id="rounds")
@paginate(Paged)
def rounds(request: Request, period: Annotated[str, Query(**PeriodText)] = "") -> QuerySet[Round]:
    """The rounds that the key sees, the newest first."""
    found = Round.objects.select_related("current_run")
    if not reads_assessments(request.actor):
        return found.none()
    if not sees_drafts(request.actor):
        found = found.exclude(state=RoundState.DRAFT)
    return found.filter(period=period) if period else found


def _shown(request: Request, code: str) -> Run:
    """The run that the round's boards show."""
    held = Round.objects.select_related("current_run__package").filter(code=code).first()
    if held is None or not can_see_round(request.actor, held):
        raise Missing
    if held.current_run is None or not can_see_results(request.actor, held):
        raise Missing
    return held.current_run


def _marked(request: Request, code: str) -> Run:
    """The run that the boards show, what they mark as revised beside the request."""
    run = _shown(request, code)
    request.revised = revised_leaves(head_of(request.actor, code))  # type: ignore[attr-defined]
    return run


class RowOut(Schema):
    """A unit's place; decimals as text, ``rank_change`` positive where it rose."""

    unit: str
    name: str
    group: str
    score: Decimal | None
    rank: Decimal | None
    previous_rank: Decimal | None
    rank_change: Decimal | None
    gap: Decimal | None
    grade: str
    effects: str
    revised: list[str]

    @staticmethod
    def resolve_revised(item: RunRow, context: dict[str, Any]) -> list[str]:
        """Leaves that rest on a figure corrected late 已修订."""
        marked = context["request"].revised
        return sorted(leaf for unit, leaf in marked if unit == item.unit_id)

    @staticmethod
    def resolve_unit(item: RunRow) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_name(item: RunRow) -> str:
        """The unit's name when it was scored."""
        return item.unit_name


@router.get("/rounds/{code}/table", response={200: list[RowOut], **READS}, operation_id="table")
@paginate(Paged)
def table(request: Request, code: Code) -> QuerySet[RunRow]:
    """The league table 亮晒榜 of a published round, group by group."""
    rows = RunRow.objects.filter(run=_marked(request, code)).select_related("unit")
    return rows.order_by("group", "order")


class LeafOut(Schema):
    """A leaf's score with its working: inputs with versions, the rule with numbers put in."""

    unit: str
    leaf: str
    name: str
    period: str
    points: Decimal | None
    score: Decimal | None
    lost: Decimal | None
    x: str
    state: str
    inputs: str
    substituted: str
    revised: bool

    @staticmethod
    def resolve_revised(item: RunLeaf, context: dict[str, Any]) -> bool:
        """Whether it rests on a figure corrected late 已修订."""
        return (item.unit_id, item.leaf) in context["request"].revised

    @staticmethod
    def resolve_unit(item: RunLeaf) -> str:
        """The unit's code."""
        return item.unit.code


@router.get("/rounds/{code}/leaves", response={200: list[LeafOut], **READS}, operation_id="leaves")
@paginate(Paged)
def leaves(
    request: Request, code: Code, unit: Annotated[str, Query(**Words)] = ""
) -> QuerySet[RunLeaf]:
    """Every leaf's score and working of a published round."""
    rows = RunLeaf.objects.filter(run=_marked(request, code)).select_related("unit")
    rows = rows.filter(unit__code=unit) if unit else rows
    return rows.order_by("unit__code", "sequence", "pk")


@router.get(
    "/rounds/{code}/package",
    response={200: Any, **READS},
    operation_id="package",
    openapi_extra={
        "responses": {
            200: {
                "description": "The package; `sanbi verify` recomputes it",
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def package(request: Request, code: Code) -> HttpResponse:
    """The package 考核数据包 of a published round, as a zip of plain files."""
    run = _shown(request, code)
    answer = HttpResponse(blob_read(run.package.digest), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}-{run.number}.zip"'
    return answer
