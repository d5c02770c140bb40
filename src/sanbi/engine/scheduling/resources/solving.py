"""One answer from all means: a seed in milliseconds, a better schedule, and a proof of how good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanbi.engine.scheduling.resources.beside import Beside
from sanbi.engine.scheduling.resources.exact import Proof, has_solver
from sanbi.engine.scheduling.resources.problem import ResourceProblem
from sanbi.engine.scheduling.resources.search import Found, ListSearch
from sanbi.engine.scheduling.resources.windows import makespan_bound, tardiness_bound

FIRST_PROOF = 0.25  # seconds that a proof stays though its seed is outdone; twice as many each time
LARGEST_MODEL = 5_000  # activities; above it the proof takes more time than it gives
MODELLED = 300  # activities a second: with less time left a proof is not begun


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

    First the serial schedules of some priority rules, improved forward and backward; then a
    search among lists, and beside it, in a thread of its own, proofs by constraint programming,
    each with the best schedule so far. Ends as soon as cost and bound meet.

    Parameters
    ----------
    problem : ResourceProblem
    seconds : float
        Time limit by the clock; overrun by one step of the search at most.
    clock : callable returning seconds, such as ``time.monotonic``
    workers : int
        Threads: one searches, the others (at least one) prove.
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
        self.seen = self.seconds  # what was left when it was last asked
        makespan = self.problem.objective == "makespan"
        self.bound = float(
            makespan_bound(self.problem) if makespan else tardiness_bound(self.problem)
        )
        self.search = ListSearch(self.problem, self.seed)
        self.best: Found = self.search.best
        self.proved_by = "bound"

    def schedule(self) -> ResourceSchedule:
        """Run the means until the bound is met or the time is over."""
        if not self._met() and self._left() > 0:
            self.search.begin()
            self._keep(self.search.best)
        if self._proves():
            with Beside(self.problem, max(1, self.workers - 1)) as proofs:
                self._both(proofs)
        else:
            self._search(self._no_step)
        return self._answer()

    def _both(self, proofs: Beside) -> None:
        """Search and prove at the same time; a proof begins anew when its seed is outdone."""
        stays = FIRST_PROOF
        while not self._met() and not self._no_step():
            seed, until = self.best, self._left() - stays
            proofs.start(seed, self.bound, self._left())
            self._search(lambda: proofs.over() or self._outdone(seed, until) or self._no_step())  # noqa: B023 - called within the round only
            self._learn(proofs.proof())
            stays *= 2

    def _outdone(self, seed: Found, until: float) -> bool:
        return self.search.best.cost < seed.cost and self._left() <= until

    def _proves(self) -> bool:
        count = len(self.problem.activities)
        modelled = count <= LARGEST_MODEL and count <= MODELLED * self._left()
        return not self._met() and modelled and has_solver()

    def _met(self) -> bool:
        return self.best.cost <= self.bound

    def _left(self) -> float:
        return self.seconds - (self.clock() - self.began)

    def _no_step(self) -> bool:
        """Whether another step, as long as the last one, would overrun the time limit."""
        left = self._left()
        step, self.seen = self.seen - left, left
        return left < max(step, 0)

    def _search(self, until: Callable[[], bool]) -> None:
        if not self._met():
            self._keep(self.search.run(until, self.bound))

    def _keep(self, found: Found) -> None:
        if found.cost < self.best.cost:
            self.best = found

    def _learn(self, proof: Proof | None) -> None:
        if proof is None:
            return
        if proof.found is not None:
            self._keep(proof.found)
            self.search.take(proof.found)
        if proof.bound > self.bound or (proof.settled and proof.bound >= self.best.cost):
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
