"""Results of a round: the table, its parts, the working of a number, and the package."""

from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.assessments.models import RunLeaf, RunNode, RunRow
from sanbi.apps.assessments.queries.boards_marks import revised_leaves
from sanbi.apps.assessments.queries.boards_results import package_of
from sanbi.apps.assessments.queries.boards_rounds import Head, head_of
from sanbi.apps.assessments.queries.boards_working import leaf_working
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS, Refusal
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedGroup, AskedLeaf, AskedUnit, RoundCode

router = Router(tags=["rounds"])
AskedRun = Annotated[
    int | None,
    Query(
        ge=1,
        le=10_000,
        description="another run than the shown one; for the office and the auditor",
    ),
]


def _head(request: Request, code: str, run: int | None) -> Head:
    """The round with its shown run, or another one by number for who may see it."""
    found = head_of(request.actor, code, run)
    if run is not None and found.number != run:
        raise Missing
    return found


def _marked(request: Request, code: str, run: int | None) -> int:
    """The run to show, what the boards mark as revised in it beside the request."""
    head = _head(request, code, run)
    request.revised = revised_leaves(head)  # type: ignore[attr-defined]
    return head.run


class RowOut(Schema):
    """A unit's place; decimals as text, ``rank_change`` positive where it rose."""

    unit: str = Field(examples=["T1"])
    name: str = Field(description="the unit's name when it was scored", examples=["青石镇"])
    group: str
    score: Decimal | None
    rank: Decimal | None
    previous_rank: Decimal | None
    rank_change: Decimal | None
    gap: Decimal | None = Field(description="to the next better place")
    grade: str
    effects: str
    revised: list[str] = Field(description="leaves that rest on a figure corrected late 已修订")

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
def table(
    request: Request, code: RoundCode, group: AskedGroup = "", run: AskedRun = None
) -> QuerySet[RunRow]:
    """The league table 亮晒榜 of a published round, group by group."""
    rows = RunRow.objects.filter(run=_marked(request, code, run)).select_related("unit")
    rows = rows.filter(group=group) if group else rows
    return rows.order_by("group", "order")


class NodeOut(Schema):
    """A unit's score on a part of the tree; depth 1 is right below the total."""

    unit: str = Field(examples=["T1"])
    group: str
    node: str
    name: str
    depth: int
    points: Decimal | None
    score: Decimal | None

    @staticmethod
    def resolve_unit(item: RunNode) -> str:
        """The unit's code."""
        return item.unit.code


@router.get("/rounds/{code}/nodes", response={200: list[NodeOut], **READS}, operation_id="nodes")
@paginate(Paged)
def nodes(
    request: Request, code: RoundCode, unit: AskedUnit = "", run: AskedRun = None
) -> QuerySet[RunNode]:
    """Every unit's score on every part of the tree: the dimensions of the board."""
    rows = RunNode.objects.filter(run=_head(request, code, run).run).select_related("unit")
    rows = rows.filter(unit__code=unit) if unit else rows
    return rows.order_by("unit__code", "group", "sequence", "pk")


class LeafOut(Schema):
    """A leaf's score with its working: inputs with versions, the rule with numbers put in."""

    unit: str = Field(examples=["T1"])
    leaf: str
    name: str
    period: str
    points: Decimal | None
    score: Decimal | None
    lost: Decimal | None
    x: str = Field(description="the number that the rule was given")
    state: str = Field(description="scored, missing:…, not_applicable:… or gated:…")
    inputs: str = Field(description="figures with their versions")
    substituted: str = Field(description="the rule with the numbers put in")
    revised: bool = Field(description="it rests on a figure corrected late 已修订")

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
    request: Request, code: RoundCode, unit: AskedUnit = "", run: AskedRun = None
) -> QuerySet[RunLeaf]:
    """Every leaf's score and working of a published round."""
    rows = RunLeaf.objects.filter(run=_marked(request, code, run)).select_related("unit")
    rows = rows.filter(unit__code=unit) if unit else rows
    return rows.order_by("unit__code", "sequence", "pk")


class WorkingLineOut(Schema):
    """One of the five lines: inputs, rule, substitution, rounding, loss."""

    step: str
    label: str = Field(examples=["代入"])
    text: str = Field(examples=["780 ÷ 1000 = 78.00%"])
    notes: list[str]


class WorkingOut(Schema):
    """How a unit's score on a leaf came about, in five lines that anyone can follow."""

    unit: str
    leaf: str
    name: str
    rule: str
    clause: str
    state: str
    score: str | None
    lost: str | None
    lines: list[WorkingLineOut]


@router.get(
    "/rounds/{code}/working",
    response={200: WorkingOut, 409: Refusal, **READS},
    operation_id="working",
)
def working(
    request: Request,
    code: RoundCode,
    unit: Annotated[str, Query(max_length=40, description="code of the unit", examples=["T1"])],
    leaf: AskedLeaf,
    group: AskedGroup = "",
) -> Any:  # noqa: ANN401 - ninja turns it into WorkingOut
    """The working of one number: 取数 → 规则 → 代入 → 取整 → 失分."""
    key = Unit.objects.filter(code=unit.replace("\x00", "")).values_list("pk", flat=True).first()
    if key is None:
        raise Missing
    told = leaf_working(
        request.actor, code, key, leaf, group=group, language=_language(request)
    ).told
    return {
        "unit": told.unit,
        "leaf": told.leaf,
        "name": told.name,
        "rule": told.rule_label,
        "clause": told.clause,
        "state": told.state,
        "score": told.score.text if told.score else None,
        "lost": told.lost.text if told.lost else None,
        "lines": [
            {"step": item.step, "label": item.label, "text": item.text, "notes": list(item.notes)}
            for item in told.lines
        ],
    }


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "zh-hans"))


@router.get(
    "/rounds/{code}/package",
    response={200: Any, 409: Refusal, **READS},
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
def package(request: Request, code: RoundCode, run: AskedRun = None) -> HttpResponse:
    """The package 考核数据包 of a published round, as a zip of plain files."""
    head = _head(request, code, run)
    answer = HttpResponse(package_of(head), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}-{head.number}.zip"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
