"""Reports: a unit's program fills drafts in and takes them through their steps."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Cell, Indicator, Report
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.indicators.services import (
    cells_save,
    report_check,
    report_lock,
    report_return,
    report_sign,
    report_submit,
)
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import CodeText, Line, Number, PeriodText, Words

router = Router(tags=["reports"])


class ReportOut(Schema):
    """A report and how far it has come; send ``edition`` back with every change."""

    id: int
    dataset: str
    unit: str
    period: str
    state: str
    due_at: datetime
    submitted_at: datetime | None
    edition: int

    @staticmethod
    def resolve_dataset(item: Report) -> str:
        """The data set's code."""
        return item.dataset.code

    @staticmethod
    def resolve_unit(item: Report) -> str:
        """The unit's code."""
        return item.unit.code


class CellOut(Schema):
    """A value of a draft; null where nothing is filled in or it is not applicable."""

    indicator: str
    value: Decimal | None
    applicable: bool
    statement: str
    source: str

    @staticmethod
    def resolve_indicator(item: Cell) -> str:
        """The indicator's code."""
        return item.indicator.code


class WholeReport(ReportOut):
    """A report with the cells of its draft."""

    cells: list[CellOut]

    @staticmethod
    def resolve_cells(item: Report) -> list[Cell]:
        """The cells in the catalogue's order."""
        return list(item.cells.select_related("indicator").order_by("indicator__sequence", "pk"))


class CellIn(Schema):
    """A cell as it shall be; ``value`` as decimal text, null for an empty cell."""

    indicator: Annotated[str, CodeText]
    value: Annotated[str, Field(pattern=r"^-?[0-9]{1,17}(\.[0-9]{1,6})?$")] | None = None
    applicable: bool = True
    statement: Annotated[str, Line(300)] | None = None


class CellsIn(Schema):
    """Cells to save; those that are not named stay as they are."""

    edition: Annotated[int, Field(ge=0, le=2**31 - 1)]
    cells: Annotated[list[CellIn], Field(max_length=2_000)]


class StepIn(Schema):
    """The edition that was looked at."""

    edition: Annotated[int, Field(ge=0, le=2**31 - 1)]


class ReturnIn(StepIn):
    """Why it goes back to its draft; the unit reads it."""

    reason: Annotated[str, Line(300)]


@router.get("/reports", response={200: list[ReportOut], **READS}, operation_id="reports")
@paginate(Paged)
def reports(
    request: Request,
    period: Annotated[str, Query(**PeriodText)] = "",
    dataset: Annotated[str, Query(**Words)] = "",
    unit: Annotated[str, Query(**Words)] = "",
    state: Annotated[str, Query(max_length=14, pattern="^[a-z_]*$")] = "",
) -> QuerySet[Report]:
    """The reports that the key sees, the newest period first."""
    found = Report.objects.filter(reports_seen(request.actor)).select_related("dataset", "unit")
    wanted = {
        "period": period,
        "dataset__code": dataset,
        "unit__code": unit,
        "state": state,
    }
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.order_by("-period", "dataset__code", "unit__code")


def _one(request: Request, number: int) -> Report:
    found = (
        Report.objects.filter(reports_seen(request.actor), pk=number)
        .select_related("dataset", "unit")
        .first()
    )
    if found is None:
        raise Missing
    return found


@router.get("/reports/{number}", response={200: WholeReport, **READS}, operation_id="report")
def report(request: Request, number: Annotated[int, Path(**Number)]) -> Any:  # noqa: ANN401 - ninja turns the row into the answer
    """One report with the cells of its draft."""
    return _one(request, number)


@router.put(
    "/reports/{number}/cells", response={200: WholeReport, **WRITES}, operation_id="report_save"
)
def report_save(request: Request, number: Annotated[int, Path(**Number)], body: CellsIn) -> Any:  # noqa: ANN401 - the same
    """Save cells of a draft, all or none."""
    codes = [cell.indicator for cell in body.cells]
    if len(set(codes)) < len(codes):
        raise Refused("an indicator stands twice among the cells", "send each once", "cells")
    keys = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    if set(codes) - set(keys):
        raise Refused("there is no such indicator", "look at /indicators", "cells")
    changes = [
        CellChange(
            number,
            keys[cell.indicator],
            None if cell.value is None else Decimal(cell.value),
            cell.applicable,
            cell.statement,
        )
        for cell in body.cells
    ]
    cells_save(
        actor=request.actor, now=request.now, changes=changes, editions={number: body.edition}
    )
    return _one(request, number)


Step = Callable[..., Report]
STEPS: dict[str, Step] = {
    "submit": report_submit,
    "sign": report_sign,
    "check": report_check,
    "lock": report_lock,
}


def _offer(name: str, step: Step) -> None:
    """Add the operation of a step."""

    def operation(request: Request, number: Annotated[int, Path(**Number)], body: StepIn) -> Any:  # noqa: ANN401 - the same
        step(actor=request.actor, now=request.now, report=number, edition=body.edition)
        return _one(request, number)

    operation.__doc__ = f"Take the step '{name}'; docs/mechanisms/platform.md says who may."
    router.post(
        f"/reports/{{number}}/{name}",
        response={200: ReportOut, **WRITES},
        operation_id=f"report_{name}",
    )(operation)


for _name, _step in STEPS.items():
    _offer(_name, _step)


@router.post(
    "/reports/{number}/return", response={200: ReportOut, **WRITES}, operation_id="report_return"
)
def back(request: Request, number: Annotated[int, Path(**Number)], body: ReturnIn) -> Any:  # noqa: ANN401 - the same
    """Send a report back to its draft, with the reason."""
    report_return(
        actor=request.actor,
        now=request.now,
        report=number,
        edition=body.edition,
        reason=body.reason,
    )
    return _one(request, number)
