"""Jumps and broken ratios: planted ones are found, honest series are left alone."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import Series
from sanbi.engine.pacing.lens import broken_ratios, jumps
from sanbi.engine.pacing.lens.jumps import growth_of_steps, steps
from tests.engine.pacing.made import honest, steady


def planted(series: Series, year: int, month: int, times: float) -> Series:
    """The same series with one month's work multiplied."""
    years = {y: dict(months) for y, months in series.years.items()}
    more = steps(series)[year, month] * (times - 1)
    for m in years[year]:
        years[year][m] += more if m >= month else 0
    return Series(years)


def test_steps_are_what_a_month_added() -> None:
    assert steps(Series({2025: {2: 5, 3: 9, 4: 9, 5: 8}})) == {(2025, 2): 5, (2025, 3): 4}


def test_growth_is_told_where_the_same_months_were_published() -> None:
    series = Series({2024: {2: 5, 3: 9, 12: 20}, 2025: {2: 5, 3: 9}, 2026: {1: 5, 2: 9}})
    assert growth_of_steps(series) == {(2025, 2): 0, (2025, 3): 0}


@pytest.mark.parametrize("times", [3.0, 0.3])
def test_a_planted_jump_is_found_once(times: float) -> None:
    (lead,) = jumps(planted(honest(7, years=6), 2013, 8, times))
    assert (lead.year, lead.month) == (2013, 8)
    assert lead.strength > 6


def test_honest_series_hardly_ever_jump() -> None:
    told = [len(jumps(honest(seed, years=7))) for seed in range(150)]
    months = 150 * 6 * 12
    assert sum(told) / months < 0.002


def test_a_month_that_parts_from_electricity_is_found() -> None:
    output, power = honest(7, years=6), honest(7, years=6)
    assert broken_ratios(output, power, "用电量") == []
    (lead,) = broken_ratios(planted(output, 2014, 6, 1.5), power, "用电量")
    assert (lead.year, lead.month) == (2014, 6)
    assert "用电量" in lead.text("zh")
    assert "+41" in lead.text("en")


def test_what_moves_together_does_not_part() -> None:
    output, power = planted(honest(7, years=6), 2014, 6, 3), planted(honest(7, years=6), 2014, 6, 3)
    assert broken_ratios(output, power, "用电量") == []


def test_short_series_give_no_lead() -> None:
    assert jumps(planted(steady(2), 2023, 6, 9).until(2023, 11)) == []
