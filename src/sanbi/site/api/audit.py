"""The audit, for those who read it: what was done by whom, and the anchors that prove it."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import require
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.queries import Wanted, entries_wanted, entry_seen
from sanbi.apps.audit.rules import can_check, reads_contents, reads_entries
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import LARGEST_KEY, NO_NUL, AskedState, Number

router = Router(tags=["audit"])


class EntryOut(Schema):
    """One deed. Administrators read no names and details of deeds that are about figures."""

    id: int
    at: datetime
    actor_name: str
    actor_unit: str
    action: str = Field(examples=["report.submit"])
    kind: str = Field(examples=["indicators.report"])
    key: str
    name: str | None = Field(description="null where it is not for this reader")
    outcome: str = Field(description="done or refused")
    details: dict[str, Any] | None = Field(description="null where it is not for this reader")
    digest: str

    @staticmethod
    def resolve_name(item: Entry, context: Any) -> str | None:  # noqa: ANN401 - ninja's
        """The name of what was changed."""
        return item.name if _open(item, context) else None

    @staticmethod
    def resolve_details(item: Entry, context: Any) -> dict[str, Any] | None:  # noqa: ANN401 - ninja's
        """What was told of the deed."""
        return dict(item.details) if _open(item, context) else None


def _open(item: Entry, context: Any) -> bool:  # noqa: ANN401 - ninja's
    request: HttpRequest = context["request"]
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return reads_contents(actor, item.action)


Day = Annotated[date | None, Query(description="a day in the county", examples=["2026-10-09"])]


@router.get("/audit/entries", response={200: list[EntryOut], **READS}, operation_id="entries")
@paginate(Paged)
def entries(
    request: Request,
    who: Annotated[
        str, Query(max_length=60, pattern=NO_NUL, description="part of a name or a unit's name")
    ] = "",
    action: Annotated[
        str, Query(max_length=60, pattern=r"^[a-z_.]*$", description="only this deed")
    ] = "",
    outcome: AskedState = "",
    since: Day = None,
    until: Day = None,
    after: Annotated[
        int, Query(ge=0, le=2**63 - 1, description="only entries later than this number")
    ] = 0,
) -> QuerySet[Entry]:
    """Entries of the audit, the newest first; poll with ``after``, the last number you have."""
    require(reads_entries(request.actor), "auditor, audit and security administrators")
    wanted = Wanted(who=who, action=action, outcome=outcome, since=since, until=until)
    found = entries_wanted(request.actor, wanted)
    return found.filter(pk__gt=after) if after else found


@router.get("/audit/entries/{number}", response={200: EntryOut, **READS}, operation_id="entry")
def entry(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One entry of the audit."""
    require(reads_entries(request.actor), "auditor, audit and security administrators")
    return entry_seen(request.actor, number)


class AnchorOut(Schema):
    """A link of the chain: the digest over a batch of entries and the anchor before."""

    number: int
    at: datetime
    count: int = Field(description="how many entries it chains")
    last_entry: int | None
    previous: str
    digest: str


@router.get("/audit/anchors", response={200: list[AnchorOut], **READS}, operation_id="anchors")
@paginate(Paged)
def anchors(
    request: Request,
    after: Annotated[
        int, Query(ge=0, le=LARGEST_KEY, description="only anchors later than this number")
    ] = 0,
) -> QuerySet[Anchor]:
    """The anchors, the newest first, to be kept elsewhere and compared with later."""
    require(can_check(request.actor), "auditor, audit administrator")
    return Anchor.objects.defer("entries").filter(number__gt=after).order_by("-number")
