"""How good the forecasts are: on national series and on those that public packages ship.

`python -m benchmarks.pacing` forecasts every past half-year and year-end again from what was known
at each month, and prints error and coverage beside the naive forecast (last year's remainder once
more). With --peer, statsmodels' exponential smoothing stands beside it, on every fifth year.
"""

from __future__ import annotations

import argparse
import csv
import warnings
from collections.abc import Iterable, Iterator
from math import exp, log
from pathlib import Path
from statistics import fmean

import numpy as np

from sanbi.engine.pacing import Backtest, Origin, Series, backtest
from sanbi.engine.pacing.series import MONTHS

REFERENCE = Path(__file__).parents[2] / "shared" / "data" / "series"
LOWEST, HIGHEST = 0.72, 0.88  # of an 80 % interval
PEER_EVERY, PEER_YEARS, PATHS = 5, 12, 400


def published(name: str, column: str) -> Series:
    """A cumulative series of the reference data."""
    years: dict[int, dict[int, float]] = {}
    with (REFERENCE / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row[column]:
                years.setdefault(int(row["year"]), {})[int(row["month"])] = float(row[column])
    return Series(years)


def added_up(values: Iterable[float], year: int, step: int, month: int = 0) -> Series:
    """A series from figures of single months or quarters; years that begin late are left out."""
    years: dict[int, dict[int, float]] = {}
    month = month or step
    for value in values:
        if value != value:  # noqa: PLR0124 - not a number: not observed
            break
        held = years.setdefault(year, {})
        held[month] = held.get(month - step, 0.0) + float(value)
        month += step
        if month > MONTHS:
            year, month = year + 1, month - MONTHS
    return Series({y: held for y, held in years.items() if min(held) == step})


def national() -> Iterator[tuple[str, Series]]:
    """The series beside the project, where they are."""
    if not REFERENCE.is_dir():
        print(
            f"national series are left out: there is no folder {REFERENCE.name} of reference data"
        )
        return
    yield "investment, China", published("cn_fai_monthly_ytd_1994_2024.csv", "fai_ytd_100m_yuan")
    retail = "cn_retail_monthly_2012_2018.csv"
    yield "retail, China", published(retail, "retail_ytd")
    yield "large retail, China", published(retail, "large_retail_ytd")


def rates() -> Iterator[tuple[str, Series]]:
    """Growth rates, which do not add up."""
    if REFERENCE.is_dir():
        years: dict[int, dict[int, float]] = {}
        with (REFERENCE / "cn_gdp_growth_quarterly_1992_2024.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                months = years.setdefault(int(row["year"]), {})
                months[3 * int(row["quarter"])] = float(row["gdp_ytd_yoy_pct"])
        yield "GDP growth, China", Series(years)


def packaged() -> Iterator[tuple[str, Series]]:
    """The series that statsmodels and pmdarima ship."""
    import pmdarima.datasets as shipped
    from statsmodels.datasets import elec_equip, macrodata

    turnover = elec_equip.load_pandas().data.iloc[:, 0]
    first = turnover.index[0]
    yield "electrical turnover, EU", added_up(turnover, first.year, 1, first.month)
    economy = macrodata.load_pandas().data
    for column in ("realgdp", "realcons", "realinv", "realgovt"):
        yield f"{column}, US", added_up(economy[column], 1959, 3)
    yield "air passengers", added_up(shipped.load_airpassengers(), 1949, 1)
    yield "wine, Australia", added_up(shipped.load_wineind(), 1980, 1)
    yield "wool yarn, Australia", added_up(shipped.load_woolyrnq(), 1965, 3)
    yield "beer, Australia", added_up(shipped.load_ausbeer(), 1956, 3)


def measure(*, peer: bool = False) -> bool:
    """Print the table and whether the goals are met."""
    ratios, coverages, beside = [], [], []
    print(f"{'series':26}{'forecasts':>10}{'error':>8}{'of naive':>10}{'covered':>9}")
    for name, series in (*national(), *packaged()):
        told = backtest(series)
        ratios.append(told.ratio)
        coverages.append(told.coverage)
        line = f"{name:26}{len(told.origins):10,}{told.error:8.1%}{told.ratio:10.2f}"
        line += f"{told.coverage:9.1%}"
        if peer:
            beside.append(beside_smoothing(series, told))
            line += "   every fifth year: {:.2f} {:.0%}, smoothing {:.2f} {:.0%}".format(
                *beside[-1]
            )
        print(line)
    for name, series in rates():
        told = backtest(series, kind="level")
        coverages.append(told.coverage)
        print(f"{name:26}{len(told.origins):10,}{'':18}{told.coverage:9.1%}")
    ratio, coverage = exp(fmean(map(log, ratios))), fmean(coverages)
    print(f"error beside the naive forecast, all series alike (geometric mean): {ratio:.2f}")
    print(f"80 % interval, all series alike: {coverage:.1%} (goal {LOWEST:.0%} to {HIGHEST:.0%})")
    if peer:
        ours, peers = (exp(fmean(log(row[at]) for row in beside)) for at in (0, 2))
        own, theirs = (fmean(row[at] for row in beside) for at in (1, 3))
        print(f"every fifth year: ours {ours:.2f}, covered {own:.0%}")
        print(f"exponential smoothing of statsmodels {peers:.2f}, covered {theirs:.0%}")
    return ratio < 1 and LOWEST <= coverage <= HIGHEST


def beside_smoothing(series: Series, told: Backtest) -> tuple[float, float, float, float]:
    """(ratio, coverage) of ours and of exponential smoothing, on the same forecasts."""
    ours, peers = [], []
    for origin in told.origins:
        if origin.year % PEER_EVERY:
            continue
        ends = smoothed(series, origin)
        if ends is not None:
            ours.append(origin)
            peers.append((abs(ends[1] - origin.actual), ends[0] <= origin.actual <= ends[2]))
    naive = fmean(abs(o.naive - o.actual) for o in ours)
    return (
        fmean(abs(o.middle - o.actual) for o in ours) / naive,
        fmean(o.covered for o in ours),
        fmean(distance for distance, _ in peers) / naive,
        fmean(covered for _, covered in peers),
    )


def smoothed(series: Series, origin: Origin) -> tuple[float, float, float] | None:
    """Low, middle and high of a damped additive model of the logarithms, by simulation."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    months = list(series.years[origin.year])
    known = series.until(origin.year, origin.month)
    steps: list[float] = []
    for year, held in known.years.items():
        if year >= origin.year - PEER_YEARS and list(held) == months[: len(held)]:
            steps += np.diff([0.0, *held.values()]).tolist()
    if min(steps) <= 0:
        return None
    ahead = len([m for m in months if origin.month < m <= origin.horizon])
    season = len(months)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(
            np.log(steps), trend="add", damped_trend=True, seasonal="add", seasonal_periods=season
        )
        np.random.seed(origin.year)  # noqa: NPY002 - what the model draws from
        paths = model.fit(disp=False).simulate(ahead, anchor="end", repetitions=PATHS)
    ends = known.years[origin.year][origin.month] + np.exp(
        np.asarray(paths).reshape(ahead, -1)
    ).sum(0)
    low, middle, high = np.quantile(ends, [0.1, 0.5, 0.9])
    return float(low), float(middle), float(high)


def main() -> int:
    """Read the options and measure; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true", help="beside statsmodels, some minutes")
    return 0 if measure(peer=parser.parse_args().peer) else 1


if __name__ == "__main__":
    raise SystemExit(main())
