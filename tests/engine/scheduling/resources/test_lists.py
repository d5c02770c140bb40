"""Lists respect who waits for whom, however they are made."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sanbi.engine.scheduling.resources import ResourceProblem
from sanbi.engine.scheduling.resources.lists import Precedence, crossed, shaken
from tests.engine.scheduling.resources.checker import PERMITS, tiny_problems

RANDOM = np.random.default_rng(5)


def respects(problem: ResourceProblem, order: list[int]) -> bool:
    place = {number: at for at, number in enumerate(order)}
    whole = sorted(order) == list(range(len(problem.activities)))
    return whole and all(place[a] < place[b] for a, b, _ in problem.follows)


def test_the_highest_key_that_is_allowed_comes_first() -> None:
    lists = Precedence(PERMITS).lists(np.array([[1.0, 2.0, 3.0, 9.0], [4.0, 1.0, 2.0, 9.0]]))
    assert lists.tolist() == [[2, 1, 0, 3], [0, 2, 3, 1]]


@given(problem=tiny_problems())
def test_lists_stay_lists_when_crossed_and_shaken(problem: ResourceProblem) -> None:
    precedence = Precedence(problem)
    keys = RANDOM.normal(size=(12, len(problem.activities)))
    lists = precedence.lists(keys)
    children = shaken(crossed(lists, lists[::-1], RANDOM), precedence, 0.5, RANDOM)
    for order in (*lists.tolist(), *children.tolist()):
        assert respects(problem, order)


def test_of_equal_times_those_that_others_wait_for_come_first() -> None:
    precedence = Precedence(PERMITS)
    assert precedence.by_time(np.array([[0, 0, 0, 0]]))[0].tolist().index(3) == 3
    backward = precedence.by_time_backward(np.array([[4, 4, 4, 4]]))[0].tolist()
    assert backward.index(3) == 0
