"""The seasonal profile: which share of a year is usually reached by the end of each month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean, stdev

from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.pacing.series import MONTHS, Series
from sanbi.engine.phrases import Phrase

LEAST_YEARS = 2
LATEST_YEARS = 5


@dataclass(frozen=True)
class SeasonalProfile:
    """Shares of the year by month, and how far past years lie apart.

    Parameters
    ----------
    shares : mapping month → share in [0, 1]
        The mean over the years; December is 1. Only months that all these years published.
    spread : mapping month → standard deviation of the share over the years.
    lowest, highest : mapping month → share
    years : the years that it rests on.
    """

    shares: Mapping[int, float]
    spread: Mapping[int, float]
    lowest: Mapping[int, float]
    highest: Mapping[int, float]
    years: tuple[int, ...]

    def progress(self, month: int) -> float:
        """The usual share by the end of a month; between published months on a straight line.

        Raises PacingError for a month that is none.
        """
        if not 1 <= month <= MONTHS:
            raise PacingError(
                Phrase("year {year}: {month} is no month", year=self.years[-1], month=month)
            )
        known = {0: 0.0, **self.shares}
        if month in known:
            return known[month]
        left = max(m for m in known if m < month)
        right = min(m for m in known if m > month)
        part = (month - left) / (right - left)
        return known[left] + part * (known[right] - known[left])


def seasonal_profile(
    series: Series, before: int, latest: int = LATEST_YEARS, least: int = LEAST_YEARS
) -> SeasonalProfile:
    """Learn the profile from the last whole years.

    Parameters
    ----------
    series : Series
    before : year
        Only earlier years are used.
    latest : how many of the last whole years are used.
    least : how few are enough.

    Raises
    ------
    PacingError
        with fewer whole years than `least`, or a year whose December is not above 0.
    """
    years = series.whole_years(before)[-latest:]
    if len(years) < least:
        raise PacingError(
            Phrase(
                "{count} whole past years are too few for a profile; {least} are needed",
                count=len(years),
                least=least,
            )
        )
    months = sorted(set.intersection(*(set(series.years[year]) for year in years)))
    reached = {month: [_share(series, year, month) for year in years] for month in months}
    return SeasonalProfile(
        {month: mean(shares) for month, shares in reached.items()},
        {month: stdev(shares) if len(shares) > 1 else 0.0 for month, shares in reached.items()},
        {month: min(shares) for month, shares in reached.items()},
        {month: max(shares) for month, shares in reached.items()},
        tuple(years),
    )


def _share(series: Series, year: int, month: int) -> float:
    whole = series.years[year][MONTHS]
    if not whole > 0:
        raise PacingError(
            Phrase(
                "year {year}: up to month {month} the figure is {value}; "
                "growth needs figures above 0",
                year=year,
                month=MONTHS,
                value=whole,
            )
        )
    return series.years[year][month] / whole
