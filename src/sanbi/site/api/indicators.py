"""Indicators, figures and feeds."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import File, Form, Path, Query, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.feeding.queries import feeds_for
from sanbi.apps.indicators.models import Feed, Indicator, Observation
from sanbi.apps.indicators.rules import observations_seen
from sanbi.apps.indicators.tasks import feed_hand_in
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged

router = Router(tags=["figures"])

Code = Annotated[str, Query(max_length=40, pattern=r"^[0-9A-Za-z_.-]*$")]
PeriodText = Annotated[str, Query(max_length=7, pattern=r"^(\d{4}(-\d{2}|Q\d|H\d)?)?$")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class IndicatorOut(Schema):
    """An indicator of the catalogue."""

    code: str
    name: str
    topic: str
    measure: str
    direction: str
    accumulation: str
    decimals: int
    frequency: str
    kind: str
    owner: str
    purpose: str
    reported_where: str
    definition: str

    @staticmethod
    def resolve_owner(item: Indicator) -> str:
        """The code of the bureau that owns it."""
        return item.owner.code


@router.get("/indicators", response={200: list[IndicatorOut], **READS}, operation_id="indicators")
@paginate(Paged)
def indicators(
    request: Request, kind: Annotated[str, Query(max_length=10, pattern="^[a-z]*$")] = ""
) -> QuerySet[Indicator]:
    """The catalogue; ``kind`` statistic, dispatch or recognised."""
    del request
    found = Indicator.objects.select_related("owner").filter(active=True)
    return found.filter(kind=kind) if kind else found


class ObservationOut(Schema):
    """A version of a figure. ``value`` is a decimal text; null where it is not applicable."""

    unit: str
    indicator: str
    period: str
    version: int
    value: Decimal | None
    applicable: bool
    revised: bool
    source: str
    released_on: date | None
    edition: str
    statement: str
    at: datetime

    @staticmethod
    def resolve_unit(item: Observation) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_indicator(item: Observation) -> str:
        """The indicator's code."""
        return item.indicator.code


@router.get(
    "/observations", response={200: list[ObservationOut], **READS}, operation_id="observations"
)
@paginate(Paged)
def observations(
    request: Request,
    period: PeriodText = "",
    indicator: Code = "",
    unit: Code = "",
    all_versions: bool = False,  # noqa: FBT001, FBT002 - a query parameter
) -> QuerySet[Observation]:
    """The latest version of each figure of the units that the key sees; or all versions."""
    found = Observation.objects.filter(observations_seen(request.actor))
    found = found.select_related("unit", "indicator")
    for name, wanted in (("period", period), ("indicator__code", indicator), ("unit__code", unit)):
        if wanted:
            found = found.filter(**{name: wanted})
    order = ("indicator_id", "period", "unit_id", "-version")
    return found.order_by(*order) if all_versions else found.order_by(*order).distinct(*order[:3])


class FeedOut(Schema):
    """How far a feed has come; ``faults`` are the first 200."""

    id: int
    name: str
    state: str
    rows: int | None
    done: int
    written: int
    fault_count: int
    faults: list[dict[str, Any]]
    at: datetime
    ended_at: datetime | None


@router.get("/feeds", response={200: list[FeedOut], **READS}, operation_id="feeds")
@paginate(Paged)
def feeds(request: Request) -> QuerySet[Feed]:
    """The feeds of the key's bureau, the newest first."""
    return feeds_for(request.actor)


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
    file: Annotated[UploadedFile, File(...)],
    owner: Annotated[str, Form(max_length=20, pattern=r"^[0-9A-Za-z_.-]+$")],
    reason: Annotated[str, Form(max_length=300, pattern=r"^[^\x00]*$")] = "",
) -> Any:  # noqa: ANN401 - ninja turns the pair into an answer
    """Hand in a .csv, .xlsx or .parquet of figures that the bureau ``owner`` owns."""
    bureau = Unit.objects.filter(code=owner).first()
    if bureau is None:
        raise Missing
    held = feed_hand_in(
        actor=request.actor, now=request.now, owner=bureau.pk, file=file, reason=reason
    )
    return Status(202, held)
