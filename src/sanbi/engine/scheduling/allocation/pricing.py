"""Columns brought into the linear model by their prices, and a whole choice among them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places
from sanbi.engine.scheduling.allocation.master import ENDLESS, Master, Relaxed, Whole
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem

ROUNDS = 500
TINY = 1e-9
FIRST_SHARE = 0.4  # of the time left, for the choice among the priced columns


class Pricing:
    """A linear model that holds only the columns that pay.

    Parameters
    ----------
    problem : AllocationProblem
    columns : Columns
    start : array of int
        Columns to begin with; among them a choice that keeps all rules.
    left : callable returning float
        Seconds left.
    """

    def __init__(
        self,
        problem: AllocationProblem,
        columns: Columns,
        start: Places,
        left: Callable[[], float],
    ) -> None:
        self.problem, self.columns, self.left = problem, columns, left
        self.master = Master(problem, columns)
        self.master.take(start)
        self.reduced: Values = np.zeros(len(columns.owner))
        self.bound = ENDLESS
        self.relaxed = self._priced()

    def _priced(self) -> Relaxed:
        """The linear optimum over all columns, and from it the bound.

        After each round the prices bound the whole model: no project can add more than its best
        column is worth above them. So the bound holds though time ends the rounds early.
        """
        spans = [(at, end) for at, end in pairwise(self.columns.first.tolist()) if end > at]
        paying = TINY * float(np.abs(self.columns.value).max(initial=1.0))
        kept: Relaxed | None = None
        for _ in range(ROUNDS):
            relaxed = self.master.relaxed()
            if relaxed is None:
                break
            worth = self.columns.worth(relaxed.prices)
            reduced = worth - relaxed.rents[self.columns.owner]
            best = np.array([at + reduced[at:end].argmax() for at, end in spans], np.int64)
            bound = relaxed.objective + float(np.maximum(reduced[best], 0).sum())
            if bound < self.bound or kept is None:
                kept, self.bound, self.reduced = relaxed, bound, reduced
            new = best[reduced[best] > paying]
            new = new[~np.isin(new, self.master.taken)]
            if not len(new) or self.left() <= 0:
                break
            self.master.take(new)
        if kept is None:
            raise AssertionError("the start of the linear model does not keep all rules")
        return kept

    def whole(self, start: Places, points: float, gap: float) -> tuple[Places, float]:
        """A whole choice at least as good as a given one, and what bounds all of them.

        Points and bound are counted before what left-out published projects cost is taken off;
        the gap is counted after.
        """
        bound, lost = self.bound, float(self.columns.credit.sum())
        for narrow in (True, False):
            enough = bound - gap * abs(bound - lost)
            if points >= enough or self.left() <= 0:
                break
            found = self._found(start, points, enough, gap, narrow=narrow)
            if not narrow:
                bound = min(bound, max(found.bound, points))
            if found.chosen is not None and found.points > points:
                start, points = found.chosen, found.points
        return start, max(bound, points)

    def _found(
        self, start: Places, points: float, enough: float, gap: float, *, narrow: bool
    ) -> Whole:
        """A choice among the priced columns, or among all that a better plan may hold."""
        if narrow:
            return self.master.whole(
                seconds=self.left() * FIRST_SHARE, gap=gap / 2, enough=enough, start=start
            )
        # What loses more than the gap by itself cannot be part of a better plan.
        losing = self.reduced < points - self.bound - TINY * abs(self.bound)
        wide = Master(self.problem, self.columns)
        wide.take(np.union1d(np.flatnonzero(~losing), start))
        return wide.whole(seconds=self.left(), gap=gap, enough=enough, start=start)
