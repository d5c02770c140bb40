"""Working days of projects: make-up days, seasons without work, years not announced yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sanbi.engine.calendar import (
    CalendarDay,
    DayKind,
    WorkingCalendar,
    seed_calendar,
    statutory_days,
)
from sanbi.engine.scheduling.days import (
    DayCount,
    MonthDay,
    SpringStop,
    Stop,
    WorkCalendar,
    YearlyStop,
    day_of,
    offset_of,
    standard_calendars,
)
from sanbi.engine.scheduling.days.stops import SPRING_FESTIVAL
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import Link, Network, Task, schedule_network

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


# -- the county's working days ---------------------------------------------------------------------
def test_make_up_days_of_2026_are_worked_and_its_holidays_are_not() -> None:
    approval = STANDARD["approval"]
    weekends = [
        day
        for day in worked_in(approval, date(2026, 1, 1), date(2026, 12, 31))
        if day.isoweekday() > 5
    ]
    assert weekends == [
        date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
    ]
    assert len(off_in(approval, date(2026, 10, 1), date(2026, 10, 10))) == 7
    assert finish(8, approval, date(2026, 9, 20)) == date(2026, 9, 30)
    assert finish(9, approval, date(2026, 9, 20)) == date(2026, 10, 8)


def test_the_table_agrees_with_the_calendar_on_every_day_of_thirty_years() -> None:
    first, last = date(2010, 1, 1), date(2039, 12, 31)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    assert worked_in(STANDARD["approval"], first, last) == [
        day for day in days if COUNTY.is_workday(day)
    ]


def test_a_year_not_announced_has_its_statutory_days_and_is_provisional() -> None:
    approval = STANDARD["approval"]
    statutory = [row.day for row in statutory_days(2027)]
    off = off_in(approval, date(2027, 1, 1), date(2027, 12, 31))
    assert set(statutory) < set(off)
    assert [day for day in off if day.isoweekday() < 6] == [
        day for day in sorted(statutory) if day.isoweekday() < 6
    ]
    assert (approval.provisional(2026), approval.provisional(2027)) == (False, True)
    assert not STANDARD["construction"].provisional(2027)
    assert not STANDARD["natural"].provisional(2027)


def test_dates_in_a_provisional_year_are_marked() -> None:
    tasks = [Task("this", 5), Task("next", 30), Task("site", 60, "natural")]
    network = Network(tasks, [Link("this", "next")], STANDARD)
    rows = schedule_network(network, date(2026, 12, 1)).rows()
    assert [(row.key, row.provisional) for row in rows] == [
        ("this", False),
        ("next", True),
        ("site", False),
    ]
    # Counted back from a day of next year, even what can be done this year may still move.
    back = schedule_network(Network(tasks[:1], [], STANDARD), date(2026, 12, 1), date(2027, 3, 1))
    assert back.dates("this").provisional


# -- the table changes -----------------------------------------------------------------------------
def test_a_holiday_put_into_the_table_moves_every_date_behind_it() -> None:
    def planned(county: WorkingCalendar) -> list[tuple[date, date]]:
        tasks = [Task("permit", 12), Task("site", 30, "construction")]
        network = Network(tasks, [Link("permit", "site")], standard_calendars(county))
        rows = schedule_network(network, date(2027, 9, 20), date(2027, 12, 10)).rows()
        return [(row.early_finish, row.late_start) for row in rows]

    before = planned(COUNTY)
    notice = COUNTY.edited(
        put=[
            *(CalendarDay(date(2027, 10, day), DayKind.HOLIDAY, "国庆节") for day in (4, 5, 6, 7)),
            CalendarDay(date(2027, 9, 26), DayKind.WORKDAY, "国庆节"),
        ],
        announced=[2027],
    )
    assert planned(notice) != before
    assert before == [
        (date(2027, 10, 6), date(2027, 10, 26)),
        (date(2027, 11, 5), date(2027, 11, 11)),
    ]
    assert planned(notice) == [
        (date(2027, 10, 11), date(2027, 10, 26)),
        (date(2027, 11, 10), date(2027, 11, 11)),
    ]
    assert standard_calendars(notice)["approval"].provisional(2027) is False
    withdrawn = notice.edited(
        removed=[date(2027, 9, 26), *(date(2027, 10, day) for day in (4, 5, 6, 7))],
        put=[row for row in COUNTY.days if row.day.year == 2027],
        withdrawn=[2027],
    )
    assert planned(withdrawn) == before


def test_tables_of_calendars_no_longer_used_are_let_go() -> None:
    for day in range(1, 29):  # more calendars than are kept at once
        for month in (5, 6):
            stop = Stop("检修", date(2026, month, day), date(2026, month, day))
            calendar = WorkCalendar("works", EVERY_DAY, (stop,))
            assert finish(1, calendar, date(2026, month, day)) == date(2026, month, day) + (
                timedelta(1)
            )


def test_a_calendar_read_anew_shares_its_table() -> None:
    again = standard_calendars(seed_calendar(range(2024, 2029)))
    first, second = (
        Network([Task("a", 1)], [], calendars).counts()["approval"]
        for calendars in (STANDARD, again)
    )
    assert first is second


# -- seasons ---------------------------------------------------------------------------------------
def works(*stops: Stop | YearlyStop | SpringStop) -> WorkCalendar:
    return WorkCalendar("works", EVERY_DAY, stops)


def test_a_winter_runs_into_the_next_year() -> None:
    winter = works(YearlyStop("冬季", MonthDay(12, 20), MonthDay(2, 20)))
    off = off_in(winter, date(2026, 7, 1), date(2027, 6, 30))
    assert (off[0], off[-1], len(off)) == (date(2026, 12, 20), date(2027, 2, 20), 63)
    assert finish(10, winter, date(2026, 12, 15)) == date(2027, 2, 25)


def test_a_flood_season_lies_within_the_year() -> None:
    flood = works(YearlyStop("汛期", MonthDay(6, 15), MonthDay(9, 15)))
    off = off_in(flood, date(2026, 1, 1), date(2026, 12, 31))
    assert (off[0], off[-1], len(off)) == (date(2026, 6, 15), date(2026, 9, 15), 93)
    assert finish(1, flood, date(2026, 6, 15)) == date(2026, 9, 16)


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    stop = works(YearlyStop("检修", MonthDay(2, 29), MonthDay(3, 1)))
    assert off_in(stop, date(2026, 1, 1), date(2026, 12, 31)) == [
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
    assert off_in(stop, date(2028, 1, 1), date(2028, 12, 31)) == [
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]


def test_the_spring_festival_moves_with_the_moon() -> None:
    spring = works(SpringStop("春节", 2, 3))
    for year, first in ((2026, date(2026, 2, 17)), (2027, date(2027, 2, 6))):
        off = off_in(spring, date(year, 1, 1), date(year, 12, 31))
        assert off == [first + timedelta(days) for days in range(-2, 4)]
    assert off_in(spring, date(2041, 1, 1), date(2041, 12, 31)) == []


def test_the_spring_festivals_are_those_of_the_countys_table() -> None:
    named = {
        year: min(row.day for row in statutory_days(year) if "春节" in row.name)
        for year in range(2027, 2032)
    }
    # From 2025 on the day before, New Year's Eve, is off as well.
    assert named == {
        year: date(year, *SPRING_FESTIVAL[year]) - timedelta(1) for year in range(2027, 2032)
    }


def test_one_stop_holds_once_and_overrules_a_make_up_day() -> None:
    exam = Stop("高考", date(2026, 6, 6), date(2026, 6, 9))
    assert off_in(works(exam), date(2026, 1, 1), date(2027, 12, 31)) == [
        date(2026, 6, day) for day in (6, 7, 8, 9)
    ]
    closed = Stop("封闭", date(2026, 10, 9), date(2026, 10, 10))
    approval = WorkCalendar("approval", COUNTY, (closed,))
    assert worked_in(approval, date(2026, 10, 1), date(2026, 10, 12)) == [
        date(2026, 10, 8), date(2026, 10, 12)
    ]  # fmt: skip


def test_the_standard_site_stops_in_winter_and_around_the_festival() -> None:
    off = off_in(STANDARD["construction"], date(2026, 7, 1), date(2027, 6, 30))
    assert (off[0], off[-1], len(off)) == (date(2026, 12, 20), date(2027, 2, 20), 63)
    assert off_in(STANDARD["natural"], date(2026, 1, 1), date(2027, 12, 31)) == []


# -- the edges of the table ------------------------------------------------------------------------
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
