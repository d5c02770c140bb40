"""Sobol indices against functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring.robustness import sobol_indices

A, B = 7.0, 0.1


def ishigami(points: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990), on [-π, π]³."""
    x, y, z = np.pi * (2 * points.T - 1)
    return np.sin(x) + A * np.sin(y) ** 2 + B * z**4 * np.sin(x)


def known() -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices of it, in closed form."""
    pi4, pi8 = np.pi**4, np.pi**8
    one = 0.5 * (1 + B * pi4 / 5) ** 2
    two = A**2 / 8
    both = B**2 * pi8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0]) / whole, np.array([one + both, two, both]) / whole


def test_ishigami_within_a_hundredth() -> None:
    found = sobol_indices(ishigami, 3, samples=2**14, seed=1)
    first, total = known()
    assert np.abs(found.first - first).max() < 0.01
    assert np.abs(found.total - total).max() < 0.01


def test_the_intervals_hold_what_is_known() -> None:
    first, total = known()
    held = 0
    for seed in range(10):
        found = sobol_indices(ishigami, 3, samples=2**9, seed=seed)
        for index, interval in ((first, found.first_interval), (total, found.total_interval)):
            held += int(((interval[:, 0] <= index) & (index <= interval[:, 1])).sum())
    assert held >= 57, f"{held} of 60 intervals hold the index"


def test_a_sum_has_the_shares_of_its_squares() -> None:
    shares = np.array([4.0, 2.0, 1.0])
    found = sobol_indices(lambda points: points @ shares, 3, samples=2**12)
    expected = shares**2 / (shares**2).sum()
    assert np.allclose(found.first, expected, atol=0.01)
    assert np.allclose(found.total, expected, atol=0.01)


def test_the_same_seed_gives_the_same() -> None:
    one, other = (sobol_indices(ishigami, 3, samples=64, seed=8) for _ in range(2))
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.total_interval, other.total_interval)


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="power of two"):
        sobol_indices(ishigami, 3, samples=1000)
    with pytest.raises(ValueError, match="does not vary"):
        sobol_indices(lambda points: np.zeros(len(points)), 2, samples=64)
