"""How good forecasts would have been: every past year forecast from what was known then."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sanbi.engine.pacing.changes import Kind
from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.pacing.forecasting import forecast
from sanbi.engine.pacing.series import MONTHS, Series

LEVEL = 0.8


@dataclass(frozen=True)
class Origin:
    """One forecast that was made again.

    Parameters
    ----------
    year, month, horizon : what was known, and what was asked.
    low, middle, high : the forecast with its interval.
    naive : what came last year after the month, once more (sums); the figure itself (levels).
    actual : what came.
    """

    year: int
    month: int
    horizon: int
    low: float
    middle: float
    high: float
    naive: float
    actual: float

    @property
    def covered(self) -> bool:
        """Whether the interval held what came."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True)
class Backtest:
    """All forecasts that were made again.

    Parameters
    ----------
    origins : those that could be made.
    refused : those that could not, since figures were missing or not above 0.
    """

    origins: tuple[Origin, ...]
    refused: int

    @property
    def coverage(self) -> float:
        """Share of the intervals that held what came; nan without any."""
        return fmean(origin.covered for origin in self.origins) if self.origins else math.nan

    @property
    def error(self) -> float:
        """Mean distance of the forecast from what came."""
        return fmean(abs(o.middle - o.actual) / abs(o.actual) for o in self.origins)

    @property
    def naive_error(self) -> float:
        """The same of the naive forecast."""
        return fmean(abs(o.naive - o.actual) / abs(o.actual) for o in self.origins)

    @property
    def ratio(self) -> float:
        """Error beside the naive forecast's: below 1 is better; nan without any."""
        return self.error / self.naive_error if self.origins and self.naive_error else math.nan


def backtest(
    series: Series,
    *,
    group: Sequence[Series] = (),
    kind: Kind = "sum",
    first_years: int = 3,
    horizons: Sequence[int] = (6, MONTHS),
) -> Backtest:
    """Forecast every past year at each of its months, from nothing but what was known then.

    Parameters
    ----------
    series : Series
    group : like units; of them, too, only earlier years are used.
    first_years : past years that must be there before the first forecast.
    horizons : months that are forecast.
    """
    origins, refused = [], 0
    for year in list(series.years)[first_years:]:
        for horizon in horizons:
            actual = series.at(year, horizon)
            months = [month for month in series.years[year] if month < horizon]
            if actual is None:
                continue
            for month in months:
                made = _made_again(series, year, month, horizon, group=group, kind=kind)
                if made is None or not actual:
                    refused += 1
                    continue
                low, middle, high, naive = made
                origins.append(Origin(year, month, horizon, low, middle, high, naive, actual))
    return Backtest(tuple(origins), refused)


def _made_again(
    series: Series, year: int, month: int, horizon: int, *, group: Sequence[Series], kind: Kind
) -> tuple[float, float, float, float] | None:
    known = series.until(year, month)
    others = [other.before(year) for other in group]
    try:
        made = forecast(known, year, month, horizon, group=others, kind=kind)
    except PacingError:
        return None
    return (*_ends(made.interval(LEVEL), made.quantile(0.5)), made.done + made.base)


def _ends(interval: tuple[float, float], middle: float) -> tuple[float, float, float]:
    return interval[0], middle, interval[1]
