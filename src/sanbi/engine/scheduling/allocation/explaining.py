"""Why a project is in or out, which factor binds, and what one more unit would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places, Rows
from sanbi.engine.scheduling.allocation.master import Relaxed
from sanbi.engine.scheduling.allocation.problem import AllocationProblem
from sanbi.engine.scheduling.allocation.room import CLOSE, Room


@dataclass(frozen=True, slots=True)
class Admitted:
    """A project of the plan: its months, points, and months late."""

    key: str
    months: tuple[int, ...]
    points: float
    late: int
    changed: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A project that found no place.

    Attributes
    ----------
    key : str
    binds : str
        The factor (or rule: ``township``, ``exclusion``, ``prerequisite``, ``window``) that
        stands in its way; ``worth`` where there is room, but it is not worth its factors.
    wants : mapping of str to float
        What would have to be added so that it fits beside everything admitted: the smallest such
        addition among its patterns, by its price. Empty where units alone do not help.
    months : tuple of int
        The pattern that would then be taken.
    """

    key: str
    binds: str
    wants: Mapping[str, float]
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor over the horizon.

    Attributes
    ----------
    supply, used : float
    by_month : tuple of float
        Used in each month.
    price : float
        Points that one more unit would bring, at the month where it is worth most; 0 where it
        does not bind.
    """

    key: str
    supply: float
    used: float
    by_month: tuple[float, ...]
    price: float


def explained(
    problem: AllocationProblem, columns: Columns, chosen: Places, relaxed: Relaxed
) -> tuple[list[Admitted], list[LeftOut], list[Factor]]:
    """Return what is in, what is out and why, and how the factors are used."""
    room = Room(problem, columns)
    for column in chosen:
        room.take(int(column))
    factors = _factors(problem, room, relaxed)
    prices = {factor.key: max(factor.price, CLOSE) for factor in factors}
    at = {int(columns.owner[column]): int(column) for column in chosen}
    admitted = [_admitted(problem, columns, place, at[place]) for place in sorted(at)]
    left_out = [
        _left_out(problem, columns, room, place, prices)
        for place in range(len(problem.candidates))
        if place not in at
    ]
    return admitted, left_out, factors


def _admitted(problem: AllocationProblem, columns: Columns, place: int, column: int) -> Admitted:
    candidate = problem.candidates[place]
    months = tuple(int(m) for m in columns.months[place][column - columns.first[place]])
    late = max(months[-1] - candidate.due, 0) if candidate.due is not None else 0
    changed = candidate.published is not None and months != tuple(candidate.published)
    return Admitted(candidate.key, months, float(columns.value[column]), late, changed)


def _left_out(
    problem: AllocationProblem,
    columns: Columns,
    room: Room,
    place: int,
    prices: Mapping[str, float],
) -> LeftOut:
    candidate = problem.candidates[place]
    patterns = columns.months[place]
    if not len(patterns):
        return LeftOut(candidate.key, "window", {}, ())
    lack = room.lack(place)
    cost = np.zeros(len(patterns))
    for key, amounts in lack.factors.items():
        cost += np.where(amounts > CLOSE, amounts * prices[key], 0)
    best = int(np.where(lack.rules == 0, cost, np.inf).argmin())
    months = tuple(int(month) for month in patterns[best])
    if lack.rules[best]:
        return LeftOut(candidate.key, _rule_of(problem, columns, room, place), {}, months)
    wants = {key: float(a[best]) for key, a in lack.factors.items() if a[best] > CLOSE}
    if not wants:
        return LeftOut(candidate.key, "worth", {}, months)
    return LeftOut(
        candidate.key, max(wants, key=lambda key: wants[key] * prices[key]), wants, months
    )


def _rule_of(problem: AllocationProblem, columns: Columns, room: Room, place: int) -> str:
    """Which rule stands in the way of every pattern of a candidate."""
    key, rows = problem.candidates[place].key, room.rows
    for number, group in enumerate(problem.exclusions):
        if key in group and room.taken[rows.exclusions_at + number] > CLOSE:
            return "exclusion"
    if any(key == after for _, after, _ in problem.prerequisites):
        column = int(columns.first[place])
        cells = columns.rows[columns.starts[column] : columns.starts[column + 1]]
        waits = cells[cells >= rows.prerequisites_at]
        if (room.taken[waits] > -1 + CLOSE).any():
            return "prerequisite"
    return "township"


def _factors(problem: AllocationProblem, room: Room, relaxed: Relaxed) -> list[Factor]:
    rows, horizon, found = Rows(problem), len(problem.months), []
    for number, quota in enumerate(problem.quotas):
        at = number * horizon
        supply = float(sum(quota.releases) + quota.opening)
        found.append(_factor(quota.key, supply, at, horizon, room, relaxed))
    for number, staff in enumerate(problem.staffs):
        at = rows.staff_at + number * horizon
        found.append(_factor(staff.key, float(sum(staff.months)), at, horizon, room, relaxed))
    return found


def _factor(key: str, supply: float, at: int, horizon: int, room: Room, relaxed: Relaxed) -> Factor:
    used = room.taken[at : at + horizon]
    price = float(max(relaxed.prices[at : at + horizon].max(initial=0.0), 0.0))
    months = tuple(float(amount) for amount in used)
    return Factor(key, supply, float(used.sum()), months, price)
