"""One answer from all means: a seed in milliseconds, a better schedule, and a proof of how good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanbi.engine.scheduling.resources.exact import has_solver, prove
from sanbi.engine.scheduling.resources.problem import ResourceProblem
from sanbi.engine.scheduling.resources.search import Found, ListSearch
from sanbi.engine.scheduling.resources.windows import makespan_bound, tardiness_bound

FIRST_PROOF, SEARCH = 0.2, 0.55  # shares of the time limit
LARGEST_MODEL = 5_000  # activities; above it the proof takes more time than it gives


class Status(StrEnum):
    """How good a schedule is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # the gap says how far it may be from the best


@dataclass(frozen=True)
class ResourceSchedule:
    """A schedule of a resource problem, with what is proved of it.

    Attributes
    ----------
    starts : sequence of int
        First day of each activity, in the problem's order.
    makespan : int
        Days until everything is finished.
    cost : float
        The objective: the makespan, or the weighted tardiness.
    bound : float
        No schedule costs less.
    status : Status
    proved_by : str
        ``bound`` (chains and pools), ``cp-sat``, or empty.
    """

    starts: Sequence[int]
    makespan: int
    cost: float
    bound: float
    status: Status
    proved_by: str = ""

    @property
    def gap(self) -> float:
        """Share by which the cost may exceed the best one; 0 when it is proved."""
        return (self.cost - self.bound) / self.cost if self.cost > self.bound else 0.0


def solve_resources(
    problem: ResourceProblem,
    *,
    seconds: float = 10.0,
    clock: Callable[[], float],
    workers: int = 2,
    seed: int = 1,
) -> ResourceSchedule:
    """Return a schedule within a time limit, always with a bound.

    First the serial schedules of some priority rules, improved forward and backward; then a short
    proof by constraint programming, a search among lists, and constraint programming again with
    what is left of the time. Ends as soon as cost and bound meet.

    Parameters
    ----------
    problem : ResourceProblem
    seconds : float
        Time limit by the clock.
    clock : callable returning seconds, such as ``time.monotonic``
    workers : int
        Threads of the constraint solver.
    seed : int
        Of the search; what is found within a time limit still depends on the machine.

    Returns
    -------
    ResourceSchedule
    """
    return _Solving(problem, seconds, clock, workers, seed).schedule()


@dataclass
class _Solving:
    problem: ResourceProblem
    seconds: float
    clock: Callable[[], float]
    workers: int
    seed: int

    def __post_init__(self) -> None:
        self.began = self.clock()
        makespan = self.problem.objective == "makespan"
        self.bound = float(
            makespan_bound(self.problem) if makespan else tardiness_bound(self.problem)
        )
        self.search = ListSearch(self.problem, self.seed)
        self.best: Found = self.search.best
        self.proved_by = "bound"

    def schedule(self) -> ResourceSchedule:
        """Run the means in turn until the bound is met or the time is over."""
        solver = has_solver() and len(self.problem.activities) <= LARGEST_MODEL
        if not self._met():
            self.search.begin()
            self.best = self.search.best
        if solver:
            self._prove(self.seconds * FIRST_PROOF)
            self._search(self.seconds * (FIRST_PROOF + SEARCH))
            self._prove(self.seconds)
        else:
            self._search(self.seconds)
        return self._answer()

    def _met(self) -> bool:
        return self.best.cost <= self.bound

    def _gone(self) -> float:
        return self.clock() - self.began

    def _search(self, until: float) -> None:
        if self._met():
            return
        found = self.search.run(lambda: self._gone() >= until, self.bound)
        self.best = min(self.best, found, key=lambda each: each.cost)

    def _prove(self, until: float) -> None:
        left = until - self._gone()
        if self._met() or left <= 0:
            return
        proof = prove(self.problem, self.best, self.bound, seconds=left, workers=self.workers)
        if proof.found is not None:
            self.best = proof.found
            self.search.take(proof.found)
        if proof.settled or proof.bound > self.bound:
            self.bound, self.proved_by = max(self.bound, proof.bound), "cp-sat"

    def _answer(self) -> ResourceSchedule:
        days = self.problem.durations()
        return ResourceSchedule(
            starts=self.best.starts.tolist(),
            makespan=int((self.best.starts + days).max()),
            cost=self.best.cost,
            bound=min(self.bound, self.best.cost),
            status=Status.OPTIMAL if self._met() else Status.FEASIBLE,
            proved_by=self.proved_by,
        )
