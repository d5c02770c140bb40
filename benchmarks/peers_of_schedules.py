"""Other ways to schedule under shared resources: CP-SAT as its examples write it, and PyJobShop."""

from __future__ import annotations

from typing import Protocol

from benchmarks.schedule_instances import Instance
from sanbi.engine.scheduling.resources import ResourceProblem
from sanbi.engine.scheduling.resources.search import Found, ListSearch
from sanbi.engine.scheduling.resources.windows import heads, makespan_bound, tails

Answer = tuple[float, float]  # makespan, lower bound


class Contender(Protocol):
    """Solves an instance within a time limit."""

    def __call__(self, instance: Instance, *, seconds: float, workers: int) -> Answer:
        """Makespan and lower bound."""
        ...


def by_cp_sat(instance: Instance, *, seconds: float, workers: int) -> Answer:
    """One cumulative a pool, time windows from the links, and one serial schedule as the hint."""
    from ortools.sat.python import cp_model

    problem = instance.problem
    seed = ListSearch(problem).best
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(_model(problem, seed))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return solver.objective_value, solver.best_objective_bound
    return seed.cost, solver.best_objective_bound


def _model(problem: ResourceProblem, seed: Found):  # type: ignore[no-untyped-def]  # noqa: ANN202 - ortools has no types
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    days, last = problem.durations().tolist(), int(seed.cost)
    starts = [
        model.new_int_var(int(head), last - int(tail), "")
        for head, tail in zip(heads(problem), tails(problem), strict=True)
    ]
    spans = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, days, strict=True)
    ]
    for before, after, lag in problem.follows:
        model.add(starts[after] >= starts[before] + days[before] + lag)
    for pool, needs in zip(problem.pools, problem.needs().tolist(), strict=True):
        model.add_cumulative(spans, needs, pool.capacity)
    end = model.new_int_var(makespan_bound(problem), last, "")
    for start, length in zip(starts, days, strict=True):
        model.add(end >= start + length)
    model.minimize(end)
    for start, day in zip(starts, seed.starts.tolist(), strict=True):
        model.add_hint(start, day)
    return model


def by_pyjobshop(instance: Instance, *, seconds: float, workers: int) -> Answer:
    """Its own model of the same instance."""
    from pyjobshop import Model

    problem, model = instance.problem, Model()
    pools = [model.add_renewable(pool.capacity) for pool in problem.pools]
    tasks = [model.add_task(name=activity.key) for activity in problem.activities]
    for task, activity in zip(tasks, problem.activities, strict=True):
        used = [(pool, units) for pool, units in zip(pools, activity.needs, strict=True) if units]
        model.add_mode(
            task,
            [pool for pool, _ in used],
            activity.duration,
            demands=[units for _, units in used],
        )
    for before, after, lag in problem.follows:
        model.add_end_before_start(tasks[before], tasks[after], lag)
    found = model.solve(solver="ortools", time_limit=seconds, num_workers=workers, display=False)
    return found.objective, found.lower_bound
