"""Feeds: files of figures that a background job takes in."""

import hashlib
from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.feeding.queries import feeds_for
from sanbi.apps.indicators.models import Feed
from sanbi.apps.indicators.tasks import feed_hand_in
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import CODE, NO_NUL, AskedState, AskedUnit, ChangedSince, Number, Once

router = Router(tags=["feeds"])


class FeedOut(Schema):
    """How far a feed has come; ``faults`` are the first 200."""

    id: int
    name: str = Field(description="the file's name", examples=["九月.csv"])
    owner: str = Field(description="code of the bureau", examples=["D2"])
    state: str = Field(description="waiting, running, done, refused or stopped")
    rows: int | None = Field(description="how many rows it has; null before they are counted")
    done: int = Field(description="how many of them are known by now")
    written: int = Field(description="how many new versions were written")
    fault_count: int
    faults: list[dict[str, Any]]
    at: datetime
    ended_at: datetime | None

    @staticmethod
    def resolve_owner(item: Feed) -> str:
        """The bureau's code."""
        return item.owner.code


@router.get("/feeds", response={200: list[FeedOut], **READS}, operation_id="feeds")
@paginate(Paged)
def feeds(
    request: Request,
    owner: AskedUnit = "",
    state: AskedState = "",
    changed_since: ChangedSince = None,
) -> QuerySet[Feed]:
    """The feeds of the key's bureau, the newest first."""
    found = feeds_for(request.actor)
    for name, wanted in (("owner__code", owner), ("state", state), ("at__gte", changed_since)):
        if wanted:
            found = found.filter(**{name: wanted})
    return found


@router.get("/feeds/{number}", response={200: FeedOut, **READS}, operation_id="feed")
def feed(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into FeedOut
    """One feed: poll it until its state is done or refused."""
    found = feeds_for(request.actor).filter(pk=number).first()
    if found is None:
        raise Missing
    return found


@router.post("/feeds", response={202: FeedOut, **WRITES}, operation_id="feed_add")
def feed_add(
    request: Request,
    file: Annotated[UploadedFile, File(description="a .csv, .xlsx or .parquet of figures")],
    owner: Annotated[
        str, Form(max_length=20, pattern=CODE, description="code of the bureau", examples=["D2"])
    ],
    reason: Annotated[
        str, Form(max_length=300, pattern=NO_NUL, description="why locked figures change")
    ] = "",
    idempotency_key: Once = "",
) -> Any:  # noqa: ANN401 - ninja turns the pair into an answer
    """Hand in a .csv, .xlsx or .parquet of figures that the bureau ``owner`` owns."""
    bureau = Unit.objects.filter(code=owner).first()
    if bureau is None:
        raise Missing
    digest = _digest(file) if idempotency_key else ""
    (made,) = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="feed.add",
        content={"file": digest, "owner": owner, "reason": reason},
        make=lambda: [
            feed_hand_in(
                actor=request.actor, now=request.now, owner=bureau.pk, file=file, reason=reason
            ).pk
        ],
    )
    return Status(202, Feed.objects.select_related("owner").get(pk=made))


def _digest(file: UploadedFile) -> str:
    found = hashlib.sha256()
    for part in file.chunks():
        found.update(part)
    file.seek(0)
    return found.hexdigest()
