"""Made-up series whose law is known."""

from __future__ import annotations

import numpy as np

from sanbi.engine.pacing import Series

SEASON = np.array([1, 1, 2, 2, 2, 4, 2, 2, 3, 2, 2, 5]) / 28.0


def steady(years: int = 4, growth: float = 1.1, first: int = 2022) -> Series:
    """Every year like the one before, times the growth, month by month."""
    return Series(
        {
            first + n: dict(enumerate(np.cumsum(100 * growth**n * SEASON).tolist(), start=1))
            for n in range(years)
        }
    )


def honest(seed: int, years: int = 10, noise: float = 0.06, first: int = 2010) -> Series:
    """Growth that wanders from year to year, with months that stray by `noise`."""
    rng = np.random.default_rng(seed)
    level, growth, held = 100.0, 0.08, {}
    for n in range(years):
        growth += 0.02 * rng.standard_normal()
        level *= np.exp(growth)
        months = level * SEASON * np.exp(noise * rng.standard_normal(12))
        held[first + n] = dict(enumerate(np.cumsum(months).tolist(), start=1))
    return Series(held)
