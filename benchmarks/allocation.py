"""Scarce factors for made-up projects: beside simple rules, HiGHS with all columns, and CP-SAT."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np

from benchmarks.made_county import made_up_county
from benchmarks.measuring import Goal, Report, Timing
from sanbi.engine.scheduling.allocation import AllocationProblem, allocate
from sanbi.engine.scheduling.allocation.columns import Columns, Rows, columns_of
from sanbi.engine.scheduling.allocation.greedy import points_of
from sanbi.engine.scheduling.allocation.master import Master

CENTS = 100  # amounts have at most two decimals
MILLS = 1000  # points, for CP-SAT


Result = tuple[float, float]  # points, bound


@dataclass(frozen=True)
class Size:
    """How many projects, the gap to reach, and the seconds allowed."""

    projects: int
    gap: float
    seconds: float
    cp_sat: bool = False


FULL = (Size(500, 0.01, 15.0, cp_sat=True), Size(5000, 0.015, 60.0))
QUICK = (Size(60, 0.05, 5.0, cp_sat=True),)


@dataclass
class Outcomes:
    """What one contender reached: a gap to its own bound, and points, by seed."""

    timing: Timing
    gaps: list[float] = field(default_factory=list)
    points: list[float] = field(default_factory=list)

    def add(self, seconds: float, cpu: float, points: float, bound: float) -> None:
        """Keep one run."""
        self.timing.seconds.append(seconds)
        self.timing.cpu.append(cpu)
        self.points.append(points)
        self.gaps.append((bound - points) / abs(bound))


def measure(seeds: int, *, quick: bool) -> Report:
    """Allocate a made-up county of each size for each seed, by each contender in turn."""
    timings: list[Timing] = []
    goals: list[Goal] = []
    notes = ["synthetic counties, drawn from seeds 1 … ; gaps are to each contender's own bound"]
    for size in QUICK if quick else FULL:
        found = _contend(size, seeds)
        own = next(iter(found.values()))
        for outcome in found.values():
            gaps = ", ".join(f"{gap:.2%}" for gap in outcome.gaps)
            short = np.mean([p / q for p, q in zip(outcome.points, own.points, strict=True)])
            outcome.timing.note = f"gap {gaps}; {short:.1%} of sanbi's points"
        timings += [outcome.timing for outcome in found.values()]
        name = f"{size.projects:,} projects"
        worst, slowest = max(own.gaps), max(own.timing.seconds)
        goals += [
            Goal(f"{name}: proved gap at most {size.gap:.1%}", f"{worst:.2%}", worst <= size.gap),
            Goal(f"{name}: under {size.seconds:g} s", f"{slowest:.1f} s", slowest < size.seconds),
        ]
        notes.append(f"{name}: {_simple(size, seeds)}")
    return Report("scarce factors for made-up projects over 12 months", timings, goals, notes)


def _contend(size: Size, seeds: int) -> dict[str, Outcomes]:
    contenders: dict[str, Callable[[AllocationProblem, Size], Result]] = {
        "sanbi": by_sanbi,
        "HiGHS, all columns": by_highs,
    }
    if size.cp_sat:
        contenders["CP-SAT"] = by_cp_sat
    found = {name: Outcomes(Timing(f"{size.projects:,}: {name}")) for name in contenders}
    for seed in range(1, seeds + 1):
        problem = made_up_county(size.projects, seed)
        for name, contender in contenders.items():
            # Each in a process of its own: OR-Tools brings another HiGHS than highspy does, and
            # on Linux some releases of the two cannot be loaded together.
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                found[name].add(*process.submit(timed, contender, problem, size).result())
    return found


def timed(
    contender: Callable[[AllocationProblem, Size], Result], problem: AllocationProblem, size: Size
) -> tuple[float, float, float, float]:
    """Seconds, processor seconds, points and bound of one run."""
    began, spent = time.perf_counter(), time.process_time()
    points, bound = contender(problem, size)
    return time.perf_counter() - began, time.process_time() - spent, points, bound


def _simple(size: Size, seeds: int) -> str:
    """How far the simple rules stay behind."""
    shares: dict[str, list[float]] = {}
    for seed in range(1, seeds + 1):
        found = allocate(
            made_up_county(size.projects, seed),
            seconds=size.seconds,
            gap=size.gap,
            clock=time.monotonic,
        )
        for name, points in found.compared.items():
            shares.setdefault(name, []).append(points / found.points)
    said = ", ".join(f"{name} {np.mean(held):.1%}" for name, held in shares.items())
    return f"simple rules reach {said} of sanbi's points"


def by_sanbi(problem: AllocationProblem, size: Size) -> Result:
    """Priced columns, as the platform does it."""
    found = allocate(problem, seconds=size.seconds, gap=size.gap, clock=time.monotonic)
    return found.points, found.bound


def by_highs(problem: AllocationProblem, size: Size) -> Result:
    """The same model with every column from the beginning, solved as it is."""
    columns = columns_of(problem)
    master = Master(problem, columns)
    master.take(np.arange(len(columns.owner)))
    found = master.whole(seconds=size.seconds, gap=size.gap)
    if found.chosen is None:
        return 0.0, found.bound
    return points_of(problem, columns, found.chosen), found.bound


def by_cp_sat(problem: AllocationProblem, size: Size) -> Result:
    """The same model in whole numbers."""
    from ortools.sat.python import cp_model

    columns = columns_of(problem)
    model = cp_model.CpModel()
    takes = [model.new_bool_var(f"c{n}") for n in range(len(columns.owner))]
    for place, forced in enumerate(problem.forced()):
        own = takes[columns.first[place] : columns.first[place + 1]]
        model.add_exactly_one(own) if forced else model.add_at_most_one(own)
    short = _limited(model, takes, problem, columns)
    points = sum(round(v * MILLS) * take for v, take in zip(columns.value, takes, strict=True))
    penalty = problem.fairness.penalty if problem.fairness else 0.0
    model.maximize(points * CENTS - round(penalty * MILLS) * sum(short))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = size.seconds
    solver.parameters.relative_gap_limit = size.gap
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    bound = solver.best_objective_bound / MILLS / CENTS
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0.0, bound
    chosen = np.flatnonzero([solver.value(take) for take in takes])
    return points_of(problem, columns, chosen), bound


def _limited(model, takes, problem: AllocationProblem, columns: Columns):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - ortools has no types
    """Add every row that ties projects together; returns the townships' shortfalls."""
    rows = Rows(problem)
    sums: list[list[object]] = [[] for _ in range(rows.count)]
    for column, take in enumerate(takes):
        for cell in range(columns.starts[column], columns.starts[column + 1]):
            sums[columns.rows[cell]].append(round(columns.amounts[cell] * CENTS) * take)
    most = round(10 * CENTS * max(sum(q.releases) + q.opening + q.ahead for q in problem.quotas))
    for number, quota in enumerate(problem.quotas):
        stock = round(quota.opening * CENTS)
        since = 0
        for month, release in enumerate(quota.releases):
            if month in quota.keeps:
                kept = model.new_int_var(-most, int(quota.keeps[month] * since), "")
                model.add(kept <= stock)
                stock, since = kept, 0
            least = 0 if month == rows.horizon - 1 else -round(quota.ahead * CENTS)
            after = model.new_int_var(least, most, "")
            used = sum(sums[number * rows.horizon + month])
            model.add(after + used <= stock + round(release * CENTS))
            stock, since = after, since + round(release * CENTS)
    for number, staff in enumerate(problem.staffs):
        for month, able in enumerate(staff.months):
            row = rows.staff_at + number * rows.horizon + month
            model.add(sum(sums[row]) <= int(able * CENTS))
    for row in range(rows.exclusions_at, rows.prerequisites_at):
        model.add(sum(sums[row]) <= CENTS)
    for row in range(rows.prerequisites_at, rows.count):
        model.add(sum(sums[row]) <= 0)
    return _shortfalls(model, problem, rows, sums, most)


def _shortfalls(model, problem: AllocationProblem, rows: Rows, sums, most: int):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - ortools has no types
    fair, short = problem.fairness, []
    for number, name in enumerate(rows.townships):
        assert fair is not None
        total = sum(next(q for q in problem.quotas if q.key == fair.quota).releases)
        share = fair.shares[name] * total * CENTS
        land = sum(sums[rows.townships_at + number])
        missed = model.new_int_var(0, most, "")
        model.add(land <= int(fair.most * share))
        model.add(land + missed >= int(fair.least * share))
        short.append(missed)
    return short
