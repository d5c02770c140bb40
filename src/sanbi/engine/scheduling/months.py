"""Months as steps of a plan: which is over, how many lie between, which day a part of one is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from sanbi.engine.calendar import Period, PeriodKind

FARTHEST = 1200
"""Months ahead beyond which no day is named: a hundred years."""


def month_in_force(as_of: date) -> Period:
    """The last month that is over at the end of a day.

    >>> str(month_in_force(date(2026, 9, 30))), str(month_in_force(date(2026, 9, 29)))
    ('2026-09', '2026-08')
    """
    month = month_of(as_of)
    return month if as_of == month.end else month.previous()


def month_of(day: date) -> Period:
    """The month that holds a day."""
    return Period.on(day, PeriodKind.MONTH)


def months_between(first: Period, last: Period) -> int:
    """How many months after the first the last one is; below 0 when it is earlier."""
    return (last.year - first.year) * 12 + last.number - first.number


def moment_after(first: Period, months: Fraction) -> Fraction:
    """The moment some months after the beginning of one, in days of the calendar.

    Whole months end with their last day; a part of a month is that part of its days.
    """
    whole = floor(months)
    month = first.next(whole)
    days = (month.end - month.start).days + 1
    return month.start.toordinal() + (months - whole) * days


def day_after(first: Period, months: Fraction) -> date | None:
    """The day on which that moment falls; None beyond a hundred years.

    >>> day_after(Period.parse("2026-01"), Fraction(2)), day_after(
    ...     Period.parse("2026-01"), Fraction(5, 2))
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 16))
    """
    if months > FARTHEST:
        return None
    return date.fromordinal(ceil(moment_after(first, months)) - 1)
