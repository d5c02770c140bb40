"""The days of regular meetings by the working calendar, counted by hand."""

from __future__ import annotations

from datetime import date, time

import pytest

from sanbi.apps.meetings.cycles import next_days
from sanbi.apps.meetings.models import Series
from sanbi.engine.calendar import CalendarDay, DayKind, WorkingCalendar

# 2026: 1 to 7 October are off, Saturday the 10th is worked.
OFF = [CalendarDay(date(2026, 10, day), DayKind.HOLIDAY) for day in range(1, 8)]
CALENDAR = WorkingCalendar((*OFF, CalendarDay(date(2026, 10, 10), DayKind.WORKDAY)))


def series(cycle: str, day: int, **more: date) -> Series:
    return Series(cycle=cycle, day=day, begins=time(15), **{"since": date(2026, 1, 1), **more})


@pytest.mark.parametrize(
    ("cycle", "day", "days"),
    [
        # Monday the 5th is off until the 7th: the meeting moves to Thursday the 8th.
        ("weekly", 1, [(10, 8), (10, 12), (10, 19)]),
        # Friday the 2nd would move into the next week: it is left out.
        ("weekly", 5, [(10, 9), (10, 16), (10, 23)]),
        # Working days of October: 8, 9, 10, …; of its second half: 16, 19, …
        ("half", 2, [(10, 9), (10, 19), (11, 3)]),
        ("monthly", 3, [(10, 10), (11, 4), (12, 3)]),
    ],
)
def test_the_next_days(cycle: str, day: int, days: list[tuple[int, int]]) -> None:
    found = next_days(series(cycle, day), CALENDAR, date(2026, 9, 30), 3)
    assert [(each.month, each.day) for each in found] == days


def test_the_day_itself_is_not_after_it() -> None:
    held = series("weekly", 1)
    assert next_days(held, CALENDAR, date(2026, 10, 12), 1) == [date(2026, 10, 19)]


def test_nothing_before_it_began_or_after_it_ended() -> None:
    later = series("weekly", 1, since=date(2026, 10, 15), ended_on=date(2026, 10, 26))
    assert next_days(later, CALENDAR, date(2026, 9, 30), 5) == [
        date(2026, 10, 19),
        date(2026, 10, 26),
    ]
