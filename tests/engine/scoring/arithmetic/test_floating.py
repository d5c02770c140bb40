from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import FLOATING


def shown(values: Any) -> list[Any]:
    """The values, NaN as None."""
    return [None if np.isnan(value) else value for value in np.asarray(values).tolist()]


def test_what_does_not_exist_is_nan_without_a_warning() -> None:
    one, other = np.array([6.0, 1.0, 0.0]), np.array([4.0, 0.0, 0.0])
    assert shown(FLOATING.divide(one, other)) == [1.5, None, None]
    assert shown(FLOATING.divide(one, 2.0)) == [3.0, 0.5, 0.0]
    assert shown(FLOATING.sqrt(np.array([4.0, -1.0]))) == [2.0, None]
    assert shown(FLOATING.ln(np.array([1.0, 0.0, -1.0]))) == [0.0, None, None]
    assert shown(FLOATING.exp(np.array([0.0, 1000.0]))) == [1.0, None]
    assert shown(
        FLOATING.power(np.array([0.0, -8.0, 2.0, 1e300]), np.array([-1.0, 0.5, 3.0, 2.0]))
    ) == [
        None,
        None,
        8.0,
        None,
    ]
    assert FLOATING.finite(np.array([1.0, np.nan, np.inf])).tolist() == [True, False, False]


def test_lesser_greater_and_whole_part() -> None:
    assert shown(FLOATING.minimum(np.array([1.0, np.nan]), 2.0)) == [1.0, None]
    assert shown(FLOATING.maximum(np.array([1.0, np.nan]), 2.0)) == [2.0, None]
    assert shown(FLOATING.truncate(np.array([-1.5, 1.5]))) == [-1.0, 1.0]
    assert shown(FLOATING.where(np.array([True, False]), 1.0, np.array([2.0, 3.0]))) == [1.0, 3.0]


def test_arrays_and_constants() -> None:
    assert FLOATING.constant(Fraction(1, 3)) == 1 / 3
    assert FLOATING.full(2, Fraction(1, 2)).tolist() == [0.5, 0.5]
    assert FLOATING.array([Fraction(1), Fraction(1, 4)]).tolist() == [1.0, 0.25]
    assert FLOATING.integers(np.array([1, 2])).dtype == np.float64
    values = np.array([0.1, 0.2])
    assert FLOATING.from_floats(values) is values
    assert FLOATING.sortable(values)[0] is values
    assert FLOATING.total(values) == values.sum()


def test_products_over_units() -> None:
    values = [np.array([4.0, 0.0]), np.array([9.0, 9.0])]
    assert FLOATING.product(values, [0.5, 0.5]).tolist() == [6.0, 0.0]
