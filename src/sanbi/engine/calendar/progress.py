"""Time progress 时序进度: which share of a period has gone by."""

from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from sanbi.engine.calendar.errors import CalendarError
from sanbi.engine.calendar.period import Period
from sanbi.engine.calendar.working import WorkingCalendar

Basis = Literal["calendar_days", "workdays", "months"]


def time_progress(
    period: Period,
    on: date,
    basis: Basis = "calendar_days",
    calendar: WorkingCalendar | None = None,
) -> Fraction:
    """Return the share of the period that has elapsed at the end of a day.

    The day itself counts. calendar_days: days gone / days of the period. workdays: the same over
    the working days of the calendar. months: whole months gone / months of the period; a month
    has gone on its last day, so the year 2026 stands at 9/12 from 30 September on.

    Parameters
        period : Period, not a label.
        on : date, the day whose end is meant.
        basis : "calendar_days" | "workdays" | "months"
        calendar : WorkingCalendar, needed for workdays.
    Returns
        Fraction in [0, 1]; 0 before the period, 1 after it.
    Raises
        PeriodError  for a label.
        CalendarError  for workdays without a calendar, or a period without a working day.
    Source      docs/algorithms/calendar.md §3 (monthly cards: Wuhan, below 60 % of time progress
        red, below 80 % yellow)
    >>> time_progress(Period.parse("2026"), date(2026, 9, 30), "months")
    Fraction(3, 4)
    """
    if basis not in get_args(Basis):
        raise CalendarError(f"{basis!r} is no basis; write one of {', '.join(get_args(Basis))}")
    start, end = period.start, period.end
    if basis == "workdays":
        return _of_workdays(period, min(on, end), calendar)
    if on < start:
        return Fraction(0)
    if on >= end:
        return Fraction(1)
    if basis == "months":
        months = period.months()
        return Fraction(sum(month.end <= on for month in months), len(months))
    return Fraction((on - start).days + 1, (end - start).days + 1)


def _of_workdays(period: Period, on: date, calendar: WorkingCalendar | None) -> Fraction:
    if calendar is None:
        raise CalendarError("Time progress in working days needs a working calendar")
    whole = calendar.workdays_within(period.start, period.end)
    if whole == 0:
        raise CalendarError(f"{period} has no working day in this calendar; count calendar_days")
    return Fraction(calendar.workdays_within(period.start, on), whole)
