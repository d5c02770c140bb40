"""Targets of units for a year."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.indicators.drafts import TargetDraft
from sanbi.apps.indicators.models import Indicator, Target
from sanbi.apps.indicators.rules import targets_seen
from sanbi.apps.indicators.services import targets_save
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.figures import keys_of
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    AskedIndicator,
    AskedUnit,
    ChangedSince,
    Code,
    CodeText,
    DecimalText,
    line,
)

router = Router(tags=["targets"])
Year = Annotated[int | None, Query(ge=2000, le=2100, description="only of this year")]


class TargetOut(Schema):
    """A version of a unit's target; the quarters are cumulative."""

    unit: str = Field(examples=["T1"])
    indicator: str = Field(examples=["invest"])
    year: int = Field(examples=[2026])
    version: int
    value: Decimal
    q1: Decimal | None
    q2: Decimal | None
    q3: Decimal | None
    reason: str = Field(description="why it differs from the version before")
    at: datetime

    @staticmethod
    def resolve_unit(item: Target) -> str:
        """The unit's code."""
        return item.unit.code

    @staticmethod
    def resolve_indicator(item: Target) -> str:
        """The indicator's code."""
        return item.indicator.code


def _seen(request: Request) -> QuerySet[Target]:
    return Target.objects.filter(targets_seen(request.actor)).select_related("unit", "indicator")


ORDER = ("year", "indicator_id", "unit_id", "-version")


@router.get("/targets", response={200: list[TargetOut], **READS}, operation_id="targets")
@paginate(Paged)
def targets(
    request: Request,
    year: Year = None,
    indicator: AskedIndicator = "",
    unit: AskedUnit = "",
    changed_since: ChangedSince = None,
    all_versions: Annotated[bool, Query(description="every version, not the latest alone")] = False,  # noqa: FBT002 - a query parameter
) -> QuerySet[Target]:
    """The latest target of each unit and indicator that the key sees, the county's among them."""
    found = _seen(request)
    for name, wanted in (
        ("year", year),
        ("indicator__code", indicator),
        ("unit__code", unit),
        ("at__gte", changed_since),
    ):
        if wanted:
            found = found.filter(**{name: wanted})
    return found.order_by(*ORDER) if all_versions else found.order_by(*ORDER).distinct(*ORDER[:3])


class UnitTarget(Schema):
    """A unit's target for the year, with the cumulative targets of its first three quarters."""

    unit: CodeText
    value: DecimalText
    q1: DecimalText | None = None
    q2: DecimalText | None = None
    q3: DecimalText | None = None


class TargetsIn(Schema):
    """Targets of an indicator for a year; units that are not named keep theirs."""

    reason: Annotated[str, line(300, "why targets that were set change")] = ""
    targets: list[UnitTarget] = Field(min_length=1, max_length=2_000)


@router.put(
    "/targets/{code}/{year}", response={200: list[TargetOut], **WRITES}, operation_id="targets_set"
)
def targets_set(
    request: Request,
    code: Code,
    year: Annotated[int, Path(ge=2000, le=2100, description="the year", examples=[2026])],
    body: TargetsIn,
) -> Any:  # noqa: ANN401 - ninja turns the rows into the answer
    """Set targets of an indicator; each that differs becomes a version. Sent again: the same."""
    (indicator,) = keys_of(Indicator.objects.all(), [code], "code")
    units = keys_of(Unit.objects.all(), [item.unit for item in body.targets], "targets")
    drafts = [
        TargetDraft(unit, Decimal(item.value), *map(_decimal, (item.q1, item.q2, item.q3)))
        for unit, item in zip(units, body.targets, strict=True)
    ]
    targets_save(
        actor=request.actor,
        now=request.now,
        indicator=indicator,
        year=year,
        targets=drafts,
        reason=body.reason,
    )
    found = _seen(request).filter(indicator=indicator, year=year, unit__in=units)
    return list(found.order_by(*ORDER).distinct(*ORDER[:3]))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
