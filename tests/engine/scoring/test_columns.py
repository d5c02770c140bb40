from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.columns import Column, Scope, absent_column, scattered, settled_column

KINDS = pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])
HALF = np.array([True, False, True])


def column(arithmetic: Any, present: Any = HALF) -> Column:
    """Three numbers, the second of which is a filler."""
    return Column(arithmetic.from_floats(np.array([1.0, 2.0, 3.0])), np.array(present))


@KINDS
def test_a_column_knows_what_is_there(arithmetic: Any) -> None:
    held = column(arithmetic)
    assert not held.complete
    assert held.known().tolist() == [1, 3]
    assert [held.at(place) for place in range(3)] == [1, None, 3]
    assert held.take(np.array([2, 1])).present.tolist() == [True, False]
    whole = column(arithmetic, [True] * 3)
    assert whole.complete
    assert whole.known() is whole.values


@KINDS
def test_what_does_not_exist_becomes_absent(arithmetic: Any) -> None:
    one = arithmetic.integers(np.array([1, 2, 3]))
    values = arithmetic.divide(one, arithmetic.integers(np.array([1, 0, 1])))
    held = settled_column(values, np.array([True, True, False]), arithmetic)
    assert held.present.tolist() == [True, False, False]
    assert held.values.tolist() == [1, 0, 0]
    assert settled_column(one, np.array([True] * 3), arithmetic).values is one


@KINDS
def test_values_are_put_back_into_their_places(arithmetic: Any) -> None:
    known = arithmetic.integers(np.array([7, 8]))
    assert scattered(known, HALF, arithmetic).tolist() == [7, 0, 8]
    assert scattered(known, np.array([True, True]), arithmetic) is known


@KINDS
def test_a_column_of_nothing(arithmetic: Any) -> None:
    held = absent_column(2, arithmetic)
    assert held.present.tolist() == [False, False]
    assert held.at(0) is None
    assert held.known().tolist() == []


def test_a_scope_says_who_compares() -> None:
    scope = Scope("g", np.array([0, 1, 2]), np.array([True, True, False]))
    assert (scope.size, scope.everyone_takes_part, scope.in_order) == (3, False, True)
    assert not Scope("h", np.array([0, 2]), np.array([True, True])).in_order
