"""How actions were dealt with, by unit, leader and kind; within a span of due dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.queries.statistics import BY, Tally, tallies
from sanbi.apps.actions.rules import can_read
from sanbi.apps.actions.views.frame import area_tabs, trail_of
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.calendar import Period, PeriodError


@page(can_read)
def statistics(request: Request) -> HttpResponse:
    """Show what became of the actions that were due in a period."""
    today = timezone.localdate(request.now)
    by = request.GET.get("by", "unit")
    by = by if by in BY else "unit"
    period = _period(request.GET.get("period", ""))
    since, until = (period.start, period.end) if period else (None, None)
    rows = tallies(request.actor, by, today, since, until)
    if wanted := request.GET.get("format"):
        return _table(wanted, by, rows)
    shown = {
        "rows": rows,
        "by": by,
        "name": _heading(by),
        "sums": _sums(rows),
        "bys": [("unit", _("Per unit")), ("leader", _("Per leader")), ("kind", _("Per kind"))],
        "periods": [("", _("All")), *_periods(today)],
        "today": today,
        "tabs": area_tabs("actions-statistics", request.actor),
        "trail": trail_of((_("In time and quality"),)),
    }
    return render(request, "actions/statistics.html", shown)


def _heading(by: str) -> str:
    words = {"unit": _("Lead unit"), "leader": _("Responsible leader")}
    return words.get(by, _("Kind of action"))


def _sums(rows: Sequence[Tally]) -> dict[str, int]:
    names = ("given", "open", "overdue", "closed", "on_time", "settled", "good", "judged")
    more = ("returns", "yellow", "red")
    return {name: sum(getattr(row, name) for row in rows) for name in (*names, *more)}


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def _periods(today: date) -> list[tuple[str, str]]:
    """The year, its quarters up to now, and the month."""
    year = Period.parse(f"{today.year}")
    found = [year, *(quarter for quarter in year.quarters() if quarter.start <= today)]
    found.append(Period.parse(f"{today:%Y-%m}"))
    return [(str(period), str(period)) for period in found]


def _table(wanted: str, by: str, rows: Sequence[Tally]) -> HttpResponse:
    columns = (
        Column(_heading(by)),
        Column(_("Assigned in all"), Kind.NUMBER, 0),
        Column(_("Not ended"), Kind.NUMBER, 0),
        Column(_("Overdue"), Kind.NUMBER, 0),
        Column(_("Closed out"), Kind.NUMBER, 0),
        Column(_("In time"), Kind.NUMBER, 0),
        Column(_("Share in time"), Kind.PERCENT, 1),
        Column(_("Share done well"), Kind.PERCENT, 1),
        Column(_("Times returned"), Kind.NUMBER, 0),
        Column(_("Times extended"), Kind.NUMBER, 0),
        Column(_("Yellow cards"), Kind.NUMBER, 0),
        Column(_("Red cards"), Kind.NUMBER, 0),
    )
    lines = [
        (
            row.name,
            row.given,
            row.open,
            row.overdue,
            row.closed,
            row.on_time,
            _percent(row.on_time_share),
            _percent(row.good_share),
            row.returns,
            row.extensions,
            row.yellow,
            row.red,
        )
        for row in rows
    ]
    return table_answer(wanted, _("In time and quality"), columns, lines)


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100
