"""Figures with their versions, and the release of statistics."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema, Status
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.models import Indicator, Observation
from sanbi.apps.indicators.rules import observations_seen
from sanbi.apps.indicators.services import statistics_release
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.receipts import once
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    AskedIndicator,
    AskedPeriod,
    AskedUnit,
    ChangedSince,
    CodeText,
    DecimalText,
    Once,
    PeriodText,
    line,
)

router = Router(tags=["figures"])


class ObservationOut(Schema):
    """A version of a figure. ``value`` is a decimal text; null where it is not applicable."""

    unit: str = Field(examples=["T1"])
    indicator: str = Field(examples=["invest"])
    period: str = Field(examples=["2026-09"])
    version: int
    value: Decimal | None
    applicable: bool
    revised: bool = Field(description="it came after the report had been locked 已修订")
    source: str = Field(description="typed, upload or feed")
    released_on: date | None = Field(description="of a statistic: its release day")
    edition: str = Field(description="of a statistic: its edition 版次")
    statement: str = Field(description="what the unit says about the difference")
    report: int | None = Field(description="number of the report that it came with")
    at: datetime

    @staticmethod
    def resolve_unit(item: Observation) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_indicator(item: Observation) -> str:
        """The indicator's code."""
        return item.indicator.code

    @staticmethod
    def resolve_report(item: Observation) -> int | None:
        """The report's number."""
        return item.report_id


@router.get(
    "/observations", response={200: list[ObservationOut], **READS}, operation_id="observations"
)
@paginate(Paged)
def observations(
    request: Request,
    period: AskedPeriod = "",
    indicator: AskedIndicator = "",
    unit: AskedUnit = "",
    changed_since: ChangedSince = None,
    all_versions: Annotated[bool, Query(description="every version, not the latest alone")] = False,  # noqa: FBT002 - a query parameter
) -> QuerySet[Observation]:
    """The latest version of each figure of the units that the key sees; or all versions."""
    found = Observation.objects.filter(observations_seen(request.actor))
    found = found.select_related("unit", "indicator")
    for name, wanted in (
        ("period", period),
        ("indicator__code", indicator),
        ("unit__code", unit),
        ("at__gte", changed_since),
    ):
        if wanted:
            found = found.filter(**{name: wanted})
    order = ("indicator_id", "period", "unit_id", "-version")
    return found.order_by(*order) if all_versions else found.order_by(*order).distinct(*order[:3])


class UnitValue(Schema):
    """A unit's value."""

    unit: CodeText
    value: DecimalText


class ReleaseIn(Schema):
    """A statistic for units in a period."""

    indicator: CodeText
    period: PeriodText
    released_on: date = Field(description="release day", examples=["2026-10-15"])
    edition: Annotated[str, line(20, "edition 版次; a new one where values change", "初步")]
    reason: Annotated[str, line(300, "why released values change")] = ""
    values: list[UnitValue] = Field(min_length=1, max_length=2_000)


@router.post(
    "/statistics", response={201: list[ObservationOut], **WRITES}, operation_id="statistics_add"
)
def statistics_add(request: Request, body: ReleaseIn, idempotency_key: Once = "") -> Any:  # noqa: ANN401 - ninja turns the rows into it
    """Release a statistic for units; by the bureau that owns it."""
    (indicator,) = keys_of(Indicator.objects.all(), [body.indicator], "indicator")
    units = keys_of(Unit.objects.all(), [item.unit for item in body.values], "values")
    values = {key: Decimal(item.value) for key, item in zip(units, body.values, strict=True)}
    made = once(
        actor=request.actor,
        now=request.now,
        key=idempotency_key,
        action="statistics.release",
        content=body.model_dump(mode="json"),
        make=lambda: [
            row.pk
            for row in statistics_release(
                actor=request.actor,
                now=request.now,
                indicator=indicator,
                period=body.period,
                values=values,
                released_on=body.released_on,
                edition=body.edition,
                reason=body.reason,
                source="feed",
            )
        ],
    )
    rows = Observation.objects.filter(pk__in=made).select_related("unit", "indicator")
    return Status(201, list(rows.order_by("pk")))


def keys_of(things: QuerySet[Any], codes: Iterable[str], where: str) -> list[int]:
    """Return the primary keys of codes, in their order.

    Raises
    ------
    Refused
        for a code that stands twice or is unknown.
    """
    wanted = list(codes)
    if len(set(wanted)) < len(wanted):
        raise Refused("a code stands twice", "send each once", where)
    known = dict(things.filter(code__in=wanted).values_list("code", "pk"))
    lacking = sorted(set(wanted) - known.keys())
    if lacking:
        raise Refused(f"there is no {lacking[0]}", "look at the list of codes", where)
    return [known[code] for code in wanted]
