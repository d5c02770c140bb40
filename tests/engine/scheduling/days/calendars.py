"""What the tests of days share: the county's calendars, and days by the counting table."""

from __future__ import annotations

from datetime import date, timedelta

from sanbi.engine.calendar import (
    WorkingCalendar,
    seed_calendar,
)
from sanbi.engine.scheduling.days import (
    DayCount,
    SpringStop,
    Stop,
    WorkCalendar,
    YearlyStop,
    offset_of,
    standard_calendars,
)
from sanbi.engine.scheduling.network import Network, Task, schedule_network

COUNTY = seed_calendar(range(2024, 2029))
STANDARD = standard_calendars(COUNTY)
EVERY_DAY = WorkingCalendar((), frozenset(), frozenset())


def worked_in(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    """The worked days from first to last, by the counting table."""
    count = DayCount(calendar)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return [day for day in days if count.between(offset_of(day), offset_of(day) + 1)]


def off_in(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    worked = worked_in(calendar, first, last)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return [day for day in days if day not in worked]


def finish(days: int, calendar: WorkCalendar, start: date, due: date | None = None) -> date:
    """The last day of one task that begins as early as it can."""
    network = Network([Task("a", days, calendar.code)], [], {calendar.code: calendar})
    return schedule_network(network, start, due).dates("a").early_finish


def works(*stops: Stop | YearlyStop | SpringStop) -> WorkCalendar:
    return WorkCalendar("works", EVERY_DAY, stops)
