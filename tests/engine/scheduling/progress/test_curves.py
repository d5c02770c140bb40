"""Planned and earned value by month."""

from datetime import date
from fractions import Fraction

from sanbi.engine.scheduling.progress import (
    Credit,
    Curve,
    WorkNode,
    WorkQuantity,
    earned_curve,
    planned_curve,
)
from tests.engine.scheduling.progress.made import curve, month


def test_reading_a_curve() -> None:
    held = curve(10, None, 30)
    assert held.months == (month(1), month(2), month(3))
    assert held.gaps == (month(2),)
    assert [held.at(month(number)) for number in (0, 1, 2, 3, 4)] == [
        0,
        Fraction(1, 10),
        None,
        Fraction(3, 10),
        None,
    ]


def test_a_plan_ends_with_the_month_in_which_all_is_promised() -> None:
    node = WorkNode("n", 3, date(2026, 1, 10), date(2026, 2, 10))
    idle = WorkNode("i", 0, date(2020, 1, 1), date(2030, 1, 1))
    early = WorkQuantity("q", 1, 10, {month(1): 10, month(6): 10})
    found = planned_curve([node, idle, early], Credit.FINISH)
    assert found == Curve(month(1), (Fraction(1, 4), Fraction(1)))
    milestone = WorkNode("m", 1, date(2026, 3, 5), date(2026, 3, 5))
    assert planned_curve([milestone]) == Curve(month(3), (Fraction(1),))


def test_earned_value_counts_what_weighs_and_knows_gaps() -> None:
    node = WorkNode("n", 3, date(2026, 1, 1), date(2026, 2, 1), None, date(2025, 12, 1))
    idle = WorkQuantity("i", 0, 10, {month(1): 10})
    pile = WorkQuantity("q", 1, 10, {month(3): 10}, {month(1): 2, month(3): 4})
    found = earned_curve([node, idle, pile], month(1), month(3))
    assert found == Curve(month(1), (Fraction(4, 5), None, Fraction(17, 20)))
    assert earned_curve([node], month(1), month(0)).values == ()
