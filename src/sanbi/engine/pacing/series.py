"""A cumulative series: what a year had reached by the end of each published month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.phrases import Phrase

MONTHS = 12


@dataclass(frozen=True)
class Series:
    """Cumulative figures 累计 of one indicator of one unit, in the indicator's own unit.

    Parameters
    ----------
    years : mapping year → mapping month (1 to 12) → cumulative figure
        Months that are not published (January, all but the quarters' last) are left out.

    Raises
    ------
    PacingError
        for a month that is none.
    """

    years: Mapping[int, Mapping[int, float]]

    def __post_init__(self) -> None:
        """Refuse months that are none, and keep a copy that nobody changes."""
        kept = {}
        for year in sorted(self.years):
            months = self.years[year]
            for month in months:
                if not 1 <= month <= MONTHS:
                    raise PacingError(
                        Phrase("year {year}: {month} is no month", year=year, month=month)
                    )
            kept[year] = MappingProxyType({m: float(months[m]) for m in sorted(months)})
        object.__setattr__(self, "years", MappingProxyType(kept))

    def at(self, year: int, month: int) -> float | None:
        """The cumulative figure, or None where it is not there."""
        return self.years.get(year, {}).get(month)

    def before(self, year: int) -> Series:
        """The series as it stood when the year began."""
        return Series({y: months for y, months in self.years.items() if y < year})

    def until(self, year: int, month: int) -> Series:
        """The series as it stood at the end of a month."""
        kept = {y: months for y, months in self.years.items() if y <= year}
        if year in kept:
            kept[year] = {m: value for m, value in kept[year].items() if m <= month}
        return Series(kept)

    def whole_years(self, before: int) -> list[int]:
        """Years before the given one that have their December figure, earliest first."""
        return [y for y, months in self.years.items() if y < before and MONTHS in months]
