"""The allocation: priced columns, a whole choice, and a bound that holds for the full model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places, columns_of
from sanbi.engine.scheduling.allocation.conflicts import refuse_conflicts
from sanbi.engine.scheduling.allocation.explaining import Admitted, Factor, LeftOut, explained
from sanbi.engine.scheduling.allocation.greedy import greedy_choices, points_of
from sanbi.engine.scheduling.allocation.master import Master, Relaxed
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem

ROUNDS = 500
TINY = 1e-7


@dataclass(frozen=True)
class Allocation:
    """A plan for the factors, with what is proved of it.

    Attributes
    ----------
    points : float
        Value of the plan in the office's points, penalties taken off.
    bound : float
        No plan that keeps every rule has more.
    admitted : sequence of Admitted
    left_out : sequence of LeftOut
    factors : sequence of Factor
        Use and price of each factor.
    compared : dict of str to float
        Points of the simple rules beside it.
    """

    points: float
    bound: float
    admitted: list[Admitted]
    left_out: list[LeftOut]
    factors: list[Factor]
    compared: dict[str, float]

    @property
    def gap(self) -> float:
        """Share by which a better plan may exceed this one."""
        return max(self.bound - self.points, 0.0) / abs(self.bound) if self.bound else 0.0


def allocate(
    problem: AllocationProblem,
    *,
    seconds: float = 30.0,
    gap: float = 0.005,
    clock: Callable[[], float],
    compare: bool = True,
) -> Allocation:
    """Return the plan that is worth most, within a time limit, always with a bound.

    Every pattern of every project is a column. Columns enter a linear model only where its prices
    say that they pay (Gilmore and Gomory 1961); when none is left, its optimum bounds the whole
    model, nothing dropped. A whole choice among the priced columns follows; where its gap is too
    wide, every column that could be part of a better plan is added and the choice made again.

    Grows with the columns; the number of linear steps hardly depends on it.

    Parameters
    ----------
    problem : AllocationProblem
    seconds : float
        Time limit for the whole choices; what comes before is short.
    gap : float
        Share below which a better plan is no longer looked for.
    clock : callable returning seconds, such as ``time.monotonic``
    compare : bool
        Whether to reckon the simple rules too.

    Raises
    ------
    SchedulingFaults
        when forced projects cannot all be admitted: which constraints conflict, and for whom.
    """
    began = clock()
    columns = columns_of(problem)
    pricing = _Pricing(problem, columns)
    relaxed, bound = pricing.priced()
    if relaxed.unmet.sum() > TINY:
        refuse_conflicts(problem, columns)
    greedy = greedy_choices(problem, columns) if compare else {}
    chosen, points, bound = pricing.whole(
        bound, gap, seconds=lambda: max(seconds - (clock() - began), 1.0)
    )
    admitted, left_out, factors = explained(problem, columns, chosen, relaxed)
    compared = {name: points_of(problem, columns, each) for name, each in greedy.items()}
    return Allocation(points, bound, admitted, left_out, factors, compared)


class _Pricing:
    """Columns brought into the model by their prices."""

    def __init__(self, problem: AllocationProblem, columns: Columns) -> None:
        self.problem, self.columns = problem, columns
        highest = max((item.value for item in problem.candidates), default=1.0)
        self.penalty = 100.0 * highest + float(np.abs(columns.value).max(initial=1.0))
        self.master = Master(problem, columns, self.penalty)
        self.reduced: Values = np.zeros(len(columns.owner))

    def priced(self) -> tuple[Relaxed, float]:
        """Solve the linear model over all columns; returns it with its bound."""
        starts = self.columns.first[:-1][np.diff(self.columns.first) > 0]
        self.master.take(starts)
        for _ in range(ROUNDS):
            relaxed = self.master.relaxed()
            worth = self.columns.worth(relaxed.prices)
            self.reduced = worth - relaxed.rents[self.columns.owner]
            best = np.array([at + self.reduced[at:end].argmax() for at, end in self._spans()])
            new = best[self.reduced[best] > TINY * max(self.penalty, 1.0) / 100]
            bound = relaxed.objective + float(np.maximum(self.reduced[best], 0).sum())
            if not len(new):
                break
            self.master.take(new)
        return relaxed, bound

    def _spans(self) -> list[tuple[int, int]]:
        first = self.columns.first.tolist()
        return [(at, end) for at, end in pairwise(first) if end > at]

    def whole(
        self, bound: float, gap: float, seconds: Callable[[], float]
    ) -> tuple[Places, float, float]:
        """A whole choice: its columns, points, and the bound of the full model."""
        found = self.master.whole(seconds=seconds(), gap=gap / 2)
        chosen, points = found.chosen, found.points
        if chosen is None or bound - points > gap * abs(bound):
            least = points if chosen is not None else -np.inf
            # Whatever loses more than the gap by itself cannot be part of a better plan.
            useful = np.flatnonzero(self.reduced >= least - bound)
            wide = Master(self.problem, self.columns, self.penalty)
            wide.take(useful)
            again = wide.whole(seconds=seconds(), gap=gap, start=chosen)
            bound = min(bound, max(again.bound, points if chosen is not None else -np.inf))
            if again.chosen is not None and (chosen is None or again.points > points):
                chosen, points = again.chosen, again.points
        if chosen is None:
            refuse_conflicts(self.problem, self.columns)
        return np.sort(chosen), points, bound
