"""Opening a period: its reports, with due dates by the working calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Dataset, DatasetUnit, Report
from sanbi.apps.indicators.rules import can_keep_for, can_open_reports
from sanbi.apps.orgs.queries import calendar
from sanbi.engine.calendar import Period, PeriodError, WorkingCalendar


@service("report.open")
def reports_open(
    *, actor: Actor, now: datetime, period: str, datasets: Collection[int] | None = None
) -> list[Report]:
    """Make the reports of a period that are not there yet, for every unit of each data set.

    Data sets of another frequency than the period's are passed over. Opening a period twice adds
    only what is new.

    Parameters
        period : canonical text, such as 2026-09 or 2026Q3.
        datasets : primary keys; None: all active ones that the actor may open.
    Returns
        all reports of the period, new and old, of these data sets.
    Raises
        NotAllowed  unless the office, or the bureau for its own data sets, opens it.
        Refused  for a text that is no period, or where no data set is reported then.
    """
    del now
    require(can_open_reports(actor), _("the assessment office, or the bureau for its data sets"))
    asked = period_of(period)
    opened = [
        dataset
        for dataset in Dataset.objects.filter(active=True, frequency=asked.kind.value)
        if (datasets is None or dataset.pk in datasets)
        and (actor.user is None or can_keep_for(actor, dataset.owner_id))
    ]
    if not opened:
        raise Refused(
            _("No data set is reported for %(period)s.") % {"period": period},
            _("Choose another period, or make a data set first."),
            "period",
        )
    Report.objects.bulk_create(_reports(opened, asked), ignore_conflicts=True)
    tell(None, period=str(asked), datasets=[dataset.code for dataset in opened])
    return list(
        Report.objects.filter(dataset__in=opened, period=str(asked)).select_related(
            "dataset", "unit"
        )
    )


def period_of(text: str) -> Period:
    """Return the period that a text names.

    Raises
        Refused  when it names none.
    """
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise Refused(
            _("“%(text)s” is not a period.") % {"text": text},
            _("Write it like 2026-09, 2026Q3, 2026H1 or 2026."),
            "period",
        ) from error


def due_at(dataset: Dataset, period: Period, days: WorkingCalendar) -> datetime:
    """Return when a report is due: so many days after the period, on a working day."""
    day = days.workday_on_or_after(period.end + timedelta(days=dataset.due_day))
    zone = timezone.get_default_timezone()
    return datetime.combine(day, dataset.due_time, zone)


def _reports(datasets: list[Dataset], period: Period) -> list[Report]:
    days = calendar()
    units: dict[int, list[int]] = {}
    for dataset, unit in DatasetUnit.objects.filter(dataset__in=datasets).values_list(
        "dataset_id", "unit_id"
    ):
        units.setdefault(dataset, []).append(unit)
    return [
        Report(
            dataset=dataset,
            unit_id=unit,
            period=str(period),
            due_at=due_at(dataset, period, days),
        )
        for dataset in datasets
        for unit in units.get(dataset.pk, ())
    ]
