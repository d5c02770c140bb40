"""Walks the tree of one cohort for many draws of weights at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Gated
from sanbi.engine.scoring.evaluation.gating import decide_early
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.evaluation.ranking import tie_column
from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.replay.aggregates import (
    combined,
    limited,
    mean_of,
    rounded_floats,
    sum_of,
    sum_with_points,
)
from sanbi.engine.scoring.replay.ranks import ranks_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Leaf, Node

Floats = npt.NDArray[np.float64]
Nodes = dict[tuple[str, str], Floats]  # by node and period
NONE: Mapping[str, Floats] = {}


@dataclass(frozen=True)
class Replay:
    """Totals and ranks of one group under many draws of weights.

    ``scores`` are the totals that the scheme ranks on (published or unrounded); they and
    ``ranks`` have shape (draws, units), NaN where a unit has no total or no rank. ``units`` are
    in code order.
    """

    group: str
    units: tuple[str, ...]
    scores: Floats
    ranks: Floats


class TreeWalk:
    """Walks the tree of one cohort.

    Arrays have shape (draws, units), or (1, units) where a value does not depend on the draw;
    NaN stands for absent.
    """

    def __init__(self, result: Result, outcome: CohortOutcome) -> None:
        self.run = result.run
        self.outcome = outcome
        self.size = outcome.cohort.scope.size
        self.pointed = NONE
        self._leaves: dict[tuple[str, str], Floats] = {}
        self.gated = self._gates()
        self.adjusted = self._adjustments()

    def replay(
        self, drawn: Mapping[str, Floats], draws: int, pointed: Mapping[str, Floats] = NONE
    ) -> Replay:
        """Totals and ranks for some draws of weights, and of points of children of sums."""
        self.pointed = pointed
        nodes: Nodes = {}
        root = self._node(self.run.scheme.tree, self.run.period, drawn, nodes)
        total = np.broadcast_to(self._total(root), (draws, self.size))
        ranks = self._ranks(total, nodes)
        return Replay(
            self.outcome.cohort.group, self.outcome.codes, np.ascontiguousarray(total), ranks
        )

    # the tree ---------------------------------------------------------------------------------
    def _node(self, node: Node, period: str, drawn: Mapping[str, Floats], nodes: Nodes) -> Floats:
        if node.over is None:
            value = self._children(node, period, drawn, nodes)
        else:
            value = self._rolled_up(node, period, drawn, nodes)
        value = self._kept(limited(value, node.floor, node.cap))
        nodes[node.id, period] = value
        return value

    def _rolled_up(
        self, node: Node, period: str, drawn: Mapping[str, Floats], nodes: Nodes
    ) -> Floats:
        """Sub-periods of a node combined (期次合成)."""
        over = node.over
        if over is None:
            raise TypeError("the node has no sub-periods")
        listed = over.periods
        labels = sub_periods(period, listed) if isinstance(listed, str) else listed
        values = [self._kept(self._children(node, label, drawn, nodes)) for label in labels]
        stated = over.weights or (Fraction(1),) * len(labels)
        weights = [np.full((1, 1), float(weight)) for weight in stated]
        if over.aggregate == "sum":
            scaled = [value * weight for value, weight in zip(values, weights, strict=True)]
            return sum_of(scaled, [*weights])  # the weights also say what an absent one leaves
        return mean_of(values, weights)

    def _children(
        self, node: Node, period: str, drawn: Mapping[str, Floats], nodes: Nodes
    ) -> Floats:
        values: list[Floats] = []
        points: list[Floats | None] = []
        for child in node.children:
            if isinstance(child, Node):
                values.append(self._node(child, period, drawn, nodes))
                points.append(
                    None if child.points is None else np.full((1, 1), float(child.points))
                )
            else:
                leaf = self.outcome.scores.leaves[child.id, period]
                values.append(self._leaf(child.id, period))
                points.append(None if leaf.points is None else _matrix(leaf.points))
        if node.aggregate == "sum" and any(child.id in self.pointed for child in node.children):
            factors = [self._factor(child) for child in node.children]
            return sum_with_points(values, points, factors)
        weights = [self._weight(child, drawn) for child in node.children]
        rivals = self.outcome.cohort.scope.participates
        if node.min_share is None:
            return combined(node, values, weights, points, rivals)
        count = sum((~np.isnan(v) for v in values), np.zeros((1, self.size), dtype=np.int64))
        enough = count * node.min_share.denominator >= node.min_share.numerator * len(values)
        value = combined(node, values, weights, points, rivals & enough.all(axis=0))
        return np.where(enough, value, np.nan)

    def _leaf(self, leaf: str, period: str) -> Floats:
        """The scores of a leaf, made once for all draws."""
        key = leaf, period
        if key not in self._leaves:
            self._leaves[key] = _floats(self.outcome.scores.leaves[key].score)
        return self._leaves[key]

    def _factor(self, child: Node | Leaf) -> Floats:
        """What the points of a child of a sum are multiplied by, shape (draws or 1, 1)."""
        if child.id not in self.pointed:
            return np.ones((1, 1))
        return self.pointed[child.id][:, None] / float(child.points or 1)

    def _weight(self, child: Node | Leaf, drawn: Mapping[str, Floats]) -> Floats:
        """Weights of a child, shape (draws or 1, units or 1)."""
        stated = weight_of(self.run, child, self.outcome.cohort.scope)
        if child.id not in drawn:
            return _matrix(stated)
        column = drawn[child.id][:, None]
        fixed = np.zeros(self.size, dtype=bool)
        for item in child.overrides if isinstance(child, Leaf) else ():
            if item.weight is not None:
                fixed[self.run.units_of(item, self.outcome.cohort.scope)] = True
        return np.where(fixed, _matrix(stated), column) if fixed.any() else column

    def _kept(self, values: Floats) -> Floats:
        return self._rounded(values) if self.run.scheme.rounds_at("node") else values

    def _rounded(self, values: Floats) -> Floats:
        return rounded_floats(values, self.run.scheme.precision or 0, self.run.scheme.rounding)

    # adjustments, gates, total ----------------------------------------------------------------
    def _adjustments(self) -> Floats:
        added = np.zeros((1, self.size))
        for block in self.outcome.scores.adjustments.values():
            sign = 1 if block.adjustment.sign == "add" else -1
            added = added + sign * _matrix(block.score)
        return added

    def _gates(self) -> Gated | None:
        """Decide the gates again: the outcome keeps only what came of them."""
        if not self.run.scheme.gates and not self.run.scheme.exclusions:
            return None
        scorer = CohortScorer(self.run, self.outcome.cohort, {})
        return decide_early(scorer, scorer.score())

    def _total(self, root: Floats) -> Floats:
        total = root + self.adjusted
        for mask, cap in self.gated.total_caps if self.gated is not None else ():
            total = np.where(mask, np.minimum(total, float(cap)), total)
        floor, cap_all = self.run.scheme.total_limits
        total = limited(total, floor, cap_all)
        scheme = self.run.scheme
        if scheme.rank_on == "published" and scheme.rounds_at("total"):
            return self._rounded(total)
        return total

    # ranks ------------------------------------------------------------------------------------
    def _ranks(self, total: Floats, nodes: Nodes) -> Floats:
        """Places of the units that the result ranks and that have a total, draw by draw."""
        ranked = np.asarray(self.outcome.ranks.ranked, dtype=bool) & ~np.isnan(total)
        keys = [_ascending(total, self.run.scheme.better)]
        if self.gated is not None and self.gated.rank_last:
            last = np.zeros(self.size, dtype=bool)
            for mask, _ in self.gated.rank_last:
                last |= mask
            keys.insert(0, np.broadcast_to(last.astype(np.float64), total.shape))
        for key in self.run.scheme.ties.then:
            values = np.broadcast_to(self._tie_key(key["by"], nodes), total.shape)
            keys.append(_ascending(values, key["better"]))
        return ranks_of(keys, ranked, self.run.scheme.ties.method)

    def _tie_key(self, name: str, nodes: Nodes) -> Floats:
        held = {period: value for (node, period), value in nodes.items() if node == name}
        if held:
            return held.get(self.run.period, next(reversed(held.values())))
        scorer = CohortScorer(self.run, self.outcome.cohort, {})
        return _floats(tie_column(scorer, self.outcome.scores, name))


def _ascending(values: Floats, better: str) -> Floats:
    return -values if better == "high" else values


def _floats(column: Column) -> Floats:
    """Return a column as a row of float64, NaN where absent."""
    return np.where(column.present, np.asarray(column.values, dtype=np.float64), np.nan)[None, :]


def _matrix(values: Any) -> Floats:  # noqa: ANN401 - a number, or an array of any numbers
    """Return one number as a 1 × 1 matrix, an array over units as one row."""
    return np.atleast_1d(np.asarray(values, dtype=np.float64))[None, :]
