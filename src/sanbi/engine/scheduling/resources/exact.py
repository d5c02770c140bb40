"""Schedules by constraint programming: better ones than a seed, and bounds that prove them.

OR-Tools CP-SAT (Apache-2.0). Where it is not installed the search by lists answers alone.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sanbi.engine.scheduling.resources.search import Found
from sanbi.engine.scheduling.resources.windows import heads, tails

if TYPE_CHECKING:
    from sanbi.engine.scheduling.resources.problem import ResourceProblem, Whole

CENTS = 1000  # weights of tardiness as whole numbers


@dataclass(frozen=True)
class Proof:
    """What constraint programming found.

    Attributes
    ----------
    found : Found or None
        A schedule better than the seed.
    bound : float
        No schedule costs less.
    settled : bool
        Whether the better of seed and found is proved to be the best.
    """

    found: Found | None
    bound: float
    settled: bool


def has_solver() -> bool:
    """Whether OR-Tools is installed."""
    return importlib.util.find_spec("ortools") is not None


class Halt:
    """Stops a proof from another thread, whether it has begun to search or not."""

    def __init__(self) -> None:
        self.wanted = False
        self.solver: Any = None

    def now(self) -> None:
        """Stop the proof where it is."""
        self.wanted = True
        if self.solver is not None:
            self.solver.stop_search()


def prove(
    problem: ResourceProblem,
    seed: Found,
    bound: float,
    *,
    seconds: float,
    workers: int = 2,
    halt: Halt | None = None,
) -> Proof:
    """Look for a schedule better than the seed, or prove that there is none.

    Parameters
    ----------
    problem : ResourceProblem
    seed : Found
        The best schedule so far; only better ones are looked for.
    bound : float
        Known lower bound of the cost.
    seconds : float
        Time limit; model building (about 50 µs for each activity) comes on top.
    workers : int
        Threads.
    halt : Halt, optional
        By which another thread ends it early.
    """
    from ortools.sat.python import cp_model

    model = _Model(problem, seed, bound)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.num_workers = workers
    if halt is not None:
        halt.solver = solver
        if halt.wanted:
            return Proof(None, bound, settled=False)
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:  # nothing is better than the seed
        return Proof(None, seed.cost, settled=True)
    proved = max(bound, model.cost_of(solver.best_objective_bound))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Proof(None, min(proved, seed.cost), settled=proved >= seed.cost)
    starts = np.array([solver.value(start) for start in model.starts], np.int64)
    found = Found(starts, model.cost_of(solver.objective_value))
    return Proof(found, min(proved, found.cost), settled=status == cp_model.OPTIMAL)


class _Model:
    """The problem as a constraint model that admits only what is better than the seed."""

    def __init__(self, problem: ResourceProblem, seed: Found, bound: float) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model: Any = cp_model.CpModel()
        self.makespan = problem.objective == "makespan"
        days = problem.durations()
        # Whatever is better ends before the seed; of tardiness that is not so.
        self.end = int(seed.cost) - 1 if self.makespan else problem.horizon()
        self._starts(days)
        self._links(days)
        self._pools(days)
        self._objective(seed, bound)
        for variable, start in zip(self.starts, seed.starts.tolist(), strict=True):
            self.model.add_hint(variable, start)

    def cost_of(self, objective: float) -> float:
        """The cost that a value of the solver's objective stands for."""
        return objective if self.makespan else objective / CENTS

    def _starts(self, days: Whole) -> None:
        head, tail = heads(self.problem), tails(self.problem)
        self.starts = []
        self.spans = []
        for number, activity in enumerate(self.problem.activities):
            low, high = int(head[number]), self.end - int(tail[number])
            if low > high:
                self.model.add_bool_or([])  # the longest chain already reaches the seed
                high = low
            start = self.model.new_int_var(low, high, activity.key)
            self.starts.append(start)
            self.spans.append(
                self.model.new_fixed_size_interval_var(start, int(days[number]), activity.key)
            )

    def _links(self, days: Whole) -> None:
        for before, after, lag in self.problem.follows:
            self.model.add(self.starts[after] >= self.starts[before] + int(days[before]) + lag)

    def _pools(self, days: Whole) -> None:
        for pool, needs in zip(self.problem.pools, self.problem.needs(), strict=True):
            users = [n for n, units in enumerate(needs) if units and days[n]]
            spans = [self.spans[n] for n in users]
            units = [int(needs[n]) for n in users]
            for first, length, missing in pool.lacks:
                spans.append(self.model.new_fixed_size_interval_var(first, length, pool.key))
                units.append(min(missing, pool.capacity))
            if sum(units) > pool.capacity:
                self.model.add_cumulative(spans, units, pool.capacity)

    def _objective(self, seed: Found, bound: float) -> None:
        if self.makespan:
            end = self.model.new_int_var(min(int(bound), self.end), self.end, "end")
            days = self.problem.durations()
            for number, start in enumerate(self.starts):
                self.model.add(end >= start + int(days[number]))
            self.model.minimize(end)
            return
        lates = []
        for start, activity in zip(self.starts, self.problem.activities, strict=True):
            if activity.due is None or not activity.weight:
                continue
            late = self.model.new_int_var(0, self.end, activity.key)
            self.model.add(late >= start + activity.duration - activity.due)
            lates.append(round(activity.weight * CENTS) * late)
        self.model.minimize(sum(lates))
        self.model.add(sum(lates) <= max(round(seed.cost * CENTS) - 1, 0))
