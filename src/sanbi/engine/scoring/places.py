"""Places in an order: who is better than whom, and how equals share a place."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.arithmetic import Arithmetic, Array

Counts = npt.NDArray[np.int64]


def better_and_equal(values: Array, population: Array, *, high: bool) -> tuple[Counts, Counts]:
    """For each value, how many of the population are better, and how many are equal."""
    order = np.sort(population)
    left = np.searchsorted(order, values, side="left").astype(np.int64)
    right = np.searchsorted(order, values, side="right").astype(np.int64)
    better = len(order) - right if high else left
    return better, right - left


def places(
    values: Array, population: Array, arithmetic: Arithmetic, *, high: bool, ties: str
) -> Array:
    """Place of each value in the population, 1 = best.

    Parameters
    ----------
    values : Array, shape (m,)
    population : Array, shape (p,)
    high : bool
        Whether a higher value is better.
    ties : str
        ``competition`` 1, 2, 2, 4; ``dense`` 1, 2, 2, 3; ``average`` 1, 2.5, 2.5, 4.

    Returns
    -------
    Array, shape (m,), numbers of the arithmetic.
    """
    values, population = arithmetic.sortable(values, population)
    if ties == "dense":
        levels = np.unique(population)
        better, _ = better_and_equal(values, levels, high=high)
        return arithmetic.integers(better + 1)
    better, equal = better_and_equal(values, population, high=high)
    if ties == "competition":
        return arithmetic.integers(better + 1)
    twice = 2 * (better + 1) + np.maximum(equal - 1, 0)
    half = arithmetic.constant(Fraction(1, 2))
    result: Array = arithmetic.integers(twice) * half
    return result
