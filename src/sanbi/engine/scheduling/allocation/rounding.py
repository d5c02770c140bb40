"""Whole choices out of others: what the linear model takes most of, and all that still fits."""

from __future__ import annotations

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Places
from sanbi.engine.scheduling.allocation.greedy import depths, filled
from sanbi.engine.scheduling.allocation.master import HALF
from sanbi.engine.scheduling.allocation.pricing import Pricing
from sanbi.engine.scheduling.allocation.room import Room


def rounded(pricing: Pricing, forced: Places) -> Places:
    """Return the choice of the columns of which the linear model takes more than half, completed.

    Parameters
    ----------
    pricing : Pricing
    forced : array of int
        Columns that hold all forced projects.
    """
    share = pricing.relaxed.share
    return completed(pricing, pricing.master.taken[: len(share)][share > HALF], forced)


def completed(pricing: Pricing, chosen: Places, forced: Places) -> Places:
    """Return a choice of which every rule holds to the last unit, with all that still fits.

    The solver keeps rules to within its tolerance; what it overdrew by that is given back. Where
    the forced projects of the choice do not fit together, they stand as in ``forced``.
    """
    columns, problem = pricing.columns, pricing.problem
    needs, ranks = np.array(problem.forced()), np.array(depths(problem))
    order = chosen[np.lexsort((-columns.value[chosen], -ranks[columns.owner[chosen]]))]
    of_forced = needs[columns.owner[order]]
    room = Room(problem, columns)
    _take(room, order[of_forced])
    if len(room.chosen) < needs.sum():
        room = Room(problem, columns)
        for column in forced.tolist():
            room.take(column)
    _take(room, order[~of_forced])
    left = np.ones(len(needs), np.bool_)
    left[columns.owner[room.chosen]] = False
    left &= np.diff(columns.first) > 0
    rest = np.flatnonzero(left)
    best = np.array([pricing.reduced[slice(*columns.first[n : n + 2])].max() for n in rest])
    order = rest[np.lexsort((-best, -ranks[rest]))]
    return filled(columns, room, order.tolist(), pricing.reduced)


def _take(room: Room, chosen: Places) -> None:
    """Add those columns that fit."""
    columns = room.columns
    for column in chosen.tolist():
        place = int(columns.owner[column])
        if room.lack(place).fits()[column - int(columns.first[place])]:
            room.take(column)
