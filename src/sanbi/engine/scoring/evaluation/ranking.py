"""Ranks a cohort: order, ties, places, gaps (docs/mechanisms/scheme.md §2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic import Array, Mask, Number
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Gated, Scores
from sanbi.engine.scoring.faults import DataFaults, Fault


@dataclass(frozen=True)
class Ranks:
    """Places of a cohort's units.

    ``rank`` is NaN for units that are not ranked; ``gap`` is the difference of published totals
    to the next better place, absent for the first and the unranked; ``order`` lists positions
    as the table shows them.
    """

    rank: npt.NDArray[np.float64]
    ranked: Mask
    gap: Column
    order: tuple[int, ...]


def rank_cohort(scorer: CohortScorer, scores: Scores, gated: Gated | None) -> Ranks:
    """Rank the units of a cohort by their totals."""
    if scores.published is None or scores.unrounded is None:
        raise TypeError("totals come before ranks")
    scope = scorer.scope
    ranked = scores.published.present & scope.participates & ~scores.left_out
    last = np.zeros(scope.size, dtype=bool)
    if gated is not None:
        for mask, _ in gated.unranked:
            ranked = ranked & ~mask
        for mask, _ in gated.rank_last:
            last = last | mask
    total = scores.published if scorer.run.scheme.rank_on == "published" else scores.unrounded
    keys = [last.astype(np.int64)] if last.any() else []
    a = scorer.run.arithmetic
    keys += a.sortable(_ascending(total.values, scorer.run.scheme.better))
    for key in scorer.run.scheme.ties.then:
        keys += a.sortable(_tie_key(scorer, scores, key, ranked))
    members = np.flatnonzero(ranked)
    places, order = _places(members, keys, scorer.run.scheme.ties.method)
    rank = np.full(scope.size, np.nan)
    rank[members] = places
    rest = np.flatnonzero(~ranked).tolist()
    gap = _gaps(scores.published, order, rank)
    return Ranks(rank, ranked, gap, (*order, *rest))


def _ascending(values: Array, better: str) -> Array:
    return -values if better == "high" else values


def _tie_key(scorer: CohortScorer, scores: Scores, key: Number, ranked: Mask) -> Array:
    column = tie_column(scorer, scores, key["by"])
    hole = ranked & ~column.present
    if hole.any():
        code = scorer.run.units[scorer.scope.index[int(np.flatnonzero(hole)[0])]]
        message = Phrase("the tie-break key '{key}' has no value", key=key["by"])
        raise DataFaults([Fault(code, message, "give its value or another key", "tie-key")])
    return _ascending(column.values, key["better"])


def tie_column(scorer: CohortScorer, scores: Scores, name: str) -> Column:
    """Return what a tie-break key compares: a leaf's or node's score, else an input.

    Below a roll-up that leaves out the run's period it is the score of the last sub-period.
    """
    period = scorer.run.period
    held = {at: leaf.score for (code, at), leaf in scores.leaves.items() if code == name}
    held |= {at: node.score for (code, at), node in scores.nodes.items() if code == name}
    if held:
        return held.get(period, next(reversed(held.values())))
    return scorer.run.reader.name(name, period, scorer.scope)


def _places(
    members: npt.NDArray[np.int64], keys: Sequence[Array], method: str
) -> tuple[npt.NDArray[np.float64], tuple[int, ...]]:
    """Places of the members, and all members in order; equal units in code order."""
    if not len(members):
        return np.zeros(0), ()
    codes = [_sortable(key[members], alone=len(keys) == 1) for key in keys]
    order = np.lexsort((*reversed(codes),)) if len(codes) > 1 else codes[0].argsort(kind="stable")
    changed = np.zeros(len(members), dtype=bool)
    changed[0] = True
    for code in codes:
        ordered = code[order]
        changed[1:] |= np.asarray(ordered[1:] != ordered[:-1], dtype=bool)
    step = np.arange(1, len(members) + 1, dtype=np.float64)
    block = np.cumsum(changed) - 1
    first = step[changed]
    if method == "ordinal":
        placed = step
    elif method == "dense":
        placed = (block + 1).astype(np.float64)
    elif method == "average":
        last = np.append(first[1:] - 1, len(members))
        placed = ((first + last) / 2)[block]
    else:
        placed = first[block]
    result = np.empty(len(members))
    result[order] = placed
    return result, tuple(members[order].tolist())


def _sortable(values: Array, *, alone: bool) -> Array:
    """The values if they are the only key, else ascending codes, equal values alike."""
    if alone:
        return values
    _, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.int64)


def _gaps(published: Column, order: tuple[int, ...], rank: npt.NDArray[np.float64]) -> Column:
    """Difference to the unit of the next better place; absent for the first and the unranked."""
    held = np.zeros(len(published.present), dtype=bool)
    values = published.values - published.values  # zeros of the same kind of number
    if order:
        listed = np.array(order, dtype=np.int64)
        totals, places = published.values[listed], rank[listed]
        first = np.flatnonzero(np.append(True, places[1:] != places[:-1]))
        block = np.searchsorted(first, np.arange(len(listed)), side="right") - 1
        behind = block > 0
        better = totals[np.maximum(first[block] - 1, 0)]
        values[listed] = np.abs(better - totals)
        held[listed] = behind
    return Column(values, held)
