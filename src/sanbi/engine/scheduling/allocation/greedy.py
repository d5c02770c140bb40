"""Simple rules to compare with: one project after the other, each at its best month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate
from sanbi.engine.scheduling.allocation.room import Room

Order = Callable[[Candidate], float]


def greedy_choices(problem: AllocationProblem, columns: Columns) -> dict[str, Places]:
    """Return what four simple rules would choose, under all constraints.

    ``arrival`` first come, first served; ``value`` most points first; ``density`` most points for
    the share of all factors that it takes; ``rank`` priority class, then density. Forced projects
    come first under every rule. The least share of townships is a penalty only, as in the model.

    Returns
    -------
    dict of str to array of int
        Columns chosen under each rule.
    """
    supply = {quota.key: max(sum(quota.releases) + quota.opening, 1e-9) for quota in problem.quotas}

    def density(candidate: Candidate) -> float:
        uses = [
            amount / supply[key] for m in candidate.milestones for key, amount in m.uses.items()
        ]
        return candidate.value / max(sum(uses), 1e-9)

    orders: dict[str, Callable[[Candidate], tuple[float, ...]]] = {
        "arrival": lambda item: (item.arrived,),
        "value": lambda item: (-item.value,),
        "density": lambda item: (-density(item),),
        "rank": lambda item: (item.rank, -density(item)),
    }
    return {name: chosen_by(problem, columns, order) for name, order in orders.items()}


def chosen_by(
    problem: AllocationProblem, columns: Columns, order: Callable[[Candidate], tuple[float, ...]]
) -> Places:
    """Return the columns that one order of projects leads to."""
    room = Room(problem, columns)
    chosen: list[int] = []
    places = range(len(problem.candidates))
    needed = {before for before, _, _ in problem.prerequisites}

    def key(place: int) -> tuple[float, ...]:
        item = problem.candidates[place]
        forced = item.mandatory or item.approved is not None
        return (not forced, item.key not in needed, *order(item), place)

    for place in sorted(places, key=key):
        column = best_fitting(columns, room, place)
        if column is not None:
            room.take(column)
            chosen.append(column)
    return np.array(sorted(chosen), np.int64)


def best_fitting(columns: Columns, room: Room, place: int) -> int | None:
    """Return the most valuable column of a candidate for which there is room; None if none."""
    first, last = int(columns.first[place]), int(columns.first[place + 1])
    if first == last:
        return None
    fits = room.lack(place).fits()
    if not fits.any():
        return None
    value = np.where(fits, columns.value[first:last], -np.inf)
    best = int(value.argmax())
    return first + best if value[best] > 0 else None


def points_of(
    problem: AllocationProblem, columns: Columns, chosen: Sequence[int] | Places
) -> float:
    """Return the points of a choice: its values less what townships fall short of their share."""
    places = np.asarray(chosen, np.int64)
    points = float(columns.value[places].sum())
    fair = problem.fairness
    if fair is None:
        return points
    room = Room(problem, columns)
    taken = columns.taken(places, room.rows.count)[room.rows.townships_at : room.rows.exclusions_at]
    total = sum(next(q for q in problem.quotas if q.key == fair.quota).releases)
    least = np.array([fair.least * fair.shares[name] * total for name in room.rows.townships])
    return points - fair.penalty * float(np.maximum(least - taken, 0).sum())
