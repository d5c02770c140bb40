"""The search never gets worse, repeats itself, and finds the best of tiny problems."""

from __future__ import annotations

from hypothesis import given

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.search import PATIENCE, Found, ListSearch
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


def test_few_lists_where_each_takes_long() -> None:
    many = [Activity(f"a{n}", 3, [1]) for n in range(600)]
    assert ListSearch(PERMITS).size == 128
    assert ListSearch(ResourceProblem(many, [Pool("crew", 3)], [])).size == 41
    assert ListSearch(ResourceProblem(many * 5, [Pool("crew", 3)], [])).size == 4


def test_lists_that_are_too_alike_are_stirred_and_the_best_stay() -> None:
    activities = [Activity(f"a{n}", 1 + n * 7 % 5, [1 + n % 2]) for n in range(14)]
    problem = ResourceProblem(activities, [Pool("crews", 3)], [(n, n + 7, 0) for n in range(7)])
    search = ListSearch(problem, size=8)
    search.begin()
    stirred = 0
    for _ in range(40):
        best, still = search.best.cost, search.still
        search.step()
        stirred += search.still == 0 and still == PATIENCE - 1
        assert search.best.cost <= best
        assert search.costs.min() >= search.best.cost
        for order in search.lists.tolist():
            assert sorted(order) == list(range(14))
    assert stirred >= 2
