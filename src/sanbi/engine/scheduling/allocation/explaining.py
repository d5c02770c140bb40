"""Why a project is in or out, which factor binds, and what one more unit would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places
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
        stands in its way; ``worth`` where there is room, but no pattern of it brings points.
    wants : mapping of str to float
        What would have to be released besides so that it fits beside everything admitted: the
        smallest such addition among its patterns, by its price. Empty where units alone do not
        help.
    by_month : mapping of str to sequence of (int, float)
        The same by months: each amount must be there at the latest in its month.
    months : tuple of int
        The pattern that would then be taken.
    """

    key: str
    binds: str
    wants: Mapping[str, float]
    by_month: Mapping[str, Sequence[tuple[int, float]]]
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor over the horizon.

    Attributes
    ----------
    key : str
    supply, used : float
        Of a quota with its opening stock.
    by_month : tuple of float
        Used in each month.
    price : float
        Points that one more unit would bring at most, released in the month where it is worth
        most; 0 where it does not bind.
    month : int, optional
        That month; None where it does not bind.
    """

    key: str
    supply: float
    used: float
    by_month: tuple[float, ...]
    price: float
    month: int | None


def explained(
    problem: AllocationProblem, columns: Columns, chosen: Places, relaxed: Relaxed
) -> tuple[list[Admitted], list[LeftOut], list[Factor]]:
    """Return what is in, what is out and why, and how the factors are used."""
    room = Room(problem, columns)
    for column in chosen.tolist():
        room.take(column)
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
    return Admitted(candidate.key, months, columns.points(column), late, changed)


def _left_out(
    problem: AllocationProblem,
    columns: Columns,
    room: Room,
    place: int,
    prices: Mapping[str, float],
) -> LeftOut:
    key = problem.candidates[place].key
    patterns = columns.months[place]
    if not len(patterns):
        return LeftOut(key, "window", {}, {}, ())
    lack = room.lack(place)
    cost = np.zeros(len(patterns))
    for factor, amounts in lack.factors.items():
        total = amounts.sum(axis=1)
        cost += np.where(total > CLOSE, total * prices[factor], 0)
    bring = columns.value[columns.first[place] : columns.first[place + 1]] > 0
    broken = np.sum(list(lack.rules.values()), axis=0)
    best = int(np.lexsort((cost, broken, ~bring))[0])
    months = tuple(int(month) for month in patterns[best])
    rules = [name for name, flags in lack.rules.items() if flags[best]]
    if rules and bring[best]:
        return LeftOut(key, rules[0], {}, {}, months)
    by_month = {
        factor: tuple((int(m), float(amounts[best, m])) for m in np.flatnonzero(amounts[best]))
        for factor, amounts in lack.factors.items()
        if amounts[best].sum() > CLOSE
    }
    if not by_month or not bring[best]:
        return LeftOut(key, "worth", {}, {}, months)
    wants = {factor: sum(amount for _, amount in needs) for factor, needs in by_month.items()}
    binds = max(wants, key=lambda factor: wants[factor] * prices[factor])
    return LeftOut(key, binds, wants, by_month, months)


def _factors(problem: AllocationProblem, room: Room, relaxed: Relaxed) -> list[Factor]:
    horizon = room.rows.horizon
    supplies = [(quota.key, float(sum(quota.releases) + quota.opening)) for quota in problem.quotas]
    supplies += [(staff.key, float(sum(staff.months))) for staff in problem.staffs]
    found = []
    for number, (key, supply) in enumerate(supplies):
        span = slice(number * horizon, (number + 1) * horizon)
        used, prices = room.taken[span], relaxed.prices[span]
        month = int(prices.argmax())
        price = float(max(prices[month], 0.0))
        months = tuple(float(amount) for amount in used)
        binds = month if price > CLOSE else None
        found.append(Factor(key, supply, float(used.sum()), months, price, binds))
    return found
