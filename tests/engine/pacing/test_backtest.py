"""Forecasts made again: on series whose law is known, and on a national one."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import fmean

import pytest

from sanbi.engine.pacing import Series, backtest, learning
from tests.engine.pacing.made import honest


def coverage() -> tuple[float, float]:
    told = [backtest(honest(seed, years=9)) for seed in range(12)]
    return fmean(t.coverage for t in told), fmean(t.ratio for t in told)


def test_eighty_in_a_hundred_are_within_the_range_and_better_than_last_year_again() -> None:
    covered, ratio = coverage()
    assert 0.72 <= covered <= 0.88
    assert ratio < 0.9


def test_a_spread_that_is_too_small_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_strays", lambda *_: [0.004])
    monkeypatch.setattr(learning, "STRAY", 0.004)
    assert coverage()[0] < 0.6


def test_a_year_is_forecast_from_what_was_known_then() -> None:
    series = honest(4, years=6)
    changed = {**series.years, 2015: {m: 9.0 * m**2 for m in range(1, 13)}}
    before, after = (
        [o for o in backtest(s).origins if o.year < 2015] for s in (series, Series(changed))
    )
    assert before == after
    assert before


def test_what_could_not_be_forecast_is_counted() -> None:
    years = {2015 + n: {6: 40.0, 12: 100.0} for n in range(6)}
    years[2019] = {6: -1.0, 12: 100.0}
    told = backtest(Series(years), horizons=(12,))
    assert told.refused == 2  # 2019 itself, and 2020 which stands on it
    assert [origin.year for origin in told.origins] == [2018]


def test_national_investment_of_thirty_years(shared: Path) -> None:
    path = shared / "data" / "series" / "cn_fai_monthly_ytd_1994_2024.csv"
    if not path.is_file():
        pytest.skip(f"the reference series {path.name} is not there")
    years: dict[int, dict[int, float]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            months = years.setdefault(int(row["year"]), {})
            months[int(row["month"])] = float(row["fai_ytd_100m_yuan"])
    told = backtest(Series(years))
    assert len(told.origins) > 300
    assert 0.72 <= told.coverage <= 0.88
    assert told.ratio < 0.6
