"""The county's working calendar as the engine reads it."""

from __future__ import annotations

from sanbi.apps.orgs.models import Day
from sanbi.engine.calendar import CalendarDay, DayKind, WorkingCalendar


def calendar() -> WorkingCalendar:
    """Return the county's working calendar; an empty table gives the plain week.

    A year is announced when the table names days of it and none of them is provisional 暂定.
    """
    rows = list(Day.objects.all())
    days = tuple(CalendarDay(row.date, DayKind(row.kind), row.name) for row in rows)
    named = {row.date.year for row in rows}
    open_years = {row.date.year for row in rows if row.provisional}
    return WorkingCalendar(days, frozenset(named - open_years))
