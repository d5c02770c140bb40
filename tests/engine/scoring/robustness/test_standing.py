"""What ranks say, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring.robustness.standing import Standing, places_of

PLACES = np.array(
    [
        [1, 2, 3, 0],
        [2, 1, 3, 4],
        [1, 2, 3, 4],
        [1, 3, 2, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
    ],
    dtype=np.uint16,
)


def standing() -> Standing:
    return Standing("ABCD", np.array([1, 2, 3, 4]), PLACES)


def test_counts_and_probabilities() -> None:
    held = standing()
    assert held.counts.tolist() == [
        [0, 9, 1, 0, 0],
        [0, 1, 8, 1, 0],
        [0, 0, 1, 9, 0],
        [1, 0, 0, 0, 9],
    ]
    assert held.probabilities()[1].tolist() == [0.1, 0.8, 0.1, 0.0]
    assert held.means().tolist() == [1.1, 2.0, 2.9, 4.0]


def test_an_interval_leaves_the_rarest_ends_out() -> None:
    held = standing()
    assert held.intervals(1).tolist() == [[1, 2], [1, 3], [2, 3], [4, 4]]
    assert held.intervals(0.6).tolist() == [[1, 1], [2, 2], [3, 3], [4, 4]]
    nowhere = Standing("AB", np.array([1, 0]), np.array([[1, 0]], dtype=np.uint16))
    assert nowhere.intervals().tolist() == [[1, 1], [0, 0]]
    assert np.isnan(nowhere.means()[1])


def test_counts_of_many_units_are_those_of_each_column() -> None:
    rng = np.random.default_rng(3)
    places = rng.integers(0, 151, (40, 150)).astype(np.uint16)
    held = Standing([str(n) for n in range(150)], np.arange(1, 151), places)
    for column in (0, 63, 64, 149):
        expected = [int((places[:, column] == place).sum()) for place in range(151)]
        assert held.counts[column].tolist() == expected


def test_who_is_ahead_of_whom() -> None:
    held = standing()
    assert held.ahead("A", "B") == pytest.approx(0.9)
    assert held.ahead("B", "A") == pytest.approx(0.1)
    assert held.ahead("C", "D") == 1.0, "who has no place is behind everybody"
    tied = Standing("AB", np.array([1, 1]), np.array([[1, 1], [1, 2]], dtype=np.uint16))
    assert tied.ahead("A", "B") == 0.75


def test_bands_are_runs_that_cannot_be_told_from_their_first() -> None:
    bands = standing().bands(0.95)
    assert [band.units for band in bands] == [("A", "B"), ("C",), ("D",)]
    assert [(band.best, band.worst) for band in bands] == [(1, 2), (3, 3), (4, 4)]
    assert [band.units for band in standing().bands(0.9)] == [("A",), ("B",), ("C",), ("D",)]


def test_a_unit_without_rank_is_in_no_band() -> None:
    held = Standing("AB", np.array([0, 1]), np.array([[0, 1]], dtype=np.uint16))
    assert [band.units for band in held.bands()] == [("B",)]


def test_shared_ranks_count_as_the_worse_place() -> None:
    assert places_of(np.array([1.5, 1.5, 3.0, np.nan])).tolist() == [2, 2, 3, 0]
