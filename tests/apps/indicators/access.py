"""Who gets which answer at the routes of indicators and reporting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.indicators.models import Comment, Dataset, Indicator, Report, ReportStep
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import (
    ADMINISTRATORS,
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    TOWN,
    Access,
)
from tests.apps.conftest import NOW
from tests.apps.factories.indicators import (
    fill,
    make_dataset,
    make_indicator,
    make_report,
    observe,
)
from tests.apps.factories.orgs import County

READERS = EVERYONE - ADMINISTRATORS
SEERS = OFFICE | BUREAU | COUNTY | TOWN
HIDDEN = OTHER_TOWN | STATISTICS | STATISTICS_LEADER
KEEPERS = OFFICE | BUREAU | STATISTICS
CLERK = frozenset({"clerk"})
FOR_ALL = "the catalogue is for all"


def invest(county: County) -> Indicator:
    """A dispatch figure of 县发改局."""
    found = Indicator.objects.filter(code="access").first()
    return found or make_indicator("access", county.bureau)


def growth(county: County) -> Indicator:
    """A statistic of 县统计局."""
    found = Indicator.objects.filter(code="access-growth").first()
    return found or make_indicator("access-growth", county.statistics, kind="statistic")


def form(county: County, code: str = "access", **fields: Any) -> Dataset:
    """A data set about the three townships."""
    found = Dataset.objects.filter(code=code).first()
    return found or make_dataset(code, county.bureau, [invest(county)], county.towns, **fields)


def report_in(state: str) -> Callable[[County], Report]:
    """A report of the first township in a state; each state in a period of its own."""
    periods = {"draft": "2026-09", "locked": "2026-08"}

    def make(county: County) -> Report:
        known = Report.objects.filter(
            dataset=form(county), unit=county.towns[0], period=periods[state]
        ).first()
        if known:
            return known
        made = make_report(form(county), county.towns[0], periods[state], state)
        fill(made, {invest(county): 5})
        return made

    return make


def draft(county: County) -> Mapping[str, int]:
    """A draft of the first township."""
    return {"pk": report_in("draft")(county).pk}


def locked(county: County) -> Mapping[str, int]:
    """A locked report of the first township."""
    return {"pk": report_in("locked")(county).pk}


def handing_in(county: County) -> Mapping[str, Any]:
    """The step that a draft waits for."""
    return {**draft(county), "verb": "submit"}


def own_form(county: County) -> Mapping[str, Any]:
    """A form that the bureau fills in for all townships."""
    dataset = form(county, "access-own", reporter="owner")
    for unit in county.towns:
        if not Report.objects.filter(dataset=dataset, unit=unit).exists():
            make_report(dataset, unit)
    return {"dataset": dataset.pk, "period": "2026-09"}


def indicator(county: County) -> Mapping[str, int]:
    """An indicator of 县发改局."""
    return {"pk": invest(county).pk}


def statistic(county: County) -> Mapping[str, int]:
    """A statistic."""
    return {"pk": growth(county).pk}


def dataset(county: County) -> Mapping[str, int]:
    """A data set of 县发改局."""
    return {"pk": form(county).pk}


def one_value(county: County) -> Mapping[str, Any]:
    """A value of the first township."""
    town, item = county.towns[0], invest(county)
    if not item.observations.exists():
        observe(item, town, "2026-07", 5)
    return {"unit": town.pk, "indicator": item.pk, "period": "2026-07"}


def a_verb(county: County) -> Mapping[str, str]:
    """A step of many reports."""
    del county
    return {"verb": "sign"}


def a_year(county: County) -> Mapping[str, int]:
    """An indicator and a year."""
    return {**indicator(county), "year": 2026}


ACCESS = {
    "indicators": Access(reads=READERS, exports=True),
    "progress": Access(reads=READERS, changes=KEEPERS),
    "pace": Access(reads=READERS, exports=True),
    "burden": Access(reads=READERS, exports=True),
    "cells": Access(changes=READERS),
    "report": Access(reads=SEERS, changes=CLERK, hidden=HIDDEN, things=draft),
    "report-workbook": Access(reads=SEERS, hidden=HIDDEN, things=draft),
    "report-upload": Access(reads=CLERK, changes=CLERK, hidden=HIDDEN, things=draft),
    "report-comment": Access(
        changes=CLERK | {"town_leader"} | BUREAU | OFFICE, hidden=HIDDEN, things=draft
    ),
    "report-correct": Access(reads=BUREAU, changes=BUREAU, hidden=HIDDEN, things=locked),
    "report-step": Access(reads=SEERS, changes=CLERK, hidden=HIDDEN, things=handing_in),
    "reports-step": Access(changes=READERS, things=a_verb, of_no_unit="a verb alone"),
    "reports-remind": Access(changes=READERS),
    "matrix": Access(
        reads=SEERS | OTHER_TOWN,
        changes=BUREAU,
        hidden=STATISTICS | STATISTICS_LEADER,
        things=own_form,
    ),
    "catalogue": Access(reads=READERS, exports=True),
    "indicator-new": Access(reads=KEEPERS, changes=KEEPERS),
    "indicator": Access(reads=READERS, things=indicator, of_no_unit=FOR_ALL),
    "indicator-edit": Access(
        reads=OFFICE | BUREAU, changes=OFFICE | BUREAU, things=indicator, of_no_unit=FOR_ALL
    ),
    "indicator-retire": Access(changes=OFFICE | BUREAU, things=indicator, of_no_unit=FOR_ALL),
    "datasets": Access(reads=READERS),
    "dataset-new": Access(reads=KEEPERS, changes=KEEPERS),
    "dataset": Access(reads=READERS, things=dataset, of_no_unit=FOR_ALL),
    "dataset-edit": Access(
        reads=OFFICE | BUREAU, changes=OFFICE | BUREAU, things=dataset, of_no_unit=FOR_ALL
    ),
    "targets": Access(reads=READERS, exports=True),
    "targets-edit": Access(
        reads=OFFICE | BUREAU, changes=OFFICE | BUREAU, things=a_year, of_no_unit=FOR_ALL
    ),
    "series": Access(
        reads=READERS, things=indicator, exports=True, of_no_unit="it shows what the reader sees"
    ),
    "release": Access(reads=STATISTICS, changes=STATISTICS, things=statistic, of_no_unit=FOR_ALL),
    "history": Access(reads=SEERS, hidden=HIDDEN, things=one_value),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field that reporting keeps for the unit."""
    known, _made = Report.objects.get_or_create(
        dataset=form(county), unit=unit, period="2026-09", defaults={"due_at": NOW}
    )
    known.cells.all().delete()
    fill(known, {invest(county): 7}, statement=text)
    Comment.objects.create(report=known, text=text, by_name=text, at=NOW)
    ReportStep.objects.create(
        report=known, from_state="submitted", to_state="draft", reason=text, by_name=text, at=NOW
    )
    observe(invest(county), unit, "2026-06", 7, statement=text, reason=text, by_name=text)
