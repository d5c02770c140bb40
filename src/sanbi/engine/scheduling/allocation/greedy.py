"""Simple rules to compare with: one project after the other, each at its best month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate
from sanbi.engine.scheduling.allocation.room import Room

Order = Callable[[Candidate], tuple[float, ...]]


def greedy_choices(
    problem: AllocationProblem, columns: Columns, forced: Places | None = None
) -> dict[str, Places]:
    """Return what four simple rules would choose, under all constraints.

    ``arrival`` first come, first served; ``value`` most points first; ``density`` most points for
    the share of all factors that it takes; ``rank`` priority class, then density. Forced projects
    come first under every rule, and infrastructure before what waits for it. The least share of
    townships is a penalty only, as in the model.

    Parameters
    ----------
    problem : AllocationProblem
    columns : Columns
    forced : array of int, optional
        Columns that hold all forced projects; a rule that finds no place for one begins with
        these instead.

    Returns
    -------
    dict of str to array of int
        Columns chosen under each rule.
    """
    return {name: chosen_by(problem, columns, order, forced) for name, order in _orders(problem)}


def _orders(problem: AllocationProblem) -> list[tuple[str, Order]]:
    supply = {quota.key: max(sum(quota.releases) + quota.opening, 1e-9) for quota in problem.quotas}

    def density(candidate: Candidate) -> float:
        uses = [
            amount / supply[key] for m in candidate.milestones for key, amount in m.uses.items()
        ]
        return candidate.value / max(sum(uses), 1e-9)

    return [
        ("arrival", lambda item: (item.arrived,)),
        ("value", lambda item: (-item.value,)),
        ("density", lambda item: (-density(item),)),
        ("rank", lambda item: (item.rank, -density(item))),
    ]


def chosen_by(
    problem: AllocationProblem, columns: Columns, order: Order, forced: Places | None = None
) -> Places:
    """Return the columns that one order of projects leads to."""
    room = Room(problem, columns)
    needs = problem.forced()
    ranks = depths(problem)
    places = range(len(needs))

    def key(place: int) -> tuple[float, ...]:
        return (not needs[place], -ranks[place], *order(problem.candidates[place]), place)

    waiting = sorted(places, key=key)
    for number, place in enumerate(waiting):
        column = best_fitting(columns, room, place, worthless=needs[place])
        if column is not None:
            room.take(column)
        elif needs[place] and forced is not None:
            room = Room(problem, columns)
            for chosen in forced.tolist():
                room.take(chosen)
            rest = [other for other in waiting[number:] if not needs[other]]
            return filled(columns, room, rest)
    return np.array(sorted(room.chosen), np.int64)


def filled(
    columns: Columns, room: Room, places: Sequence[int], wanted: Values | None = None
) -> Places:
    """Return the choice of a room with all that still fits, in the order given.

    Each candidate takes the pattern that is worth most, or that is ``wanted`` most.
    """
    for place in places:
        column = best_fitting(columns, room, place, wanted=wanted)
        if column is not None:
            room.take(column)
    return np.array(sorted(room.chosen), np.int64)


def depths(problem: AllocationProblem) -> list[int]:
    """How many others wait for each candidate, one behind the other."""
    behind: dict[str, list[str]] = {}
    for before, after, _ in problem.prerequisites:
        behind.setdefault(before, []).append(after)
    known: dict[str, int] = {}

    def depth(key: str) -> int:
        if key not in known:
            known[key] = max((depth(after) + 1 for after in behind.get(key, ())), default=0)
        return known[key]

    return [depth(candidate.key) for candidate in problem.candidates]


def best_fitting(
    columns: Columns,
    room: Room,
    place: int,
    *,
    worthless: bool = False,
    wanted: Values | None = None,
) -> int | None:
    """Return the most valuable column of a candidate for which there is room; None if none.

    One that adds no points is taken only where ``worthless`` ones are. ``wanted``, a number for
    each column, stands in for the value in the choice among the patterns.
    """
    first, last = int(columns.first[place]), int(columns.first[place + 1])
    if first == last:
        return None
    fits = room.lack(place).fits()
    if not worthless:
        fits &= columns.value[first:last] > 0
    if not fits.any():
        return None
    value = (columns.value if wanted is None else wanted)[first:last]
    return first + int(np.where(fits, value, -np.inf).argmax())


def points_of(
    problem: AllocationProblem, columns: Columns, chosen: Sequence[int] | Places
) -> float:
    """Return the points of a choice, less what townships fall short of their share.

    What a published project loses by being left out is taken off, too.
    """
    places = np.asarray(chosen, np.int64)
    points = float(columns.value[places].sum() - columns.credit.sum())
    fair = problem.fairness
    if fair is None:
        return points
    return points - fair.penalty * float(_short(problem, columns, places).sum())


def _short(problem: AllocationProblem, columns: Columns, places: Places) -> Values:
    fair = problem.fairness
    if fair is None:
        return np.zeros(0)
    room = Room(problem, columns)
    taken = columns.taken(places, room.rows.count)[room.rows.townships_at : room.rows.exclusions_at]
    total = sum(next(q for q in problem.quotas if q.key == fair.quota).releases)
    least = np.array([fair.least * fair.shares[name] * total for name in room.rows.townships])
    short: Values = np.maximum(least - taken, 0)
    return short
