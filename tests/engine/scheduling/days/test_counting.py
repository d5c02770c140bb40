"""The counting tables and their edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sanbi.engine.calendar import (
    CalendarDay,
    DayKind,
    WorkingCalendar,
)
from sanbi.engine.scheduling.days import (
    DayCount,
    WorkCalendar,
    day_of,
    offset_of,
)
from sanbi.engine.scheduling.faults import SchedulingFaults
from tests.engine.scheduling.days.calendars import (
    COUNTY,
    STANDARD,
    finish,
    worked_in,
    works,
)


def test_the_table_agrees_with_the_calendar_on_every_day_of_thirty_years() -> None:
    first, last = date(2010, 1, 1), date(2039, 12, 31)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    assert worked_in(STANDARD["approval"], first, last) == [
        day for day in days if COUNTY.is_workday(day)
    ]


def test_the_table_ends_in_1990_and_2100() -> None:
    assert (offset_of(date(1990, 1, 1)), day_of(0)) == (0, date(1990, 1, 1))
    assert day_of(offset_of(date(2100, 12, 31))) == date(2100, 12, 31)
    for outside in (date(1989, 12, 31), date(2101, 1, 1)):
        with pytest.raises(SchedulingFaults, match="outside the years 1990 to 2100"):
            offset_of(outside)
    assert finish(1, works(), date(2100, 12, 31)) == date(2100, 12, 31)


def test_nothing_is_counted_from_before_the_table() -> None:
    count = DayCount(works())
    with pytest.raises(IndexError):
        count.moved(3, -4)
    with pytest.raises(IndexError):
        count.moved_back(3, 4)
    assert (count.moved(3, -3), count.moved_back(3, 3)) == (0, 0)


def test_a_row_outside_the_table_is_passed_over() -> None:
    old = WorkingCalendar((CalendarDay(date(1980, 5, 1), DayKind.HOLIDAY, "劳动节"),))
    with_row, without = (DayCount(WorkCalendar("w", each)) for each in (old, WorkingCalendar()))
    assert with_row.worked == without.worked
