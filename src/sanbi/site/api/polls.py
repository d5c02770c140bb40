"""On-site evaluations 现场测评: their turnout, and the tally and box of the sealed ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.ballots.models import Poll
from sanbi.apps.ballots.queries.polls import polls_for, sealed_box, with_counts
from sanbi.apps.orgs.pages import Request
from sanbi.engine.integrity.ballots import FEWEST, points_text
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedState, Number

router = Router(tags=["polls"])


class PollOut(Schema):
    """An on-site evaluation; never what anybody voted."""

    id: int
    title: str
    period: str
    electorate: str = Field(description="its name in the scheme that counts it")
    kind: str = Field(description="rank, score or grade")
    state: str = Field(description="draft, ready, open, closed, sealed, published or void")
    people: int = Field(description="on the roll")
    voted: int = Field(description="have voted, or took paper")
    quorum: int = Field(description="percent of the roll that must have voted")
    opened_at: datetime | None
    closed_at: datetime | None
    sealed_at: datetime | None


@router.get("/polls", response={200: list[PollOut], **READS}, operation_id="polls")
@paginate(Paged)
def polls(request: Request, state: AskedState = "") -> QuerySet[Poll]:
    """The polls that the key sees, the newest first; unpublished ones for those who hold them."""
    found = with_counts(polls_for(request.actor))
    return found.filter(state=state) if state else found


class PollRowOut(Schema):
    """The tally of one unit."""

    unit: str = Field(description="code of the unit")
    name: str
    rank: int | None
    points: str = Field(
        description="exact: a decimal, or p/q where none ends; empty without a mark"
    )
    classes: dict[str, str] = Field(
        description="class → its mean, exact; only classes of which five have marked the unit"
    )


@router.get(
    "/polls/{number}/result",
    response={200: list[PollRowOut], **READS},
    operation_id="poll_result",
)
@paginate(Paged)
def poll_result(request: Request, number: Number) -> Sequence[dict[str, Any]]:
    """The tally of a poll by rank, as everybody recounts it from the box."""
    _held, box = sealed_box(request.actor, number)
    rows = sorted(box.tally, key=lambda row: (row.rank or len(box.tally) + 1, row.subject))
    return [
        {
            "unit": row.subject,
            "name": box.names[row.subject],
            "rank": row.rank,
            "points": points_text(row.points),
            "classes": {
                name: points_text(mean)
                for name, (mean, count) in row.by_class.items()
                if count >= FEWEST
            },
        }
        for row in rows
    ]


@router.get(
    "/polls/{number}/box",
    response={200: Any, **READS},
    operation_id="poll_box",
    openapi_extra={
        "responses": {
            200: {
                "description": "The sealed box; tools/verify_round.py recounts it",
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def poll_box(request: Request, number: Number) -> HttpResponse:
    """The sealed box 封存票箱 of a poll, as a zip of plain files: slips, receipts, paper, tally."""
    held, _box = sealed_box(request.actor, number)
    answer = HttpResponse(bytes(held.sealed_box.content), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="poll-{held.pk}.zip"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
