from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import (
    CalendarDay,
    CalendarError,
    DayKind,
    WorkingCalendar,
    YearStatus,
)

# National Day 2026 as announced: 1 to 7 October off, 20 September and 10 October worked.
AUTUMN = WorkingCalendar(
    (
        *(CalendarDay(date(2026, 10, d), DayKind.HOLIDAY, "国庆节") for d in range(7, 0, -1)),
        CalendarDay(date(2026, 9, 20), DayKind.WORKDAY, "国庆节"),
        CalendarDay(date(2026, 10, 10), DayKind.WORKDAY, "国庆节"),
    ),
    frozenset({2026}),
)
DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 28))


def counted(calendar: WorkingCalendar, first: date, last: date) -> int:
    """Count day by day: the slow and obvious way."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(calendar.is_workday(day) for day in days)


def test_weekend_holiday_and_make_up_day() -> None:
    assert AUTUMN.is_workday(date(2026, 9, 18))  # Friday
    assert not AUTUMN.is_workday(date(2026, 9, 19))  # Saturday
    assert AUTUMN.is_workday(date(2026, 9, 20))  # Sunday, worked
    assert not AUTUMN.is_workday(date(2026, 10, 1))  # Thursday, holiday
    assert AUTUMN.name_of(date(2026, 10, 1)) == "国庆节"
    assert AUTUMN.name_of(date(2026, 9, 18)) == ""


def test_a_moment_counts_as_its_day() -> None:
    assert not AUTUMN.is_workday(datetime(2026, 10, 1, 9, 30, tzinfo=UTC))


def test_counting_skips_the_holiday_week() -> None:
    assert AUTUMN.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert AUTUMN.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert AUTUMN.add_workdays(date(2026, 10, 10), -3) == date(2026, 9, 30)
    assert AUTUMN.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 12, 30), 2, date(2027, 1, 1)),
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2026, 1, 2), -1, date(2026, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date(9999, 12, 30), 1, date(9999, 12, 31)),
        (date(1, 1, 2), -1, date(1, 1, 1)),
    ],
)
def test_counting_over_the_turn_of_the_year(day: date, count: int, found: date) -> None:
    assert WorkingCalendar().add_workdays(day, count) == found


def test_a_limit_that_ends_on_a_day_off_moves_on() -> None:
    assert AUTUMN.workday_on_or_after(date(2026, 10, 3)) == date(2026, 10, 8)
    assert AUTUMN.workday_on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)


def test_start_does_not_count_and_end_does() -> None:
    assert AUTUMN.workdays_between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert AUTUMN.workdays_between(date(2026, 10, 8), date(2026, 9, 30)) == -1
    assert AUTUMN.workdays_between(date(2026, 9, 30), date(2026, 9, 30)) == 0
    assert AUTUMN.workdays_within(date(2026, 9, 30), date(2026, 10, 8)) == 2
    assert AUTUMN.workdays_within(date(2026, 10, 8), date(2026, 9, 30)) == 0


@given(DAYS, DAYS)
def test_counts_agree_with_counting_day_by_day(a: date, b: date) -> None:
    first, last = sorted((a, b))
    assert AUTUMN.workdays_within(first, last) == counted(AUTUMN, first, last)
    after = counted(AUTUMN, first + timedelta(days=1), last)
    assert AUTUMN.workdays_between(first, last) == after
    assert AUTUMN.workdays_between(last, first) == -after


@given(DAYS, st.integers(1, 400))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    later = AUTUMN.add_workdays(day, count)
    assert AUTUMN.is_workday(later)
    assert AUTUMN.workdays_between(day, later) == count
    earlier = AUTUMN.add_workdays(day, -count)
    assert AUTUMN.is_workday(earlier)
    assert AUTUMN.workdays_within(earlier, day - timedelta(days=1)) == count


def test_a_building_site_may_work_on_weekends() -> None:
    site = WorkingCalendar(weekly_rest=frozenset())
    assert site.add_workdays(date(2026, 9, 18), 3) == date(2026, 9, 21)


def test_a_week_needs_a_working_day() -> None:
    with pytest.raises(CalendarError, match="at least one"):
        WorkingCalendar(weekly_rest=frozenset(range(7)))
    with pytest.raises(CalendarError, match=r"0 \(Monday\) to 6"):
        WorkingCalendar(weekly_rest=frozenset({7}))


def test_a_day_stands_in_the_table_once() -> None:
    rows = (
        CalendarDay(date(2026, 10, 1), DayKind.HOLIDAY),
        CalendarDay(date(2026, 10, 1), DayKind.WORKDAY),
    )
    with pytest.raises(CalendarError, match="2026-10-01 stands in the calendar twice"):
        WorkingCalendar(rows)


def test_counting_ends_with_the_calendar() -> None:
    with pytest.raises(CalendarError, match="outside the years 1 to 9999"):
        AUTUMN.add_workdays(date(9999, 12, 30), 5)
    with pytest.raises(CalendarError, match="outside the years"):
        AUTUMN.add_workdays(date(1, 1, 2), -5)


def test_an_unannounced_year_is_provisional() -> None:
    assert AUTUMN.status(2026) is YearStatus.ANNOUNCED
    assert AUTUMN.status(2027) is YearStatus.PROVISIONAL
    assert AUTUMN.provisional_years(date(2025, 12, 1), date(2027, 2, 1)) == (2025, 2027)


def test_editing_gives_a_new_calendar_and_leaves_the_old_one() -> None:
    typhoon = CalendarDay(date(2026, 9, 25), DayKind.HOLIDAY, "台风停工")
    edited = AUTUMN.edited(
        put=[typhoon, CalendarDay(date(2026, 10, 7), DayKind.WORKDAY)],
        removed=[date(2026, 9, 20)],
        announced=[2027],
        withdrawn=[2026],
    )
    assert AUTUMN.is_workday(date(2026, 9, 25))
    assert not edited.is_workday(date(2026, 9, 25))
    assert edited.is_workday(date(2026, 10, 7))
    assert not edited.is_workday(date(2026, 9, 20))
    assert edited.announced_years == {2027}
    site = WorkingCalendar(weekly_rest=frozenset({6}))
    assert site.edited(put=[typhoon]).weekly_rest == {6}
    assert [row.day for row in edited.days] == sorted(row.day for row in edited.days)


def test_calendars_are_values_whatever_the_order_of_rows_and_whatever_was_asked() -> None:
    same = WorkingCalendar(tuple(reversed(AUTUMN.days)), AUTUMN.announced_years)
    AUTUMN.workdays_within(date(2026, 1, 1), date(2026, 12, 31))
    assert same == AUTUMN
    assert hash(same) == hash(AUTUMN)
    assert AUTUMN.edited(removed=[date(2026, 10, 1)]) != AUTUMN
