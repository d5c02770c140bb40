"""Months of one project: plan beside what was reported, with versions, and its quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.projects.models import (
    MonthReport,
    Project,
    Quantity,
    QuantityReport,
    YearPlan,
)
from sanbi.apps.projects.periods import closes_on, is_closed, month_of
from sanbi.apps.projects.quantities import latest_done


@dataclass(frozen=True)
class MonthRow:
    """A month of a year: plan and newest report, 万元 since January; physical since ever."""

    period: str
    label: str
    planned: Decimal | None
    completed: Decimal | None
    share: Decimal | None
    paid: Decimal | None
    physical: Decimal | None
    image: str
    reason: str
    by_name: str
    revised: bool
    versions: int
    closed: bool
    due: bool
    running_ahead: bool


MARGIN = Decimal("0.20")
"""Money may run ahead of physical work by this share of the whole before a page says so."""


def plan_of(project: Project, year: int) -> YearPlan | None:
    """Return the newest plan of a year of a project that was asked for."""
    return YearPlan.objects.filter(project=project, year=year).order_by("-version").first()


def plans_of(project: Project) -> list[YearPlan]:
    """Return all versions of all years, the newest first."""
    return list(YearPlan.objects.filter(project=project).order_by("-year", "-version"))


def month_rows(project: Project, year: int, today: date) -> list[MonthRow]:
    """Return the twelve months of a year."""
    plan = plan_of(project, year)
    reports: dict[str, list[MonthReport]] = {}
    found = MonthReport.objects.filter(project=project, period__startswith=f"{year}-")
    for report in found.order_by("period", "version"):
        reports.setdefault(report.period, []).append(report)
    earlier = _earlier_years(project, year)
    rows = []
    for number in range(1, 13):
        period = f"{year}-{number:02d}"
        versions = reports.get(period, [])
        ahead = _is_ahead(project, earlier, versions[-1] if versions else None)
        rows.append(_row(plan, period, versions, today, ahead=ahead))
    return rows


def _row(
    plan: YearPlan | None,
    period: str,
    versions: Sequence[MonthReport],
    today: date,
    *,
    ahead: bool,
) -> MonthRow:
    last = versions[-1] if versions else None
    planned = Decimal(plan.months[int(period[5:]) - 1]) if plan else None
    completed = last.completed_wan if last else None
    share = completed / planned if completed is not None and planned else None
    return MonthRow(
        period,
        _("M%(number)s") % {"number": int(period[5:])},
        planned,
        completed,
        share,
        last.paid_wan if last else None,
        last.physical if last else None,
        last.image if last else "",
        last.reason if last else "",
        last.by_name if last else "",
        any(timezone.localdate(item.at) > closes_on(period) for item in versions[1:]),
        len(versions),
        is_closed(period, today),
        period <= month_of(today),
        ahead,
    )


def _earlier_years(project: Project, year: int) -> Decimal:
    """万元 completed in all years before: of each the newest version of its last month."""
    last: dict[str, Decimal] = {}
    rows = MonthReport.objects.filter(project=project, period__lt=f"{year}-01")
    for period, completed in rows.order_by("period", "version").values_list(
        "period", "completed_wan"
    ):
        last[period[:4]] = completed
    return sum(last.values(), Decimal(0))


def _is_ahead(project: Project, earlier: Decimal, report: MonthReport | None) -> bool:
    """Whether money since the beginning runs ahead of physical work by more than the margin."""
    if report is None or report.physical is None:
        return False
    return (earlier + report.completed_wan) / project.total_wan - report.physical > MARGIN


def versions_of(project: Project, period: str) -> list[MonthReport]:
    """Return all versions of a month, the newest first."""
    return list(MonthReport.objects.filter(project=project, period=period).order_by("-version"))


def money_chart(rows: Sequence[MonthRow], year: int) -> dict[str, Any]:
    """Return the chart of money in a year: plan and completed, 万元 since January."""
    return {
        "kind": "line",
        "title": _("Investment of %(year)s, dispatch data") % {"year": year},
        "unit": "万元",
        "labels": [row.label for row in rows],
        "text": _("Planned and completed investment since January by month."),
        "zero": True,
        "series": [
            {"name": _("Planned"), "values": [_number(row.planned) for row in rows], "pace": True},
            {
                "name": _("Completed"),
                "values": [_number(row.completed) for row in rows],
                "source": "dispatch",
                "colour": 0,
            },
            {
                "name": _("Paid"),
                "values": [_number(row.paid) for row in rows],
                "source": "dispatch",
                "colour": 1,
            },
        ],
    }


def work_chart(rows: Sequence[MonthRow], year: int) -> dict[str, Any]:
    """Return the chart of physical work in a year: percent since the beginning."""
    return {
        "kind": "line",
        "title": _("Physical work in %(year)s, dispatch data") % {"year": year},
        "unit": "%",
        "labels": [row.label for row in rows],
        "text": _("Share of physical work since the beginning by month."),
        "min": 0,
        "max": 100,
        "series": [
            {
                "name": _("Physical work"),
                "values": [
                    None if row.physical is None else float(row.physical * 100) for row in rows
                ],
                "source": "dispatch",
                "colour": 4,
            }
        ],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True)
class QuantityRow:
    """A quantity with what is done of it by the end of a month."""

    pk: int
    name: str
    measure: str
    planned: Decimal
    weight: Decimal
    done: Decimal | None
    share: Decimal | None
    period: str


def quantity_rows(project: Project, period: str) -> list[QuantityRow]:
    """Return the quantities of a project as they stood at the end of a month."""
    done = latest_done([project.pk], period)
    last = dict(
        QuantityReport.objects.filter(quantity__project=project, period__lte=period)
        .order_by("quantity", "period")
        .values_list("quantity", "period")
    )
    return [
        QuantityRow(
            item.pk,
            item.name,
            item.measure,
            item.planned,
            item.weight,
            done.get(item.pk),
            done[item.pk] / item.planned if item.pk in done else None,
            last.get(item.pk, ""),
        )
        for item in Quantity.objects.filter(project=project).order_by("pk")
    ]
