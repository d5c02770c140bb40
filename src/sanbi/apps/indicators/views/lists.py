"""The home of indicators: what waits for me, how far the period has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators import services
from sanbi.apps.indicators.models import Report, ReportState
from sanbi.apps.indicators.queries.burdens import burden
from sanbi.apps.indicators.queries.reports import (
    dataset_progress,
    is_late,
    periods_of,
    reports_listed,
    reports_waiting,
)
from sanbi.apps.indicators.rules import can_open_reports, can_read
from sanbi.apps.indicators.wording import period_words, time_left
from sanbi.apps.orgs.pages import Request, page

PAGE = 50
ORDERS = {
    "due": "due_at",
    "unit": "unit__pinyin",
    "dataset": "dataset__name",
    "period": "period",
    "state": "state",
}


@page(can_read)
def indicators(request: Request) -> HttpResponse:
    """Show the reports that wait for me and all that I see, filtered and sorted."""
    waiting = [_line(request, row) for row in reports_waiting(request.actor)[:100]]
    listed = _filtered(request, reports_listed(request.actor))
    if request.GET.get("format"):
        return _export(request, listed)
    found = paged(request, listed)
    context = {
        "waiting": waiting,
        "rows": [_line(request, row) for row in found],
        "page": found,
        "states": ReportState.choices,
        "periods": _periods(request),
        "tabs": tabs(request, "indicators"),
        "crumbs": [(_("Indicators"), "")],
    }
    return render(request, "indicators/home.html", context)


@page(can_read)
def progress(request: Request) -> HttpResponse:
    """Show the board of a period: units by data sets; a POST opens a period."""
    if request.method == "POST":
        period = request.POST.get("period", "")
        made = services.reports_open(actor=request.actor, now=request.now, period=period)
        return redirect(f"{reverse('progress')}?period={made[0].period}")
    periods = periods_of(request.actor)
    period = request.GET.get("period") or (periods[0] if periods else "")
    board = dataset_progress(request.actor, period, request.now)
    context = {
        "board": board,
        "words": period_words(period) if period else "",
        "late": [mark for row in board.rows for mark in row.marks if mark and mark.late],
        "periods": _periods(request),
        "period": period,
        "may_open": can_open_reports(request.actor),
        "tabs": tabs(request, "progress"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Progress"), "")],
    }
    return render(request, "indicators/progress.html", context)


@page(can_read)
def burden_page(request: Request) -> HttpResponse:
    """Show what reporting costs in a year, and what is asked twice."""
    found = burden(request.actor)
    if request.GET.get("format"):
        columns = (
            Column(_("Unit")),
            Column(_("Cells typed in a year"), Kind.NUMBER, 0),
            Column(_("Cells that come without typing"), Kind.NUMBER, 0),
        )
        rows = [(item.unit.name, item.typed, item.fed) for item in found.units]
        return table_answer(request.GET["format"], _("Reporting burden"), columns, rows)
    context = {
        "burden": found,
        "most": max((item.typed for item in found.units), default=1) or 1,
        "tabs": tabs(request, "burden"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Reporting burden"), "")],
    }
    return render(request, "indicators/burden.html", context)


def tabs(request: Request, here: str) -> Sequence[tuple[str, str, bool]]:
    """Return the tabs of the area: address, words, whether it is this one."""
    places = [
        ("indicators", _("My reports")),
        ("progress", _("Progress")),
        ("catalogue", _("Catalogue")),
        ("datasets", _("Data sets")),
        ("targets", _("Targets")),
        ("pace", _("Pace")),
        ("burden", _("Reporting burden")),
    ]
    if request.actor.has(Role.EVALUATOR) and len(request.actor.roles) == 1:
        places = places[2:6]
    return [(reverse(name), words, name == here) for name, words in places]


def paged(request: Request, rows: QuerySet[Any]) -> Page[Any]:
    """Return the page of a list that the address asks for."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def ordered(request: Request, rows: QuerySet[Any], orders: dict[str, str], plain: str) -> Any:  # noqa: ANN401
    """Return a list in the order that the address asks for: ``sort=due`` or ``sort=-due``."""
    asked = request.GET.get("sort", plain)
    field = orders.get(asked.removeprefix("-"))
    if field is None:
        asked, field = plain, orders[plain.removeprefix("-")]
    return rows.order_by(f"-{field}" if asked.startswith("-") else field, "pk")


def _filtered(request: Request, rows: QuerySet[Report]) -> QuerySet[Report]:
    asked = request.GET
    if asked.get("period"):
        rows = rows.filter(period=asked["period"])
    if asked.get("state") in ReportState.values:
        rows = rows.filter(state=asked["state"])
    if asked.get("q"):
        words = asked["q"]
        rows = rows.filter(
            Q(unit__name__icontains=words)
            | Q(unit__pinyin__icontains=words)
            | Q(dataset__name__icontains=words)
        )
    return ordered(request, rows, ORDERS, "-due")  # type: ignore[no-any-return]


def _line(request: Request, row: Report) -> dict[str, Any]:
    return {
        "report": row,
        "words": period_words(row.period),
        "late": is_late(row, request.now),
        "left": time_left(row.due_at, request.now) if row.state != ReportState.LOCKED else "",
        "matrix": row.dataset.reporter == "owner",
    }


def _periods(request: Request) -> list[tuple[str, str]]:
    return [(period, period_words(period)) for period in periods_of(request.actor)]


def _export(request: Request, rows: QuerySet[Report]) -> HttpResponse:
    columns = (
        Column(_("Unit")),
        Column(_("Data set")),
        Column(_("Period")),
        Column(_("State")),
        Column(_("Due"), Kind.MOMENT),
    )
    lines = [
        (row.unit.name, row.dataset.name, row.period, row.get_state_display(), row.due_at)
        for row in rows
    ]
    return table_answer(request.GET["format"], _("Reports"), columns, lines)
