"""Counting tables are made once for a calendar, and few are kept."""

from __future__ import annotations

from datetime import date, timedelta

from sanbi.engine.calendar import (
    seed_calendar,
)
from sanbi.engine.scheduling.days import (
    Stop,
    WorkCalendar,
    standard_calendars,
)
from sanbi.engine.scheduling.network import Network, Task
from tests.engine.scheduling.days.calendars import (
    EVERY_DAY,
    STANDARD,
    finish,
)


def test_a_calendar_read_anew_shares_its_table() -> None:
    again = standard_calendars(seed_calendar(range(2024, 2029)))
    first, second = (
        Network([Task("a", 1)], [], calendars).counts()["approval"]
        for calendars in (STANDARD, again)
    )
    assert first is second


def test_tables_of_calendars_no_longer_used_are_let_go() -> None:
    for day in range(1, 29):  # more calendars than are kept at once
        for month in (5, 6):
            stop = Stop("检修", date(2026, month, day), date(2026, month, day))
            calendar = WorkCalendar("works", EVERY_DAY, (stop,))
            assert finish(1, calendar, date(2026, month, day)) == date(2026, month, day) + (
                timedelta(1)
            )
