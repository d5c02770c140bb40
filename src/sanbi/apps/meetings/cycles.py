"""The days on which a regular meeting comes round, by the county's working calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, takewhile

from sanbi.apps.meetings.models import Cycle, Series
from sanbi.engine.calendar import WorkingCalendar

SECOND_HALF = 16
LAST_WEEKDAY = 5
MOST_WORKDAYS = {Cycle.WEEKLY: LAST_WEEKDAY, Cycle.HALF_MONTHLY: 10, Cycle.MONTHLY: 20}
"""The largest ``day`` of a series by its cycle: weekdays, or working days of a half, of a month."""


def days_of(series: Series, calendar: WorkingCalendar, after: date) -> Iterator[date]:
    """Return the days after a day on which the meeting comes round, without end.

    A weekly one that falls on a day off is held on the next working day; one that would fall
    into the next turn so is left out. Others count working days from the 1st (and the 16th).
    """
    last = after
    for day in _turns(series, calendar, after):
        if day > last and day >= series.since:
            last = day
            yield day


def next_days(series: Series, calendar: WorkingCalendar, after: date, count: int) -> list[date]:
    """Return the next days of a series that has not ended."""
    until = series.ended_on
    found = takewhile(lambda day: until is None or day <= until, days_of(series, calendar, after))
    return list(islice(found, count))


def _turns(series: Series, calendar: WorkingCalendar, after: date) -> Iterator[date]:
    if series.cycle == Cycle.WEEKLY:
        monday = after - timedelta(days=after.weekday())
        while True:
            day = calendar.workday_on_or_after(monday + timedelta(days=series.day - 1))
            if day < monday + timedelta(days=7):
                yield day
            monday += timedelta(days=7)
    starts = (1, SECOND_HALF) if series.cycle == Cycle.HALF_MONTHLY else (1,)
    month = after.replace(day=1)
    while True:
        for start in starts:
            before = month.replace(day=start) - timedelta(days=1)
            yield calendar.add_workdays(before, series.day)
        month = (month + timedelta(days=32)).replace(day=1)
