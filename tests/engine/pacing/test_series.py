"""Cumulative series: what is kept, cut and refused."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import PacingError, Series
from tests.engine.pacing.made import steady

SERIES = Series({2025: {12: 9, 2: 1}, 2024: {12: 8}, 2026: {2: 2, 3: 4}})


def test_years_and_months_stand_in_order() -> None:
    assert list(SERIES.years) == [2024, 2025, 2026]
    assert list(SERIES.years[2025]) == [2, 12]


def test_what_is_not_there_is_none() -> None:
    assert SERIES.at(2025, 2) == 1
    assert SERIES.at(2025, 3) is None
    assert SERIES.at(2023, 3) is None


def test_it_can_be_seen_as_it_stood() -> None:
    assert list(SERIES.before(2026).years) == [2024, 2025]
    assert dict(SERIES.until(2026, 2).years[2026]) == {2: 2}
    assert dict(SERIES.until(2025, 6).years[2025]) == {2: 1}


def test_only_years_with_a_december_are_whole() -> None:
    assert SERIES.whole_years(2027) == [2024, 2025]
    assert steady(4).whole_years(2024) == [2022, 2023]


def test_a_month_that_is_none_is_refused() -> None:
    with pytest.raises(PacingError, match="13 is no month"):
        Series({2026: {13: 1}})


def test_nobody_changes_it_afterwards() -> None:
    months = {12: 5.0}
    series = Series({2025: months})
    months[12] = 6.0
    assert series.at(2025, 12) == 5
    with pytest.raises(TypeError):
        series.years[2025][12] = 1.0  # type: ignore[index]
