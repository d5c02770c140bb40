"""方案体检: what tells units apart, what says the same, and what weights really weigh."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.part_worth import worth_in_total
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result

Floats = npt.NDArray[np.float64]
ALIKE = 0.8  # share of the units with one and the same score from which a leaf hardly tells
WEAK = 0.25  # effective weight as a share of the nominal below which a leaf hardly counts
SAME = 0.9  # correlation of ranks from which two leaves say the same
LEAST_UNITS = 5  # below that a correlation says nothing
NOISE = 1e-12


@dataclass(frozen=True)
class Weight:
    """What a leaf weighs by the scheme and in the result.

    Parameters
        leaf, name : of the scheme.
        nominal : its share of the full mark of the total, in [0, 1].
        effective : its share of what tells the totals apart: covariance of its points with the
            total over the variance of the total. All leaves together give 1; below 0 a leaf works
            against the order of the total.
        spread : standard deviation of its points, in points of the total.
        distinct : how many different scores there are.
        most : share of the units that have the most frequent score.
    """

    leaf: str
    name: str
    nominal: float
    effective: float
    spread: float
    distinct: int
    most: float

    @property
    def silent(self) -> bool:
        """Whether it tells nobody apart."""
        return self.distinct <= 1

    @property
    def faint(self) -> bool:
        """Whether it hardly tells units apart: most have one score, or it hardly counts."""
        weak = self.nominal > 0 and self.effective < WEAK * self.nominal
        return not self.silent and (self.most >= ALIKE or weak)


@dataclass(frozen=True)
class Pair:
    """Two leaves that order the units alike: ``correlation`` of their ranks (Spearman)."""

    one: str
    other: str
    correlation: float


@dataclass(frozen=True)
class Design:
    """What a result says of its scheme, in one group.

    Parameters
        units : ranked units, over which all is counted.
        weights : every leaf that counts in points of the total, in file order.
        left_out : leaves whose points do not count in a straight line (curved means, roll-ups).
        pairs : of leaves that say the same, the closest first.
    """

    group: str
    units: int
    weights: tuple[Weight, ...]
    left_out: tuple[str, ...]
    pairs: tuple[Pair, ...]


def design_of(result: Result, group: str | None = None, *, same: float = SAME) -> Design:
    """Examine the scheme of a result by the scores that it gave.

    Parameters
    ----------
    result : Result of `score`
    group : str, optional
        May be left out when there is only one.
    same : correlation of ranks from which a pair is told

    Returns
    -------
    Design
        Over the ranked units of the group. A missing score counts as the mean of its leaf.

    Source: effective against nominal weights: Paruolo, Saisana and Saltelli (2013), J. R. Stat.
    Soc. A 176; shares of covariance as in the decomposition of Shorrocks (1982), Econometrica
    50; docs/algorithms/designing.md
    """
    outcome = outcome_of(result, group)
    ranked = np.asarray(outcome.ranks.ranked, dtype=bool)
    worth = worth_in_total(result.scheme)
    leaves = list(result.scheme.tree.leaves())
    points: dict[str, Floats] = {}
    left_out: list[str] = []
    for leaf in leaves:
        held = outcome.scores.leaves.get((leaf.id, result.period))
        factor = worth.get(leaf.id)
        if held is None or factor is None:
            left_out.append(leaf.id)
            continue
        points[leaf.id] = float(factor) * _filled(held.score, ranked)
    total = sum(points.values(), np.zeros(int(ranked.sum())))
    names = {leaf.id: leaf.name or leaf.id for leaf in leaves}
    full = {
        leaf.id: float((worth[leaf.id] or 0) * (leaf.points or 1))
        for leaf in leaves
        if leaf.id in points
    }
    whole = sum(full.values())
    weights = tuple(
        _weight(leaf, names[leaf], row, total, full[leaf] / whole if whole else 0.0)
        for leaf, row in points.items()
    )
    told = {weight.leaf: points[weight.leaf] for weight in weights if not weight.silent}
    return Design(
        outcome.cohort.group, int(ranked.sum()), weights, tuple(left_out), _pairs(told, same)
    )


def _filled(score: Column, ranked: npt.NDArray[np.bool_]) -> Floats:
    """The scores of the ranked units, the mean of them where one is missing."""
    values = np.where(score.present, np.asarray(score.values, dtype=np.float64), np.nan)[ranked]
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), known.mean() if len(known) else 0.0, values)


def _weight(leaf: str, name: str, row: Floats, total: Floats, nominal: float) -> Weight:
    variance = float(total.var()) if len(total) else 0.0
    shared = float(((row - row.mean()) * (total - total.mean())).mean()) if len(row) else 0.0
    counts = Counter(np.round(row, 9).tolist())
    most = max(counts.values(), default=0) / len(row) if len(row) else 0.0
    return Weight(
        leaf,
        name,
        nominal,
        shared / variance if variance > NOISE else 0.0,
        float(row.std()) if len(row) else 0.0,
        len(counts),
        most,
    )


def _pairs(points: dict[str, Floats], same: float) -> tuple[Pair, ...]:
    names = list(points)
    if len(names) < 2 or len(points[names[0]]) < LEAST_UNITS:  # noqa: PLR2004 - a pair
        return ()
    ranks = np.array([_mean_ranks(points[name]) for name in names])
    matrix = np.corrcoef(ranks)
    found = [
        Pair(names[a], names[b], float(matrix[a, b]))
        for a in range(len(names))
        for b in range(a + 1, len(names))
        if matrix[a, b] >= same
    ]
    return tuple(sorted(found, key=lambda pair: -pair.correlation))


def _mean_ranks(row: Floats) -> Floats:
    """Ranks from 1, the mean of their places for equals."""
    order = np.sort(row)
    low = np.searchsorted(order, row, side="left")
    high = np.searchsorted(order, row, side="right")
    ranks: Floats = (low + high + 1) / 2
    return ranks
