"""The search never gets worse, repeats itself, and finds the best of tiny problems."""

from __future__ import annotations

from hypothesis import given

from sanbi.engine.scheduling.resources import ResourceProblem
from sanbi.engine.scheduling.resources.search import Found, ListSearch
from tests.engine.scheduling.resources.checker import (
    PERMITS,
    best_cost,
    broken_rules,
    lateness_of,
    makespan_of,
    tiny_problems,
)


def steps(problem: ResourceProblem, count: int) -> ListSearch:
    search = ListSearch(problem, seed=4, size=16)
    left = iter(range(count))
    search.run(lambda: next(left, None) is None, bound=-1)
    return search


@given(problem=tiny_problems())
def test_the_shortest_schedule_of_a_tiny_problem_is_found(problem: ResourceProblem) -> None:
    best = steps(problem, 6).best
    assert list(broken_rules(problem, best.starts.tolist())) == []
    assert best.cost == makespan_of(problem, best.starts.tolist()) == best_cost(problem)


@given(problem=tiny_problems("tardiness"))
def test_the_least_late_schedule_of_a_tiny_problem_is_found(problem: ResourceProblem) -> None:
    best = steps(problem, 6).best
    assert list(broken_rules(problem, best.starts.tolist())) == []
    assert best.cost == lateness_of(problem, best.starts.tolist()) == best_cost(problem)


def test_the_same_seed_gives_the_same_schedule() -> None:
    first, second = steps(PERMITS, 3), steps(PERMITS, 3)
    assert first.best.starts.tolist() == second.best.starts.tolist()
    assert first.lists.tolist() == second.lists.tolist()


def test_it_stops_at_the_bound() -> None:
    search = ListSearch(PERMITS)
    found = search.run(lambda: False, bound=6)
    assert found.cost == 6


def test_a_better_schedule_from_elsewhere_is_taken() -> None:
    search = ListSearch(PERMITS, size=8)
    search.begin()
    given_starts = search.best.starts.copy()
    search.take(Found(given_starts, search.best.cost - 1))
    assert search.best.cost == 5
    assert search.costs[0] == 5
