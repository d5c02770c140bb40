"""One answer with its bound, whatever means there are."""

from __future__ import annotations

import importlib.util
import time

import pytest
from hypothesis import given, settings

from sanbi.engine.scheduling.resources import (
    Activity,
    Pool,
    ResourceProblem,
    Status,
    solve_resources,
)
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
