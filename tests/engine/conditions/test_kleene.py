from itertools import product

import pytest

from sanbi.engine.conditions.kleene import Truth, all_true, any_true, enough_true, negated

VALUES: tuple[Truth, ...] = (True, False, None)
RANK: dict[Truth, int] = {False: 0, None: 1, True: 2}


@pytest.mark.parametrize("values", list(product(VALUES, repeat=3)))
def test_three_values_are_least_greatest_and_kth(values: tuple[Truth, ...]) -> None:
    ranked = sorted(values, key=lambda value: RANK[value], reverse=True)
    assert all_true(values) is ranked[-1]
    assert any_true(values) is ranked[0]
    assert [enough_true(count, values) for count in (1, 2, 3)] == ranked


def test_negation_turns_round_and_leaves_unknown() -> None:
    assert [negated(value) for value in VALUES] == [False, True, None]


def test_nothing_is_all_true_and_nothing_is_any_true() -> None:
    assert all_true(()) is True
    assert any_true(()) is False
