"""Earliest starts, tails and bounds, by hand."""

from __future__ import annotations

from hypothesis import given

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.windows import (
    heads,
    makespan_bound,
    tails,
    tardiness_bound,
)
from tests.engine.scheduling.resources.checker import PERMITS, best_cost, tiny_problems


def test_of_the_permits() -> None:
    assert heads(PERMITS).tolist() == [0, 0, 0, 4]
    assert tails(PERMITS).tolist() == [4, 2, 5, 1]
    assert makespan_bound(PERMITS) == 6  # the reviewer's work; the longest chain needs 5


def test_lags_and_releases_count() -> None:
    problem = ResourceProblem(
        [Activity("a", 2, release=3), Activity("b", 1, due=4, weight=2.5)], [], [(0, 1, 4)]
    )
    assert heads(problem).tolist() == [3, 9]
    assert tails(problem).tolist() == [7, 1]
    assert makespan_bound(problem) == 10
    assert tardiness_bound(problem) == 2.5 * 6


def test_a_pool_that_is_not_used_bounds_nothing() -> None:
    problem = ResourceProblem([Activity("a", 2, [0])], [Pool("none", 0)], [])
    assert makespan_bound(problem) == 2


@given(problem=tiny_problems())
def test_no_schedule_beats_the_bound(problem: ResourceProblem) -> None:
    assert makespan_bound(problem) <= best_cost(problem)


@given(problem=tiny_problems("tardiness"))
def test_no_schedule_is_less_late_than_the_bound(problem: ResourceProblem) -> None:
    assert tardiness_bound(problem) <= best_cost(problem)
