"""Remarks on reports."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Comment, Indicator, Report
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.indicators.services import comment_add
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.figures import keys_of
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import CodeText, Number, Once, line

router = Router(tags=["reports"])


class RemarkOut(Schema):
    """A remark on a report, or on one of its lines."""

    id: int
    indicator: str | None = Field(description="the line, if it is on one")
    text: str
    by_name: str
    at: datetime

    @staticmethod
    def resolve_indicator(item: Comment) -> str | None:
        """The line's code."""
        return item.indicator.code if item.indicator else None


class RemarkIn(Schema):
    """A remark; ``indicator`` names the line that it is on."""

    text: Annotated[str, line(500, "one sentence", "请核对本月新开工项目。")]
    indicator: CodeText | None = None


@router.get(
    "/reports/{number}/remarks", response={200: list[RemarkOut], **READS}, operation_id="remarks"
)
@paginate(Paged)
def remarks(request: Request, number: Number) -> QuerySet[Comment]:
    """The remarks on a report, the first first."""
    if not Report.objects.filter(reports_seen(request.actor), pk=number).exists():
        raise Missing
    return Comment.objects.filter(report=number).select_related("indicator")


@router.post(
    "/reports/{number}/remarks", response={201: RemarkOut, **WRITES}, operation_id="remark_add"
)
def remark_add(request: Request, number: Number, body: RemarkIn, idempotency_key: Once = "") -> Any:  # noqa: ANN401 - ninja turns the row into the answer
    """Remark on a report, in any state; by who works with it."""
    found = (
        keys_of(Indicator.objects.all(), [body.indicator], "indicator") if body.indicator else []
    )
    (made,) = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="comment.add",
        content={"report": number, **body.model_dump(mode="json")},
        make=lambda: [
            comment_add(
                actor=request.actor,
                now=request.now,
                report=number,
                text=body.text,
                indicator=found[0] if found else None,
            ).pk
        ],
    )
    return Status(201, Comment.objects.select_related("indicator").get(pk=made))
