"""Serial generation, forward and backward, against the plain way of placing one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.lists import Precedence
from sanbi.engine.scheduling.resources.serial import NEVER, backward_generator, generator
from tests.engine.scheduling.resources.checker import (
    PERMITS,
    broken_rules,
    tiny_problems,
)


def test_of_the_permits() -> None:
    lists = np.array([[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 3, 1]])
    starts = generator(PERMITS, 20).starts(lists)
    assert starts.tolist() == [[0, 3, 0, 5], [2, 0, 0, 5], [0, 5, 0, 4]]


@given(problem=tiny_problems())
def test_every_list_gives_a_schedule_that_keeps_the_rules(problem: ResourceProblem) -> None:
    random = np.random.default_rng(3)
    keys = random.normal(size=(7, len(problem.activities)))
    lists = Precedence(problem).lists(keys)
    for starts in generator(problem, problem.horizon() + 1).starts(lists):
        assert list(broken_rules(problem, starts.tolist())) == []


def test_what_does_not_fit_within_the_time_line_never_starts() -> None:
    starts = generator(PERMITS, 5).starts(np.array([[0, 1, 2, 3]]))
    assert starts[0, 3] >= NEVER
    assert starts[0, :3].tolist() == [0, 3, 0]


def test_backward_is_forward_turned_round() -> None:
    lists = np.array([[3, 1, 2, 0]])
    turned = backward_generator(PERMITS, 6).starts(lists)
    days = PERMITS.durations()
    starts = (6 - turned - days)[0].tolist()
    assert list(broken_rules(PERMITS, starts)) == []
    assert starts[3] == 5


def test_units_that_are_missing_are_not_used() -> None:
    away = Pool("reviewer", 1, [(0, 4, 1)])
    problem = ResourceProblem([Activity("a", 2, [1])], [away], [])
    assert generator(problem, 10).starts(np.array([[0]])).tolist() == [[4]]


def test_without_pools_and_with_tasks_of_no_days() -> None:
    problem = ResourceProblem([Activity("a", 0, release=3), Activity("b", 2)], [], [(0, 1, 1)])
    assert generator(problem, 10).starts(np.array([[0, 1]])).tolist() == [[3, 4]]
