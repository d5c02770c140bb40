"""Scores one cohort: leaves, gates, nodes, adjustments, totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial

import numpy as np

from sanbi.engine.scoring.arithmetic import Array, Mask
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.conditions import FactValues, fact_values, judge, settled
from sanbi.engine.scoring.evaluation.context import Cohort, Evaluation
from sanbi.engine.scoring.evaluation.leaf_missing import nobody
from sanbi.engine.scoring.evaluation.leaf_results import Key, LeafResults
from sanbi.engine.scoring.evaluation.leaves import (
    ComparedLeaf,
    LeafResult,
    compared_leaf,
    finished_leaf,
    rounded_array,
    score_leaf,
)
from sanbi.engine.scoring.evaluation.tree import Part, aggregate, limited
from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.scheme.model import Adjustment, Effect, Leaf, Node

ZERO = Fraction(0)


@dataclass(frozen=True)
class NodeResult:
    """A node's outcome over a cohort."""

    node: Node
    period: str
    unrounded: Column
    score: Column


@dataclass(frozen=True)
class AdjustmentResult:
    """A block of bonus or deduction: the sum of its items, and what was counted of it."""

    adjustment: Adjustment
    raw: Array
    score: Array
    applied: Mask


@dataclass
class Scores:
    """Everything scored for a cohort before ranking. Arrays run over the cohort's units."""

    leaves: LeafResults = field(default_factory=LeafResults)
    nodes: dict[Key, NodeResult] = field(default_factory=dict)
    adjustments: dict[str, AdjustmentResult] = field(default_factory=dict)
    unrounded: Column | None = None
    published: Column | None = None
    left_out: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))


@dataclass
class Gated:
    """What gates and vetoes decided for a cohort before ranking.

    ``leaf_caps`` lists for each leaf the units, the cap (None: the score becomes 0) and the gate.
    """

    leaf_caps: dict[str, list[tuple[Mask, Fraction | None, str]]] = field(default_factory=dict)
    total_caps: list[tuple[Mask, Fraction]] = field(default_factory=list)
    no_bonus: dict[str, Mask] = field(default_factory=dict)
    unranked: list[tuple[Mask, str]] = field(default_factory=list)
    rank_last: list[tuple[Mask, str]] = field(default_factory=list)
    grade_effects: list[tuple[Mask, Effect, str]] = field(default_factory=list)


class CohortScorer:
    """Scores one cohort of a run."""

    def __init__(self, run: Evaluation, cohort: Cohort, shared: dict[Key, ComparedLeaf]) -> None:
        self.run = run
        self.cohort = cohort
        self.scope = cohort.scope
        self.shared = shared

    def score(self, gated: Gated | None = None, before: Scores | None = None) -> Scores:
        """Leaves, nodes, adjustments and totals; with ``gated``, its effects put in.

        ``before`` holds the scores without effects, so that leaves are not scored again.
        """
        scores = Scores(LeafResults(kept=self.run.keeps_working))
        self._before = before
        self._gated = gated
        scores.left_out = np.zeros(self.scope.size, dtype=bool)
        root = self._node(self.run.scheme.tree, self.run.period, scores)
        self._adjust(scores, before)
        self._total(scores, root)
        return scores

    # leaves -----------------------------------------------------------------------------------
    def _leaf(self, leaf: Leaf, period: str, scores: Scores) -> LeafResult:
        make = partial(self._leaf_result, leaf, period, self._before, self._gated)
        result = scores.leaves.add((leaf.id, period), make)
        if result.left_out is not nobody(self.scope.size):
            scores.left_out = scores.left_out | result.left_out
        return result

    def _leaf_result(
        self, leaf: Leaf, period: str, before: Scores | None, gated: Gated | None
    ) -> LeafResult:
        key = (leaf.id, period)
        if before is not None and key in before.leaves:
            result = before.leaves[key]
        elif leaf.compare_in == "all":
            if key not in self.shared:
                self.shared[key] = compared_leaf(self.run, leaf, period, self.run.everyone)
            places = self.scope.index  # everyone stands in unit order
            result = finished_leaf(self.run, self.shared[key], self.scope, places)
        else:
            result = score_leaf(self.run, leaf, period, self.scope)
        return result if gated is None else self._capped(result, gated)

    def _capped(self, result: LeafResult, gated: Gated) -> LeafResult:
        for mask, cap, gate in gated.leaf_caps.get(result.leaf.id, ()):
            limit = self.run.arithmetic.constant(ZERO if cap is None else cap)
            changed = result.score.values != limit if cap is None else result.score.values > limit
            lower = mask & np.asarray(changed, dtype=bool)
            values = self.run.arithmetic.where(lower, limit, result.score.values)
            state = np.array(result.state, dtype=object)
            state[lower & result.score.present] = f"gated:{gate}"
            score = Column(values, result.score.present)
            states = tuple(state.tolist())
            result = replace(result, score=score, state=states, before_gates=result.came)
        return result

    # nodes ------------------------------------------------------------------------------------
    def _node(self, node: Node, period: str, scores: Scores) -> Column:
        if node.over is None:
            return self._keep(node, period, self._children(node, period, scores), scores)
        labels = node.over.periods
        listed = sub_periods(period, labels) if isinstance(labels, str) else labels
        plain = replace(node, over=None, cap=None, floor=None)
        columns = []
        for label in listed:
            column = self._children(plain, label, scores)
            columns.append(self._keep(plain, label, column, scores))
        weights = node.over.weights or (Fraction(1),) * len(listed)
        parts = [
            Part(label, column, self.run.arithmetic.constant(weight), None)
            for label, column, weight in zip(listed, columns, weights, strict=True)
        ]
        if node.over.aggregate == "sum":
            parts = [replace(part, score=_times(part), points=part.weight) for part in parts]
        over = replace(node, aggregate=node.over.aggregate, min_share=None, over=None)
        return self._keep(node, period, aggregate(over, parts, self.run.arithmetic), scores)

    def _children(self, node: Node, period: str, scores: Scores) -> Column:
        parts = []
        for child in node.children:
            if isinstance(child, Node):
                column = self._node(child, period, scores)
                points = child.points
                held = None if points is None else self.run.arithmetic.constant(points)
            else:
                result = self._leaf(child, period, scores)
                column, held = result.score, result.points
            weight = weight_of(self.run, child, self.scope)
            parts.append(Part(child.id, column, weight, held))
        return aggregate(node, parts, self.run.arithmetic, self.scope.participates)

    def _keep(self, node: Node, period: str, column: Column, scores: Scores) -> Column:
        score = column
        if self.run.scheme.rounds_at("node"):
            score = Column(self._rounded(column.values), column.present)
        scores.nodes[node.id, period] = NodeResult(node, period, column, score)
        return score

    def _rounded(self, values: Array) -> Array:
        digits = self.run.scheme.precision or 0
        return rounded_array(values, digits, self.run.scheme.rounding)

    # adjustments and total --------------------------------------------------------------------
    def _adjust(self, scores: Scores, before: Scores | None) -> None:
        for adjustment in self.run.scheme.adjustments:
            raw = self.run.arithmetic.full(self.scope.size, Fraction(0))
            for leaf in adjustment.items:
                result = self._leaf(leaf, self.run.period, scores)
                zero = self.run.arithmetic.constant(Fraction(0))
                raw = raw + self.run.arithmetic.where(
                    result.score.present, result.score.values, zero
                )
            applied = self._applied(adjustment, before)
            capped = limited(raw, None, adjustment.cap, self.run.arithmetic)
            zero = self.run.arithmetic.constant(Fraction(0))
            score = self.run.arithmetic.where(applied, capped, zero)
            scores.adjustments[adjustment.id] = AdjustmentResult(adjustment, raw, score, applied)

    def _applied(self, adjustment: Adjustment, before: Scores | None) -> Mask:
        applied = np.ones(self.scope.size, dtype=bool)
        if adjustment.when is not None and before is not None:
            known = score_facts(before, self.run)
            verdicts = judge(
                self.run, adjustment.when, self.run.period, self.scope, known, self.cohort.group
            )
            applied = settled(self.run, verdicts, adjustment.unknown, self.scope, adjustment.where)
        if self._gated is not None:
            for name in (adjustment.id, "all"):
                if name in self._gated.no_bonus and (name != "all" or adjustment.sign == "add"):
                    applied = applied & ~self._gated.no_bonus[name]
        return applied

    def _total(self, scores: Scores, root: Column) -> None:
        a = self.run.arithmetic
        values = root.values
        for result in scores.adjustments.values():
            sign = 1 if result.adjustment.sign == "add" else -1
            values = values + result.score * sign
        if self._gated is not None:
            for mask, cap in self._gated.total_caps:
                values = a.where(mask, a.minimum(values, a.constant(cap)), values)
        floor, cap_all = self.run.scheme.total_limits
        values = limited(values, floor, cap_all, a)
        scores.unrounded = Column(values, root.present)
        published = values
        if self.run.scheme.rounds_at("total"):
            published = self._rounded(values)
        scores.published = Column(published, root.present)


def _times(part: Part) -> Column:
    return Column(part.score.values * part.weight, part.score.present)


def _x_of(result: LeafResult) -> FactValues:
    """The input of a leaf as a fact; a formula without input has none."""
    if result.takes_no_input:
        return [None] * len(result.state)
    return fact_values(result.x)


class ScoreFacts(Mapping[str, FactValues]):
    """``score.ID`` of leaves, nodes and adjustments, and ``x.ID`` of leaves, made when asked for.

    A leaf or node that stands in several sub-periods is seen in the run's period if it has one,
    else in the last.
    """

    def __init__(self, scores: Scores, run: Evaluation) -> None:
        self._scores = scores
        self._run = run

    @cached_property
    def _makers(self) -> dict[str, Callable[[], FactValues]]:
        """How each fact is made; most schemes never ask."""
        scores, run = self._scores, self._run
        makers: dict[str, Callable[[], FactValues]] = {}
        own: set[str] = set()
        for (name, period), leaf in scores.leaves.items():
            if name not in own:
                makers[f"score.{name}"] = partial(fact_values, leaf.score)
                makers[f"x.{name}"] = partial(_x_of, leaf)
            own |= {name} if period == run.period else set()
        for (name, period), node in scores.nodes.items():
            if name not in own:
                makers[f"score.{name}"] = partial(fact_values, node.score)
            own |= {name} if period == run.period else set()
        for name, block in scores.adjustments.items():
            makers[f"score.{name}"] = block.score.tolist
        return makers

    def __getitem__(self, name: str) -> FactValues:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def score_facts(scores: Scores, run: Evaluation) -> Mapping[str, FactValues]:
    """Facts of the scores, for conditions."""
    return ScoreFacts(scores, run)
