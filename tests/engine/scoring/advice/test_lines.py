"""Lines add, scale and mix as the numbers that they stand for."""

from __future__ import annotations

import numpy as np

from sanbi.engine.scoring.advice.lines import Block, Lines

BLOCK = Block(pieces=(3,), inside=(-1, 4), lengths=(0, 5), starts=(0, 1), moved=True)
BLOCKS = {0: BLOCK}


def lines() -> Lines:
    return Lines(
        np.array([1.0, 2.0]),
        {0: np.array([[0.5, 0.1], [0.0, 0.0]])},
        {7: np.array([0.0, 3.0])},
        None,
        {0: np.array([0.01, 0.0])},
    )


def value(of: Lines, unit: int, columns: dict[int, float]) -> float:
    terms = of.terms(unit, BLOCKS)
    return float(of.constant[unit]) + sum(by * columns.get(c, 0.0) for c, by in terms.items())


def test_sum_and_scale() -> None:
    at = {3: 1.0, 4: 2.0, 7: 1.0}
    one, both = lines(), lines().plus(lines().times(np.array([2.0, -1.0])).shifted(4.0))
    assert value(one, 0, at) == 1.7
    assert value(one, 1, at) == 5.0
    assert value(both, 0, at) == 1.7 + 3.4 + 4
    assert value(both, 1, at) == 4.0
    assert both.errors[0][0] == 0.03


def test_taken_fixes_the_others() -> None:
    kept = lines().taken(np.array([1.0, 0.0]), np.array([9.0, 8.0]))
    at = {3: 1.0, 4: 2.0, 7: 1.0}
    assert value(kept, 0, at) == 1.7
    assert value(kept, 1, at) == 8.0
    assert kept.moves().tolist() == [True, False]
    assert lines().moves().tolist() == [True, True]


def test_errors_widen() -> None:
    wide = lines().wider({0: np.array([0.5, 0.5])}, np.array([0.0, 0.2]))
    assert wide.errors[0].tolist() == [0.51, 0.5]
    assert wide.spare().tolist() == [0.0, 0.2]
    assert wide.times(-2.0).spare().tolist() == [0.0, 0.4]
    assert lines().spare().tolist() == [0.0, 0.0]
