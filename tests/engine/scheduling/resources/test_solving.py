"""One answer with its bound, whatever means there are."""

from __future__ import annotations

import importlib.util
import itertools
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scheduling.resources import (
    Activity,
    Pool,
    ResourceProblem,
    Status,
    solve_resources,
)
from sanbi.engine.scheduling.resources.search import ListSearch
from sanbi.engine.scheduling.resources.windows import makespan_bound
from tests.engine.scheduling.resources.checker import (
    PERMITS,
    best_cost,
    broken_rules,
    tiny_problems,
)


def test_of_the_permits() -> None:
    schedule = solve_resources(PERMITS, seconds=5, clock=time.monotonic)
    assert (schedule.makespan, schedule.bound, schedule.status) == (6, 6, Status.OPTIMAL)
    assert (schedule.gap, schedule.proved_by) == (0.0, "bound")
    assert list(broken_rules(PERMITS, schedule.starts)) == []


@settings(max_examples=40)
@given(problem=tiny_problems())
def test_tiny_problems_are_solved_and_proved(problem: ResourceProblem) -> None:
    schedule = solve_resources(problem, seconds=5, clock=time.monotonic)
    assert schedule.status is Status.OPTIMAL
    assert schedule.cost == schedule.bound == best_cost(problem)


def crowded() -> ResourceProblem:
    """Thirty activities that want one or two of three crews; the chains bound nothing."""
    activities = [Activity(f"a{n}", 1 + n * 7 % 5, [1 + n % 2]) for n in range(30)]
    return ResourceProblem(activities, [Pool("crews", 3)], [(n, n + 7, 0) for n in range(23)])


def test_without_the_solver_the_lists_answer_with_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    schedule = solve_resources(crowded(), seconds=0.2, clock=time.monotonic)
    assert list(broken_rules(crowded(), schedule.starts)) == []
    assert schedule.bound <= schedule.cost
    assert schedule.proved_by == "bound"


def test_a_time_limit_of_nothing_still_gives_a_schedule() -> None:
    schedule = solve_resources(crowded(), seconds=0, clock=time.monotonic)
    assert list(broken_rules(crowded(), schedule.starts)) == []
    assert schedule.gap == pytest.approx((schedule.cost - schedule.bound) / schedule.cost)


def test_tardiness_of_two_projects_that_share_an_office() -> None:
    problem = ResourceProblem(
        [
            Activity("plant", 4, [1], due=4, weight=1.0, project="p"),
            Activity("school", 2, [1], due=2, weight=3.0, project="q"),
        ],
        [Pool("office", 1)],
        [],
        "tardiness",
    )
    schedule = solve_resources(problem, seconds=5, clock=time.monotonic)
    assert schedule.starts == [2, 0]
    assert (schedule.cost, schedule.bound, schedule.status) == (2.0, 2.0, Status.OPTIMAL)


def ticking() -> Callable[[], float]:
    """A clock that goes on by one with each look: the same steps happen on every machine."""
    ticks = itertools.count()
    return lambda: float(next(ticks))


def test_the_same_steps_give_the_same_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    found = [solve_resources(uneven(), seconds=30, clock=ticking(), seed=7) for _ in range(2)]
    assert found[0] == found[1]


def uneven() -> ResourceProblem:
    """Like `crowded`, with a second pool that no work fills, so that the bounds are not met."""
    activities = [Activity(f"a{n}", 2 + n * 7 % 5, [1 + n * 5 % 3, n * 3 % 4]) for n in range(40)]
    pools = [Pool("crews", 4), Pool("cranes", 5)]
    return ResourceProblem(activities, pools, [(n, n + 6, 0) for n in range(34)])


def test_search_and_proof_go_on_together_until_they_meet() -> None:
    schedule = solve_resources(uneven(), seconds=60, clock=time.monotonic)
    assert schedule.status is Status.OPTIMAL
    assert list(broken_rules(uneven(), schedule.starts)) == []
    alone = solve_resources(uneven(), seconds=60, clock=time.monotonic, workers=1)
    assert alone.cost == schedule.cost == schedule.bound


def test_a_step_that_would_overrun_the_limit_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    steps = []
    step = ListSearch.step
    monkeypatch.setattr(ListSearch, "step", lambda self: (steps.append(1), step(self)))
    clock = ticking()
    solve_resources(uneven(), seconds=10, clock=lambda: 4 * clock())  # four seconds a look
    assert steps == []
    solve_resources(uneven(), seconds=10, clock=ticking())
    assert len(steps) == 7


@settings(max_examples=40)
@given(problem=tiny_problems(), more=st.integers(1, 3))
def test_more_units_never_lengthen_the_best_schedule(problem: ResourceProblem, more: int) -> None:
    pools = [replace(pool, capacity=pool.capacity + more) for pool in problem.pools]
    wider = ResourceProblem(problem.activities, pools, problem.follows)
    before, after = (
        solve_resources(each, seconds=60, clock=time.monotonic) for each in (problem, wider)
    )
    assert before.status is after.status is Status.OPTIMAL
    assert after.cost <= before.cost


@settings(max_examples=40)
@given(problem=tiny_problems(), times=st.integers(2, 3))
def test_units_in_another_measure_change_nothing(problem: ResourceProblem, times: int) -> None:
    pools = [
        Pool(p.key, p.capacity * times, [(first, days, n * times) for first, days, n in p.lacks])
        for p in problem.pools
    ]
    activities = [replace(a, needs=[n * times for n in a.needs]) for a in problem.activities]
    scaled = ResourceProblem(activities, pools, problem.follows)
    assert makespan_bound(scaled) == makespan_bound(problem)
    found = solve_resources(scaled, seconds=60, clock=time.monotonic)
    assert found.cost == best_cost(problem)


def test_a_negative_lag_lets_the_later_one_begin_before() -> None:
    problem = ResourceProblem(
        [Activity("permit", 5, [1]), Activity("dig", 3, [1]), Activity("done", 0)],
        [Pool("office", 2)],
        [(0, 1, -2), (1, 2, 0)],
    )
    schedule = solve_resources(problem, seconds=60, clock=time.monotonic)
    assert list(schedule.starts) == [0, 3, 6]
    assert (schedule.cost, schedule.bound) == (6, 6)
    narrow = replace(problem, pools=[Pool("office", 1)])
    schedule = solve_resources(narrow, seconds=60, clock=time.monotonic)
    assert list(schedule.starts) == [0, 5, 8]
