from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import (
    CalendarDay,
    CalendarError,
    DayKind,
    Period,
    PeriodError,
    WorkingCalendar,
    time_progress,
)

PLAIN = WorkingCalendar()
PERIODS = st.sampled_from(["2026", "2026H1", "2026Q3", "2028-02"]).map(Period.parse)
BASES = st.sampled_from(["calendar_days", "workdays", "months"])


@pytest.mark.parametrize(
    ("period", "on", "basis", "share"),
    [
        ("2026", date(2026, 9, 30), "months", Fraction(9, 12)),
        ("2026", date(2026, 9, 29), "months", Fraction(8, 12)),
        ("2026", date(2026, 1, 30), "months", Fraction(0)),
        ("2028-02", date(2028, 2, 29), "months", Fraction(1)),
        ("2026", date(2026, 1, 1), "calendar_days", Fraction(1, 365)),
        ("2026", date(2026, 7, 2), "calendar_days", Fraction(183, 365)),
        ("2028", date(2028, 2, 29), "calendar_days", Fraction(60, 366)),
        ("2026-09", date(2026, 9, 4), "workdays", Fraction(4, 22)),
        ("2026-09", date(2026, 9, 6), "workdays", Fraction(4, 22)),
    ],
)
def test_shares_worked_by_hand(period: Any, on: date, basis: Any, share: Fraction) -> None:
    assert time_progress(Period.parse(period), on, basis, PLAIN) == share


@given(PERIODS, BASES, st.integers(0, 400))
def test_progress_runs_from_nought_to_one_and_never_back(
    period: Any, basis: Any, days: int
) -> None:
    on = period.start - timedelta(days=10) + timedelta(days=days)
    share = time_progress(period, on, basis, PLAIN)
    assert 0 <= share <= 1
    assert share <= time_progress(period, on + timedelta(days=1), basis, PLAIN)
    if on < period.start:
        assert share == 0
    if on >= period.end:
        assert share == 1


@given(PERIODS)
def test_days_add_up_to_the_whole(period: Any) -> None:
    first = time_progress(period, period.start)
    days = (period.end - period.start).days + 1
    assert first * days == 1
    assert time_progress(period, period.end - timedelta(days=1)) == 1 - first


def test_holidays_move_progress_in_working_days_only() -> None:
    off = [CalendarDay(date(2026, 9, d), DayKind.HOLIDAY) for d in (1, 2)]
    calendar = PLAIN.edited(put=off)
    on = date(2026, 9, 4)
    assert time_progress(Period.parse("2026-09"), on, "workdays", calendar) == Fraction(2, 20)
    assert time_progress(Period.parse("2026-09"), on, "calendar_days", calendar) == Fraction(4, 30)


def test_what_cannot_be_counted_is_refused() -> None:
    month = Period.parse("2026-02")
    with pytest.raises(CalendarError, match="needs a working calendar"):
        time_progress(month, date(2026, 2, 1), "workdays")
    closed = PLAIN.edited(
        put=[CalendarDay(date(2026, 2, d), DayKind.HOLIDAY) for d in range(1, 29)]
    )
    with pytest.raises(CalendarError, match="2026-02 has no working day"):
        time_progress(month, date(2026, 2, 1), "workdays", closed)
    with pytest.raises(CalendarError, match="'weeks' is no basis; write one of calendar_days"):
        time_progress(month, date(2026, 2, 1), "weeks")
    with pytest.raises(PeriodError, match="only a label"):
        time_progress(Period.parse("wave-2", strict=False), date(2026, 2, 1))
