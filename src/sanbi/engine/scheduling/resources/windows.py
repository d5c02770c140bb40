"""Earliest starts and tails without regard to pools, and the bounds that follow from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.resources.problem import ResourceProblem, Whole

Costs = NDArray[np.float64]


def heads(problem: ResourceProblem) -> Whole:
    """Earliest start of each activity when only links and releases hold it."""
    starts, days = problem.releases(), problem.durations()
    later = _by_first(problem)
    for number in problem.order:
        for after, lag in later[number]:
            starts[after] = max(starts[after], starts[number] + days[number] + lag)
    return starts


def tails(problem: ResourceProblem) -> Whole:
    """Least days from the start of each activity to the end of everything after it."""
    days = problem.durations()
    rest = days.copy()
    later = _by_first(problem)
    for number in reversed(problem.order):
        for after, lag in later[number]:
            rest[number] = max(rest[number], days[number] + lag + rest[after])
    return rest


def makespan_bound(problem: ResourceProblem) -> int:
    """Days that no schedule can beat: the longest chain, and the work of the fullest pool."""
    longest = int((heads(problem) + tails(problem)).max())
    work = problem.needs() @ problem.durations()
    full = [
        -(-int(units) // pool.capacity)
        for pool, units in zip(problem.pools, work, strict=True)
        if pool.capacity
    ]
    return max([longest, *full])


def tardiness_bound(problem: ResourceProblem) -> float:
    """Weighted tardiness that links and releases alone already cause."""
    ends = heads(problem) + problem.durations()
    return float(np.sum(tardiness(problem, ends)))


def tardiness(problem: ResourceProblem, ends: Whole) -> Costs:
    """Weighted days late of each activity, for its finish."""
    dues = np.array([_due(activity.due) for activity in problem.activities])
    weights = np.array([activity.weight for activity in problem.activities])
    late: Costs = weights * np.maximum(ends - dues, 0)
    return late


def _due(due: int | None) -> float:
    return np.inf if due is None else due


def _by_first(problem: ResourceProblem) -> list[list[tuple[int, int]]]:
    later: list[list[tuple[int, int]]] = [[] for _ in problem.activities]
    for before, after, lag in problem.follows:
        later[before].append((after, lag))
    return later
