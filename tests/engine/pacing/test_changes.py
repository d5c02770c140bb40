"""Pairs of past years."""

from __future__ import annotations

from math import log

import pytest

from sanbi.engine.pacing import Series
from sanbi.engine.pacing.changes import changes_at, changes_of, count, growths
from tests.engine.pacing.made import steady


def test_growth_so_far_and_of_what_was_left() -> None:
    series = Series({2023: {6: 40, 12: 100}, 2024: {6: 50, 12: 95}, 2025: {6: 1, 12: 2}})
    change = changes_at(series, 2025, 6, 12, "sum")
    assert change.so_far == pytest.approx((log(50 / 40),))
    assert change.left == pytest.approx((log(45 / 60),))


def test_levels_change_by_difference() -> None:
    series = Series({2024: {6: 5.0, 12: 4.5}, 2025: {6: -1.0, 12: 2.0}})
    assert changes_at(series, 2026, 6, 12, "level").left == (-0.5, 3.0)


def test_years_that_cannot_be_compared_are_counted() -> None:
    series = Series({2023: {6: 40, 12: 100}, 2024: {6: 0, 12: 90}, 2025: {6: 40, 12: 100}})
    change = changes_at(series, 2026, 6, 12, "sum")
    assert (change.left, change.skipped) == ((), 2)


def test_the_latest_twelve_pairs_count() -> None:
    series = steady(20, first=2000)
    assert len(changes_at(series, 2020, 6, 12, "sum").left) == 12
    assert len(growths(series, 2020, 12)) == 12


def test_every_month_before_the_horizon_is_there() -> None:
    found = changes_of(steady(4), 2026, 6, "sum")
    assert [change.month for change in found] == [1, 2, 3, 4, 5]
    assert count(found, 3) == 3


def test_growth_needs_both_years() -> None:
    assert growths(Series({2023: {12: 1}, 2025: {12: 2}}), 2026, 12) == []
