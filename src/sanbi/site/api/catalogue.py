"""The catalogue of indicators and the data sets in which they are reported."""

from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Check, Dataset, DatasetLine, Indicator
from sanbi.apps.indicators.queries.catalogue import datasets_listed, indicators_listed
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedSort, AskedUnit, Code

router = Router(tags=["figures"])


class IndicatorOut(Schema):
    """An indicator of the catalogue."""

    code: str = Field(examples=["invest"])
    name: str = Field(examples=["固定资产投资"])
    topic: str
    measure: str = Field(description="unit of measure", examples=["万元"])
    direction: str = Field(description="high, low or none: which way is better")
    accumulation: str = Field(description="cumulative, stock or rate")
    decimals: int
    frequency: str = Field(description="month, quarter, half or year")
    kind: str = Field(description="statistic, dispatch or recognised")
    owner: str = Field(description="code of the bureau that owns it", examples=["D1"])
    part_of: str | None = Field(description="code of the indicator that it is a part of")
    purpose: str
    reported_where: str = Field(description="where it is already reported")
    definition: str
    active: bool

    @staticmethod
    def resolve_owner(item: Indicator) -> str:
        """The code of the bureau that owns it."""
        return item.owner.code

    @staticmethod
    def resolve_part_of(item: Indicator) -> str | None:
        """The code of the whole."""
        return item.part_of.code if item.part_of else None


class CheckOut(Schema):
    """A rule that a reported value is held against."""

    kind: str = Field(description="range, jump, falls, sum, ratio or outlier")
    severity: str = Field(description="error or explain")
    settings: dict[str, Any]


class WholeIndicator(IndicatorOut):
    """An indicator with its checks."""

    checks: list[CheckOut]

    @staticmethod
    def resolve_checks(item: Indicator) -> list[Check]:
        """The checks, in their order."""
        return list(item.checks.all())


@router.get("/indicators", response={200: list[IndicatorOut], **READS}, operation_id="indicators")
@paginate(Paged)
def indicators(
    request: Request, kind: AskedSort = "", owner: AskedUnit = ""
) -> QuerySet[Indicator]:
    """The catalogue in use; ``kind`` statistic, dispatch or recognised, ``owner`` a bureau."""
    found = indicators_listed(request.actor).filter(active=True)
    found = found.filter(kind=kind) if kind else found
    return found.filter(owner__code=owner) if owner else found


@router.get("/indicators/{code}", response={200: WholeIndicator, **READS}, operation_id="indicator")
def indicator(request: Request, code: Code) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One indicator with the checks of its values."""
    found = indicators_listed(request.actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


class DatasetOut(Schema):
    """A form that is reported together, and its clock."""

    code: str = Field(examples=["monthly"])
    name: str = Field(examples=["投资月报"])
    owner: str = Field(description="code of the bureau that owns it", examples=["D1"])
    reporter: str = Field(description="units: each for itself; owner: the bureau for all")
    frequency: str = Field(description="month, quarter, half or year")
    due_day: int = Field(description="days into the month after the period")
    due_time: str = Field(description="in the county", examples=["17:30"])
    purpose: str
    active: bool

    @staticmethod
    def resolve_owner(item: Dataset) -> str:
        """The code of the bureau that owns it."""
        return item.owner.code

    @staticmethod
    def resolve_due_time(item: Dataset) -> str:
        """Hours and minutes."""
        return f"{item.due_time:%H:%M}"


class LineOut(Schema):
    """An indicator of a data set; imported ones come by feed and are not typed."""

    indicator: str = Field(examples=["invest"])
    heading: str
    required: bool
    imported: bool

    @staticmethod
    def resolve_indicator(item: DatasetLine) -> str:
        """The indicator's code."""
        return item.indicator.code


class WholeDataset(DatasetOut):
    """A data set with its lines and units."""

    lines: list[LineOut]
    units: list[str] = Field(description="codes of the units about which it reports")

    @staticmethod
    def resolve_lines(item: Dataset) -> list[DatasetLine]:
        """The lines, in their order."""
        return list(item.lines.select_related("indicator"))

    @staticmethod
    def resolve_units(item: Dataset) -> list[str]:
        """The codes of the units."""
        return list(item.units.order_by("unit__pinyin", "pk").values_list("unit__code", flat=True))


@router.get("/datasets", response={200: list[DatasetOut], **READS}, operation_id="datasets")
@paginate(Paged)
def datasets(request: Request, owner: AskedUnit = "") -> QuerySet[Dataset]:
    """The data sets: what is reported together, by whom, by when."""
    found = datasets_listed(request.actor)
    return found.filter(owner__code=owner) if owner else found


@router.get("/datasets/{code}", response={200: WholeDataset, **READS}, operation_id="dataset")
def dataset(request: Request, code: Code) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One data set with its lines and units."""
    found = datasets_listed(request.actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found
