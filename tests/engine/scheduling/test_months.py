"""Months as steps of a plan."""

from datetime import date
from fractions import Fraction

import pytest

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.months import (
    day_after,
    moment_after,
    month_in_force,
    month_of,
    months_between,
)

JANUARY = Period.parse("2026-01")


def test_months_between() -> None:
    assert months_between(JANUARY, JANUARY) == 0
    assert months_between(JANUARY, Period.parse("2027-03")) == 14
    assert months_between(Period.parse("2027-03"), JANUARY) == -14


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (Fraction(1), date(2026, 1, 31)),
        (Fraction(2), date(2026, 2, 28)),
        (Fraction(3, 2), date(2026, 2, 14)),
        (1 + Fraction(1, 28), date(2026, 2, 1)),
        (1 + Fraction(1, 27), date(2026, 2, 2)),
        (Fraction(14), date(2027, 2, 28)),
        (Fraction(1200), date(2125, 12, 31)),
        (Fraction(2401, 2), None),
    ],
)
def test_day_after(months: Fraction, day: date | None) -> None:
    assert day_after(JANUARY, months) == day


def test_a_moment_grows_with_its_months() -> None:
    assert moment_after(JANUARY, Fraction(0)) == date(2026, 1, 1).toordinal()
    assert moment_after(JANUARY, Fraction(3, 2)) - moment_after(JANUARY, Fraction(1)) == 14


def test_month_of_and_month_in_force() -> None:
    assert month_of(date(2026, 1, 15)) == JANUARY
    assert month_in_force(date(2026, 2, 27)) == JANUARY
    assert month_in_force(date(2026, 1, 31)) == JANUARY
