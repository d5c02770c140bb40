"""Forecasts: what they say, what they lean on and what they refuse."""

from __future__ import annotations

import math

import pytest

from sanbi.engine.pacing import PacingError, Series, Start, forecast
from tests.engine.pacing.made import honest, steady

KNOWN = steady(9, first=2018).until(2026, 6)


def test_a_steady_series_goes_on_steadily() -> None:
    made = forecast(KNOWN, 2026, 6)
    actual = steady(9, first=2018).at(2026, 12)
    assert actual is not None
    assert made.quantile(0.5) == pytest.approx(actual, rel=0.01)
    low, high = made.interval(0.8)
    assert low < actual < high


def test_quantiles_and_probabilities_are_each_other_turned_round() -> None:
    for starts in ((), (Start(8, 5, 0.5), Start(10, 9))):
        made = forecast(KNOWN, 2026, 6, starts=starts)
        for probability in (0.01, 0.1, 0.5, 0.77, 0.99):
            assert made.below(made.quantile(probability)) == pytest.approx(probability)


def test_what_came_later_is_not_looked_at() -> None:
    series = honest(3, years=12)
    assert forecast(series, 2018, 6) == forecast(series.until(2018, 6), 2018, 6)


def test_a_longer_way_is_less_sure() -> None:
    series = honest(5, years=12)
    widths = [
        math.log(high / low)
        for low, high in (forecast(series, 2021, m).interval() for m in (3, 6, 9, 11))
    ]
    assert widths[0] > widths[2] > widths[3]


def test_fewer_years_make_a_wider_range() -> None:
    long, short = honest(2, years=14, noise=0.02, first=2013), honest(2, years=14, noise=0.02)
    short = Series({y: m for y, m in long.years.items() if y >= 2025})
    widths = []
    for series in (long, short):
        made = forecast(series, 2026, 6)
        low, high = made.interval()
        widths.append((high - low) / made.done)
    assert widths[1] > widths[0]


def test_too_few_years_give_a_range_but_no_chance() -> None:
    made = forecast(Series({2025: {6: 40, 12: 100}, 2026: {6: 44}}), 2026, 6)
    assert made.interval()[0] < 110 < made.interval()[1]
    assert made.chance(100) is None
    group = [steady(5, first=2021)] * 2
    lent = forecast(Series({2025: {6: 40, 12: 100}, 2026: {6: 44}}), 2026, 6, group=group)
    assert lent.chance(1) == 1


def test_starts_add_what_they_bring_by_their_month_and_chance() -> None:
    made = forecast(KNOWN, 2026, 6, starts=[Start(9, 10), Start(3, 2), Start(12, 50, 0.0)])
    assert made.sums == ((52.0, 1.0),)  # four months of 10 and, of what is left, six of 2
    assert made.quantile(0.5) == pytest.approx(made.without_starts().quantile(0.5) + 52)
    unsure = forecast(KNOWN, 2026, 6, starts=[Start(9, 10, 0.25)])
    assert unsure.sums == ((0.0, 0.75), (40.0, 0.25))
    target = made.without_starts().quantile(0.5) + 20
    chances = [m.chance(target) for m in (made.without_starts(), unsure, made)]
    assert chances == sorted(chances, key=lambda chance: chance or 0)
    assert unsure.below(target) == pytest.approx(
        0.75 * made.without_starts().below(target) + 0.25 * made.without_starts().below(target - 40)
    )


def test_many_starts_are_put_together_and_lose_nothing() -> None:
    starts = [Start(7, 0.5 + 0.137 * n, 0.5) for n in range(16)]
    made = forecast(KNOWN, 2026, 6, starts=starts)
    assert len(made.sums) <= 4096
    assert sum(part for _, part in made.sums) == pytest.approx(1)
    expected = sum(0.5 * 6 * start.a_month for start in starts)
    assert sum(a * part for a, part in made.sums) == pytest.approx(expected, rel=1e-3)


def test_levels_stay_and_stray() -> None:
    years = {2020 + n: {3: 5 + n % 2, 6: 5.5, 9: 5.2, 12: 5.0 + n % 3 / 10} for n in range(6)}
    made = forecast(Series({**years, 2026: {3: 6, 6: 5.8}}), 2026, 6, kind="level")
    assert made.quantile(0.5) == pytest.approx(5.8)
    assert made.chance(-50) == pytest.approx(1, abs=1e-3)


def test_levels_may_be_below_nothing() -> None:
    years = {2020 + n: {6: -1.0 - n, 12: -2.0} for n in range(6)}
    made = forecast(Series({**years, 2026: {6: -3}}), 2026, 6, kind="level")
    assert made.quantile(0.5) == pytest.approx(-3)


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({2025: {6: 4, 12: 9}, 2026: {5: 1}}, "no figure for 2026-06"),
        ({2026: {6: 4}}, "nothing from the year before 2026"),
        ({2025: {6: 0, 12: 9}, 2026: {6: 4}}, "year 2025: up to month 6 the figure is 0"),
        ({2025: {6: 9, 12: 9}, 2026: {6: 4}}, "year 2025"),
        ({2025: {6: 4, 12: 9}, 2026: {6: -4}}, "year 2026"),
    ],
)
def test_what_carries_no_forecast_is_refused(years: dict[int, dict[int, int]], words: str) -> None:
    with pytest.raises(PacingError, match=words):
        forecast(Series(years), 2026, 6)


def test_a_chance_lies_from_0_to_1() -> None:
    with pytest.raises(PacingError, match=r"not at 1\.5"):
        forecast(KNOWN, 2026, 6, starts=[Start(7, 1, 1.5)])


def test_levels_need_a_past_year() -> None:
    with pytest.raises(PacingError, match="nothing from the year before 2026"):
        forecast(Series({2026: {6: 4}}), 2026, 6, kind="level")
