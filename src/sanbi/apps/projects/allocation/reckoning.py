"""A problem solved, with what overrides cost, as the plain outcome that a run keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from sanbi.engine.scheduling.allocation import Allocation, AllocationProblem, allocate
from sanbi.engine.scheduling.faults import SchedulingFaults

MOST_FREED = 5
"""Overrides whose cost is reckoned one by one; each costs another solution."""
GAP = 0.005
RULES = ("arrival", "value", "density", "rank")


def reckoned(
    problem: AllocationProblem,
    by_hand: list[str],
    *,
    seconds: float,
    clock: Callable[[], float],
) -> tuple[Allocation, dict[str, Any]]:
    """Return the plan, and it as plain data with what the overrides ``by_hand`` cost.

    The time is shared between the plan and the plans without overrides.

    Raises
    ------
    SchedulingFaults
        when what must be admitted does not fit together.
    """
    freed = by_hand if len(by_hand) <= MOST_FREED else []
    tries = 1 + len(freed) + (len(by_hand) > 1)
    part = seconds / tries
    plan = allocate(problem, seconds=part, gap=GAP, clock=clock)
    costs = {key: _cost(problem, [key], plan, part, clock) for key in freed}
    whole = _cost(problem, by_hand, plan, part, clock) if len(by_hand) > 1 else None
    outcome = _plain(plan) | {"costs": costs, "cost": whole or next(iter(costs.values()), None)}
    return plan, outcome


def _cost(
    problem: AllocationProblem,
    keys: list[str],
    plan: Allocation,
    seconds: float,
    clock: Callable[[], float],
) -> list[float] | None:
    """Points that the county would have more without some overrides: found, and at most."""
    freed = set(keys)
    candidates = [
        replace(item, approved=None, mandatory=False) if item.key in freed else item
        for item in problem.candidates
    ]
    try:
        free = allocate(
            replace(problem, candidates=candidates), seconds=seconds, gap=GAP, clock=clock
        )
    except SchedulingFaults:
        return None
    return [max(free.points - plan.points, 0.0), max(free.bound - plan.points, 0.0)]


def _plain(plan: Allocation) -> dict[str, Any]:
    return {
        "points": plan.points,
        "bound": plan.bound,
        "gap": plan.gap,
        "end": plan.end.value,
        "compared": dict(plan.compared),
        "admitted": {item.key: _without_key(asdict(item)) for item in plan.admitted},
        "left_out": {item.key: _without_key(asdict(item)) for item in plan.left_out},
        "factors": {item.key: _without_key(asdict(item)) for item in plan.factors},
    }


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key"}
