"""My desk, the list, the board and the calendar of actions."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.categories import CATEGORIES, category_words
from sanbi.apps.actions.models import Action, Kind, State
from sanbi.apps.actions.queries.board import board as columns_of
from sanbi.apps.actions.queries.board import due_in, weeks_of
from sanbi.apps.actions.queries.desk import desk as sections_of
from sanbi.apps.actions.queries.listing import (
    ALL,
    LATE,
    OVERDUE,
    Asked,
    found_for,
    leaders_of,
    units_of,
)
from sanbi.apps.actions.rules import can_read, is_supervisor
from sanbi.apps.actions.views.frame import area_tabs, liner, lines_of, trail_of
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.audit.tables import Kind as Cell
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.queries.calendars import calendar as working_calendar
from sanbi.engine.calendar import Period, PeriodError

ON_A_PAGE = 50
FARTHEST = 20
"""Years from today that the calendar turns to."""


@page(can_read)
def desk(request: Request) -> HttpResponse:
    """Show what waits for somebody, by the clock."""
    today = timezone.localdate(request.now)
    lines = liner(today)
    sections = [
        {"key": row.key, "words": row.words, "count": row.count, "lines": lines(row.rows)}
        for row in sections_of(request.actor, today)
    ]
    shown = {
        "sections": sections,
        "today": today,
        "supervises": is_supervisor(request.actor.reading),
        "tabs": area_tabs("actions", request.actor),
        "trail": [(_("Supervision of tasks"),)],
    }
    return render(request, "actions/desk.html", shown)


def asked_of(request: Request) -> Asked:
    """Return what the address asks for."""
    given = {
        name: request.GET.get(name, "")[:60]
        for name in ("state", "kind", "category", "unit", "leader")
    }
    return Asked(**given, text=request.GET.get("q", "")[:60], order=request.GET.get("sort", ""))


@page(can_read)
def actions(request: Request) -> HttpResponse:
    """Show the list, or hand it out as a table."""
    today, asked = timezone.localdate(request.now), asked_of(request)
    found = found_for(request.actor, asked, today)
    if wanted := request.GET.get("format"):
        return _table(wanted, found, today)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": lines_of(shown, today),
        "filters": _filters(request, asked),
        "today": today,
        "supervises": is_supervisor(request.actor.reading),
        "asked": any(value for name, value in request.GET.items() if name not in {"page", "sort"}),
        "tabs": area_tabs("actions-list", request.actor),
        "trail": trail_of((_("All actions"),)),
    }
    return render(request, "actions/list.html", context)


def _filters(request: Request, asked: Asked) -> dict[str, list[tuple[str, object]]]:
    every: tuple[str, object] = ("", _("All"))
    states = [
        ("", _("Not ended")),
        (OVERDUE, _("Overdue")),
        (LATE, _("Late, also closed")),
        *State.choices,
        (ALL, _("All")),
    ]
    return {
        "states": states,
        "kinds": [every, *Kind.choices],
        "categories": [every, *CATEGORIES.get(asked.kind, ())],
        "units": [every, *units_of(request.actor)],
        "leaders": [every, *leaders_of(request.actor)],
    }


def _table(wanted: str, found: QuerySet[Action], today: date) -> HttpResponse:
    columns = (
        Column(_("Number")),
        Column(_("Kind of action")),
        Column(_("List or line")),
        Column(_("What is to be done")),
        Column(_("Source of the action")),
        Column(_("Title and number of the source")),
        Column(_("Lead unit")),
        Column(_("Responsible leader")),
        Column(_("State")),
        Column(_("Filed on"), Cell.DATE),
        Column(_("Assigned on"), Cell.DATE),
        Column(_("First due"), Cell.DATE),
        Column(_("Due"), Cell.DATE),
        Column(_("Reported on"), Cell.DATE),
        Column(_("Closed out on"), Cell.DATE),
        Column(_("Working days late"), Cell.NUMBER, 0),
        Column(_("Times extended"), Cell.NUMBER, 0),
        Column(_("Times returned"), Cell.NUMBER, 0),
        Column(_("How well it was done")),
    )
    rows = [
        (
            line.action.number,
            line.action.get_kind_display(),
            category_words(line.action.kind, line.action.category),
            line.action.title,
            line.action.get_source_display(),
            line.action.source_text,
            line.action.lead_unit.name,
            line.action.leader.name if line.action.leader else "",
            line.action.get_state_display(),
            line.action.filed_on,
            line.action.assigned_on,
            line.action.first_due_on,
            line.action.due_on,
            line.action.reported_on,
            line.action.closed_on,
            line.clock.days_late,
            line.action.extensions,
            line.action.returns,
            line.action.get_quality_display(),
        )
        for line in lines_of(found, today)
    ]
    return table_answer(wanted, _("Actions"), columns, rows)


@page(can_read)
def board(request: Request) -> HttpResponse:
    """Show the actions by state."""
    today, asked = timezone.localdate(request.now), asked_of(request)
    lines = liner(today)
    columns = [
        {"column": column, "lines": lines(column.rows)}
        for column in columns_of(request.actor, asked, today)
    ]
    shown = {
        "columns": columns,
        "filters": _filters(request, asked),
        "today": today,
        "tabs": area_tabs("actions-board", request.actor),
        "trail": trail_of((_("Board of actions"),)),
    }
    return render(request, "actions/board.html", shown)


@page(can_read)
def calendar(request: Request) -> HttpResponse:
    """Show what is due on each day of a month."""
    today = timezone.localdate(request.now)
    month = _month(request.GET.get("month", ""), today)
    counts, named = due_in(request.actor, month, request.GET.get("kind", ""))
    working = working_calendar()
    days = [date.fromordinal(n) for n in range(month.start.toordinal(), month.end.toordinal() + 1)]
    works = {day: working.is_workday(day) for day in days}
    shown = {
        "weeks": weeks_of(month, counts, named, works),
        "month": month.start,
        "before": str(month.previous()),
        "after": str(month.next()),
        "count": sum(counts.values()),
        "kinds": [("", _("All")), *Kind.choices],
        "weekdays": _weekdays(),
        "today": today,
        "tabs": area_tabs("actions-calendar", request.actor),
        "trail": trail_of((_("Calendar of due dates"),)),
    }
    return render(request, "actions/calendar.html", shown)


def _month(text: str, today: date) -> Period:
    here = Period.parse(f"{today:%Y-%m}")
    try:
        found = Period.parse(text)
    except PeriodError:
        return here
    fits = found.kind == here.kind and abs(found.start.year - today.year) <= FARTHEST
    return found if fits else here


def _weekdays() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
