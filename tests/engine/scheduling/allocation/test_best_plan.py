"""Every plan of a tiny county is tried: the allocation is the best of them, and says so."""

from __future__ import annotations

import time

import pytest
from hypothesis import event, given, settings

from sanbi.engine.scheduling import allocation
from sanbi.engine.scheduling.allocation import (
    Allocation,
    AllocationProblem,
    End,
)
from sanbi.engine.scheduling.allocation.columns import columns_of
from sanbi.engine.scheduling.allocation.greedy import greedy_choices
from sanbi.engine.scheduling.faults import SchedulingFaults
from tests.engine.scheduling.allocation.checker import best_worth, broken, plan_of, worth
from tests.engine.scheduling.allocation.small_counties import counties

ROUNDING = 1e-5


def allocate(problem: AllocationProblem) -> Allocation:
    return allocation.allocate(problem, seconds=20, gap=0.0, clock=time.monotonic)


@settings(max_examples=150)
@given(counties())
def test_the_plan_is_the_best_of_all_plans(problem: AllocationProblem) -> None:
    best = best_worth(problem)
    if best is None:
        event("impossible")
        with pytest.raises(SchedulingFaults):
            allocate(problem)
        return
    found = allocate(problem)
    assert broken(problem, plan_of(found)) == []
    assert found.points == pytest.approx(best, abs=ROUNDING)
    assert worth(problem, plan_of(found)) == pytest.approx(found.points, abs=ROUNDING)
    assert found.bound >= best - ROUNDING
    assert found.end is End.PROVED
    assert set(plan_of(found)).isdisjoint(item.key for item in found.left_out)
    assert len(found.admitted) + len(found.left_out) == len(problem.candidates)


@settings(max_examples=60)
@given(counties())
def test_simple_rules_keep_every_rule_and_never_beat_the_bound(problem: AllocationProblem) -> None:
    try:
        found = allocate(problem)
    except SchedulingFaults:
        return
    columns = columns_of(problem)
    forced = [item.key for item in found.admitted if problem.forced()[_place(problem, item.key)]]
    for name, chosen in greedy_choices(problem, columns).items():
        owners = columns.owner[chosen].tolist()
        plan = {
            problem.candidates[place].key: tuple(
                columns.months[place][column - columns.first[place]].tolist()
            )
            for column, place in zip(chosen.tolist(), owners, strict=True)
        }
        missed = [key for key in forced if key not in plan]
        if not missed:
            assert broken(problem, plan) == [], name
            assert found.compared[name] == pytest.approx(worth(problem, plan), abs=ROUNDING)
        assert found.compared[name] <= found.bound + ROUNDING


def _place(problem: AllocationProblem, key: str) -> int:
    return [item.key for item in problem.candidates].index(key)
