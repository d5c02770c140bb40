"""Seasons in which a site stands still."""

from __future__ import annotations

from datetime import date, timedelta

from sanbi.engine.calendar import (
    statutory_days,
)
from sanbi.engine.scheduling.days import (
    MonthDay,
    SpringStop,
    Stop,
    WorkCalendar,
    YearlyStop,
)
from sanbi.engine.scheduling.days.stops import SPRING_FESTIVAL
from tests.engine.scheduling.days.calendars import (
    COUNTY,
    STANDARD,
    finish,
    off_in,
    worked_in,
    works,
)


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
