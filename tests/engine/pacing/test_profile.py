"""The seasonal profile."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.pacing import PacingError, Series, seasonal_profile
from tests.engine.pacing.made import SEASON, steady


def test_a_steady_series_has_its_own_season() -> None:
    profile = seasonal_profile(steady(4), 2026)
    reached = [profile.progress(month) for month in range(1, 13)]
    assert reached == pytest.approx(np.cumsum(SEASON).tolist())
    assert max(profile.spread.values()) == pytest.approx(0, abs=1e-12)


def test_only_the_last_years_before_count() -> None:
    years = {2019: {6: 90, 12: 100}, **{y: {6: 40, 12: 100} for y in range(2020, 2026)}}
    profile = seasonal_profile(Series({**years, 2026: {6: 90, 12: 100}}), 2026)
    assert profile.years == (2021, 2022, 2023, 2024, 2025)
    assert profile.progress(6) == 0.4
    assert seasonal_profile(Series(years), 2026, latest=7).progress(6) > 0.4


def test_a_month_that_one_year_lacks_lies_between() -> None:
    series = Series({2024: {3: 10, 6: 50, 12: 100}, 2025: {6: 50, 12: 100}})
    assert seasonal_profile(series, 2026).progress(3) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({2025: {12: 1}}, "1 whole past years are too few"),
        ({2024: {12: 1}, 2025: {12: 0}}, "year 2025: up to month 12 the figure is 0"),
    ],
)
def test_what_cannot_be_learnt_is_refused(years: dict[int, dict[int, float]], words: str) -> None:
    with pytest.raises(PacingError, match=words):
        seasonal_profile(Series(years), 2026)


def test_a_month_that_is_none_has_no_progress() -> None:
    with pytest.raises(PacingError, match="0 is no month"):
        seasonal_profile(steady(3), 2026).progress(0)
