"""Aggregates over matrices of draws × units, where a slip would show only in the last bit."""

import numpy as np
import pytest

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.replay.aggregates import combined, mean_of, rounded_floats, sum_of

NAN = float("nan")


def row(*values: float) -> np.ndarray:
    return np.array([values])


def column(*values: float) -> np.ndarray:
    return np.array(values)[:, None]


def test_mean_leaves_out_what_is_absent() -> None:
    values = [row(10, NAN, NAN), row(40, 20, NAN)]
    found = mean_of(values, [column(1, 0), column(2, 1)])
    expected = [[30, 20, NAN], [40, 20, NAN]]
    assert np.array_equal(found, expected, equal_nan=True)


def test_mean_of_nothing_but_weight_zero_is_absent() -> None:
    found = mean_of([row(10, NAN), row(20, 5)], [column(1), column(0)])
    assert np.array_equal(found, [[10, NAN]], equal_nan=True)


def test_equal_units_stay_equal_in_the_last_bit() -> None:
    rng = np.random.default_rng(7)
    scores = rng.random((23, 61))
    scores[:, 60] = scores[:, 3]
    scores[:, 59] = scores[:, 0]
    draws = rng.random((40, 23))
    values = [scores[[place]] for place in range(23)]
    weights = [draws[:, [place]] for place in range(23)]
    found = mean_of(values, weights)
    assert np.array_equal(found[:, 60], found[:, 3])
    assert np.array_equal(found[:, 59], found[:, 0])
    assert np.allclose(found, draws @ scores / draws.sum(axis=1, keepdims=True), rtol=1e-13)
    assert not np.array_equal(found[:, 60], found[:, 0])


def test_units_that_share_a_key_are_told_apart() -> None:
    """The key of a column is Σ √k·score, k from 2: √3 and 0 have the same key as 0 and √2."""
    root = np.sqrt(np.arange(2.0, 4.0))
    scores = np.array([[root[1], 0.0, root[1]], [0.0, root[0], 0.0]])
    assert root[0] * scores[0, 0] == root[1] * scores[1, 1]
    found = mean_of([scores[[0]], scores[[1]]], [column(1.0), column(3.0)])
    expected = (scores[0] + 3 * scores[1]) / 4
    assert np.allclose(found[0], expected, rtol=1e-15)


def test_sum_scales_to_the_points_of_all() -> None:
    values = [row(8, NAN, NAN), row(15, 15, NAN)]
    found = sum_of(values, [np.full((1, 1), 10.0), np.full((1, 1), 30.0)])
    assert np.array_equal(found, [[23, 20, NAN]], equal_nan=True)


def test_sum_without_points_needs_every_child() -> None:
    assert np.array_equal(sum_of([row(8, 1), row(15, 15)], [None, None]), [[23, 16]])
    with pytest.raises(ValueError, match="no points to scale by"):
        sum_of([row(8, NAN), row(15, 15)], [None, None])


def test_a_mean_that_needs_positive_scores_refuses_others() -> None:
    plain = {
        "sanbi": 1,
        "id": "m",
        "title": "m",
        "tree": {
            "id": "root",
            "aggregate": "geometric",
            "children": [{"id": "a", "input": "a", "rule": "direct"}],
        },
    }
    node = Scheme.from_mapping(plain).tree
    with pytest.raises(ValueError, match=r"'root'.*negative"):
        combined(node, [row(-1, 2)], [column(1)], [None])
    zero = combined(node, [row(0, 2)], [column(1, 0.5)], [None])
    assert np.array_equal(zero, [[0, 2], [0, 2]])


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", [1.01, 2.68, -2.68, 0.01, 0.0]),
        ("half_even", [1.0, 2.68, -2.68, 0.0, 0.0]),
        ("down", [1.0, 2.67, -2.67, 0.0, 0.0]),
    ],
)
def test_rounding_by_the_declared_rule(mode: str, expected: list[float]) -> None:
    values = np.array([[1.005, 2.675, -2.675, 0.005, 0.0049]])
    assert rounded_floats(values, 2, mode)[0].tolist() == expected


def test_rounding_leaves_what_lies_between() -> None:
    values = np.array([[0.125, 0.1251, 0.375, 7.0, NAN]])
    found = rounded_floats(values, 2, "half_even")
    assert np.array_equal(found, [[0.12, 0.13, 0.38, 7.0, NAN]], equal_nan=True)


def test_copeland_compares_with_those_who_take_part() -> None:
    plain = {
        "sanbi": 1,
        "id": "m",
        "title": "m",
        "tree": {
            "id": "root",
            "aggregate": "copeland",
            "children": [{"id": "a", "input": "a", "rule": "direct"}],
        },
    }
    node = Scheme.from_mapping(plain).tree
    rivals = np.array([True, True, False])
    found = combined(node, [row(3, 2, 1)], [column(1)], [None], rivals)
    assert np.array_equal(found, [[1, -1, -2]])
    assert np.array_equal(combined(node, [row(3, 2, 1)], [column(1)], [None]), [[2, 0, -2]])
