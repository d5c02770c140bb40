from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.places import better_and_equal, places

KINDS = pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])
POPULATION = np.array([9.0, 8.0, 8.0, 7.0])


@KINDS
@pytest.mark.parametrize(
    ("ties", "high", "low"),
    [
        ("competition", [1, 2, 2, 4], [4, 2, 2, 1]),
        ("dense", [1, 2, 2, 3], [3, 2, 2, 1]),
        ("average", [1, 2.5, 2.5, 4], [4, 2.5, 2.5, 1]),
    ],
)
def test_places(arithmetic: Any, ties: str, high: list[float], low: list[float]) -> None:
    held = arithmetic.from_floats(POPULATION)
    assert places(held, held, arithmetic, high=True, ties=ties).tolist() == high
    assert places(held, held, arithmetic, high=False, ties=ties).tolist() == low


@KINDS
def test_who_is_not_in_the_population_gets_the_place_that_it_would_have(arithmetic: Any) -> None:
    held = arithmetic.from_floats(POPULATION)
    others = arithmetic.from_floats(np.array([10.0, 8.0, 1.0]))
    assert places(others, held, arithmetic, high=True, ties="competition").tolist() == [1, 2, 5]
    assert places(others, held, arithmetic, high=True, ties="average").tolist() == [1, 2.5, 5]


def test_better_and_equal_are_counted() -> None:
    better, equal = better_and_equal(np.array([8.0]), POPULATION, high=True)
    assert (better.tolist(), equal.tolist()) == ([1], [2])
    better, equal = better_and_equal(np.array([8.5]), POPULATION, high=False)
    assert (better.tolist(), equal.tolist()) == ([3], [0])
