"""The months of the demo's history and how the year runs through them."""

from __future__ import annotations

FIRST, LAST = (2024, 7), (2026, 9)
"""The first and the last month that the demo shows; figures are drawn from January 2024."""

MONTHS = tuple((year, month) for year in (2024, 2025, 2026) for month in range(1, 13))[:33]

# Weights of the twelve months; each row adds up to 12. Works rest at the Spring Festival and run
# up to June and December; shops live from it; revenue comes after the quarters' ends.
SEASONS: dict[str, tuple[float, ...]] = {
    "even": (1.0,) * 12,
    "works": (0.55, 0.35, 0.95, 1.05, 1.10, 1.30, 1.05, 1.00, 1.20, 1.05, 1.10, 1.30),
    "industry": (0.90, 0.70, 1.05, 1.00, 1.02, 1.10, 0.98, 0.97, 1.05, 1.02, 1.06, 1.15),
    "retail": (1.25, 1.00, 0.88, 0.90, 1.00, 1.00, 0.93, 0.95, 1.02, 1.12, 0.95, 1.00),
    "revenue": (1.40, 0.70, 0.90, 1.15, 1.00, 1.20, 1.00, 0.80, 0.95, 1.05, 0.85, 1.00),
}
# In 2025 the Spring Festival was on 29 January: part of the rest fell into January.
_FESTIVAL = {(2025, 1): 0.85, (2025, 2): 1.15}


def weight(season: str, year: int, month: int) -> float:
    """How much of an average month falls into this one."""
    plain = SEASONS[season][month - 1]
    return plain * _FESTIVAL.get((year, month), 1.0) if season in {"works", "industry"} else plain


def part_of_year(season: str, months: int) -> float:
    """The share of a year that lies in its first months."""
    return sum(SEASONS[season][:months]) / 12


def label(year: int, month: int) -> str:
    """The period's text, as 2026-09."""
    return f"{year}-{month:02d}"


def shown() -> tuple[tuple[int, int], ...]:
    """The 27 months of the demo."""
    return tuple(month for month in MONTHS if FIRST <= month <= LAST)


def periods(frequency: str) -> tuple[tuple[str, int, int], ...]:
    """The periods shown for a frequency (month or quarter): label, year and last month."""
    if frequency == "month":
        return tuple((label(*month), *month) for month in shown())
    return tuple((f"{y}Q{m // 3}", y, m) for y, m in shown() if m % 3 == 0)
