"""The allocation: priced columns, a whole choice, and a bound that holds for the full model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sanbi.engine.scheduling.allocation.columns import columns_of
from sanbi.engine.scheduling.allocation.conflicts import forced_choice
from sanbi.engine.scheduling.allocation.explaining import Admitted, Factor, LeftOut, explained
from sanbi.engine.scheduling.allocation.greedy import greedy_choices, points_of
from sanbi.engine.scheduling.allocation.pricing import Pricing
from sanbi.engine.scheduling.allocation.problem import AllocationProblem
from sanbi.engine.scheduling.allocation.rounding import completed, rounded

EXACT = 1e-6  # share of the bound that the solver's own rounding may take


class End(StrEnum):
    """Why a search ended."""

    PROVED = "proved"  # nothing better exists
    GAP = "gap"  # as near to the bound as was asked
    TIME = "time"


@dataclass(frozen=True)
class Allocation:
    """A plan for the factors, with what is proved of it.

    Attributes
    ----------
    points : float
        Value of the plan in the office's points, penalties taken off.
    bound : float
        No plan that keeps every rule has more.
    end : End
        Why no better plan was looked for: ``proved`` (there is none), ``gap`` (near enough to the
        bound), ``time``.
    admitted : sequence of Admitted
    left_out : sequence of LeftOut
    factors : sequence of Factor
        Use and price of each factor.
    compared : dict of str to float
        Points of the simple rules beside it.
    """

    points: float
    bound: float
    end: End
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
) -> Allocation:
    """Return the plan that is worth most, within a time limit, always with a bound.

    Every pattern of every project is a column. Columns enter a linear model only where its prices
    say that they pay (Gilmore and Gomory 1961); when none is left, its optimum bounds the whole
    model, nothing dropped. A whole choice among the priced columns follows; where its gap is too
    wide, every column that could be part of a better plan is added and the choice made again.

    Grows with the columns; the number of linear steps hardly depends on it. The same problem gives
    the same plan unless time ends the search.

    Parameters
    ----------
    problem : AllocationProblem
    seconds : float
        Time limit for all searching; making the columns and the explanation come on top.
    gap : float
        Share of the bound below which a better plan is no longer looked for.
    clock : callable returning seconds, such as ``time.monotonic``

    Raises
    ------
    SchedulingFaults
        when forced projects cannot all be admitted: which constraints conflict, and for whom.
    """
    began = clock()

    def left() -> float:
        return seconds - (clock() - began)

    columns = columns_of(problem)
    forced = forced_choice(problem, columns, left)
    simple = greedy_choices(problem, columns, forced)
    given = np.unique(np.concatenate((forced, *simple.values())))
    pricing = Pricing(problem, columns, given, left)
    worth = {name: points_of(problem, columns, each) for name, each in simple.items()}
    starts = [*simple.values(), rounded(pricing, forced)]
    start = max(starts, key=lambda choice: points_of(problem, columns, choice))
    lost = float(columns.credit.sum())
    found, bound = pricing.whole(start, points_of(problem, columns, start) + lost, gap)
    chosen = max(
        start,
        completed(pricing, found, forced),
        key=lambda choice: points_of(problem, columns, choice),
    )
    points = points_of(problem, columns, chosen)
    bound = max(bound - lost, points)
    admitted, left_out, factors = explained(problem, columns, chosen, pricing.relaxed)
    end = ended(points, bound, gap)
    return Allocation(points, bound, end, admitted, left_out, factors, worth)


def ended(points: float, bound: float, gap: float) -> End:
    """Why a search ended: nothing better exists, the gap asked for is reached, or no time left."""
    distance = bound - points
    if distance <= EXACT * max(abs(bound), 1e-3):
        return End.PROVED
    return End.GAP if distance <= gap * abs(bound) else End.TIME
