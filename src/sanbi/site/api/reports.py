"""Reports: a unit's program fills drafts in and takes them through their steps."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Cell, Indicator, Report, ReportStep
from sanbi.apps.indicators.queries.reports import waiting_for
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.indicators.services import (
    cells_save,
    observations_correct,
    report_check,
    report_lock,
    report_return,
    report_sign,
    report_submit,
)
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.figures import keys_of
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    AskedDataset,
    AskedPeriod,
    AskedState,
    AskedUnit,
    CodeText,
    DecimalText,
    Edition,
    Number,
    line,
)

router = Router(tags=["reports"])


class ReportOut(Schema):
    """A report and how far it has come; send ``edition`` back with every change."""

    id: int
    dataset: str = Field(examples=["monthly"])
    unit: str = Field(examples=["T1"])
    period: str = Field(examples=["2026-09"])
    state: str = Field(description="draft, submitted, unit_signed, bureau_checked or locked")
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


class StepOut(Schema):
    """A change of state, with its reason."""

    from_state: str
    to_state: str
    reason: str
    by_name: str
    at: datetime


class WholeReport(ReportOut):
    """A report with the cells of its draft and its steps."""

    cells: list[CellOut]
    steps: list[StepOut] = Field(description="what became of it, the newest first")

    @staticmethod
    def resolve_steps(item: Report) -> list[ReportStep]:
        """The steps, the newest first."""
        return list(item.steps.all())

    @staticmethod
    def resolve_cells(item: Report) -> list[Cell]:
        """The cells in the catalogue's order."""
        return list(item.cells.select_related("indicator").order_by("indicator__sequence", "pk"))


class CellIn(Schema):
    """A cell as it shall be; ``value`` as decimal text, null for an empty cell."""

    indicator: CodeText
    value: DecimalText | None = None
    applicable: bool = True
    statement: Annotated[str, line(300, "why it differs; null leaves it as it is")] | None = None


class CellsIn(Schema):
    """Cells to save; those that are not named stay as they are."""

    edition: Edition
    cells: Annotated[list[CellIn], Field(max_length=2_000)]


class StepIn(Schema):
    """The edition that was looked at."""

    edition: Edition


class ReturnIn(StepIn):
    """Why it goes back to its draft; the unit reads it."""

    reason: Annotated[str, line(300, "what the unit has to mend", "单位填错")]


@router.get("/reports", response={200: list[ReportOut], **READS}, operation_id="reports")
@paginate(Paged)
def reports(
    request: Request,
    period: AskedPeriod = "",
    dataset: AskedDataset = "",
    unit: AskedUnit = "",
    state: AskedState = "",
    waiting: Annotated[bool, Query(description="only those whose next step is the key's")] = False,  # noqa: FBT002 - a query parameter
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
    if waiting:
        found = found.filter(waiting_for(request.actor))
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
def report(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into the answer
    """One report with the cells of its draft."""
    return _one(request, number)


@router.put(
    "/reports/{number}/cells", response={200: WholeReport, **WRITES}, operation_id="report_save"
)
def report_save(request: Request, number: Number, body: CellsIn) -> Any:  # noqa: ANN401 - the same
    """Save cells of a draft, all or none."""
    keys = keys_of(Indicator.objects.all(), [cell.indicator for cell in body.cells], "cells")
    changes = [
        CellChange(
            number,
            key,
            None if cell.value is None else Decimal(cell.value),
            cell.applicable,
            cell.statement,
        )
        for key, cell in zip(keys, body.cells, strict=True)
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


TOLD = {
    "submit": "Hand a draft in: draft → submitted; by the unit's clerk.",
    "sign": "Sign for the unit: submitted → unit_signed; by its leader, not who handed it in.",
    "check": "Check for the bureau: unit_signed → bureau_checked; by who owns the data set.",
    "lock": "Lock: bureau_checked → locked; by the office, or the bureau.",
}


def _offer(name: str, step: Step) -> None:
    """Add the operation of a step."""

    def operation(request: Request, number: Number, body: StepIn) -> Any:  # noqa: ANN401 - the same
        step(actor=request.actor, now=request.now, report=number, edition=body.edition)
        return _one(request, number)

    operation.__doc__ = TOLD[name]
    router.post(
        f"/reports/{{number}}/{name}",
        response={200: ReportOut, **WRITES},
        operation_id=f"report_{name}",
        url_name=f"report_{name}",
        summary=f"Report {name.title()}",
    )(operation)


for _name, _step in STEPS.items():
    _offer(_name, _step)


@router.post(
    "/reports/{number}/return", response={200: ReportOut, **WRITES}, operation_id="report_return"
)
def report_back(request: Request, number: Number, body: ReturnIn) -> Any:  # noqa: ANN401 - the same
    """Send a report back to its draft, with the reason; by whoever may take the next step."""
    report_return(
        actor=request.actor,
        now=request.now,
        report=number,
        edition=body.edition,
        reason=body.reason,
    )
    return _one(request, number)


class CorrectedIn(Schema):
    """The right value of an indicator; null: there is no value."""

    indicator: CodeText
    value: DecimalText | None = None


class CorrectionIn(ReturnIn):
    """What was wrong in a locked report."""

    values: list[CorrectedIn] = Field(min_length=1, max_length=2_000)


@router.post(
    "/reports/{number}/corrections",
    response={200: WholeReport, **WRITES},
    operation_id="report_correct",
)
def report_correct(request: Request, number: Number, body: CorrectionIn) -> Any:  # noqa: ANN401 - the same
    """Correct values of a locked report, marked 已修订; by the bureau that owns the data set."""
    codes = [item.indicator for item in body.values]
    keys = keys_of(Indicator.objects.all(), codes, "values")
    values = {
        key: None if item.value is None else Decimal(item.value)
        for key, item in zip(keys, body.values, strict=True)
    }
    observations_correct(
        actor=request.actor,
        now=request.now,
        report=number,
        edition=body.edition,
        values=values,
        reason=body.reason,
    )
    return _one(request, number)
