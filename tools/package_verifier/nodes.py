"""The tree of a scheme, computed from the leaves up (contract section 2.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.aggregates import Part, combine, copeland
from package_verifier.anchors import Anchors
from package_verifier.cohorts import Cohorts
from package_verifier.exact import rounded
from package_verifier.leaves import DEFAULT_POINTS, LeafScore
from package_verifier.parts import Leaf, Node, Over, Scheme
from package_verifier.rule_case import clipped

ZERO = Fraction(0)
ONE = Fraction(1)
LeafSource = Callable[[Leaf, str, str], dict[str, LeafScore]]


@dataclass(frozen=True)
class NodeScore:
    """What one unit has on one node; None where absent."""

    unrounded: Fraction | None
    score: Fraction | None
    points: Fraction


Scores = dict[str, NodeScore]


class Tree:
    """One group's tree: ``nodes`` and ``leaves`` hold every figure by id and period."""

    def __init__(
        self,
        scheme: Scheme,
        cohorts: Cohorts,
        anchors: Anchors,
        group: str,
        leaf_scores: LeafSource,
    ) -> None:
        self.scheme = scheme
        self.cohorts = cohorts
        self.anchors = anchors
        self.group = group
        self.units = cohorts.codes(group)
        self.leaf_scores = leaf_scores
        self.nodes: dict[tuple[str, str], Scores] = {}
        self.leaves: dict[tuple[str, str], dict[str, LeafScore]] = {}

    def evaluate(self, node: Node, period: str) -> Scores:
        """Return the node's score of every unit, its roll-up over periods done."""
        if node.over is None:
            found = self._plain(node, period, clip=True)
        else:
            found = self._rolled_up(node, node.over, period)
        self.nodes[(node.id, period)] = found
        return found

    def _plain(self, node: Node, period: str, *, clip: bool) -> Scores:
        """Return the node in one period; the bounds of a roll-up hold for its whole only."""
        columns = [self._child(child, period) for child in node.children]
        parts = {unit: [column[unit] for column in columns] for unit in self.units}
        present = {unit for unit in self.units if self._enough(node, parts[unit])}
        found = {}
        for unit in self.units:
            points = self._points(node, parts[unit])
            value = self._value(node, unit, parts, present, points)
            if value is not None and clip:
                value = clipped(value, node.floor, node.cap)
            found[unit] = self._scored(node.id, unit, period, value, points)
        return found

    def _value(
        self,
        node: Node,
        unit: str,
        parts: dict[str, list[Part]],
        present: set[str],
        points: Fraction,
    ) -> Fraction | None:
        if unit not in present:
            return None
        if node.aggregate == "copeland":
            rivals = [
                code
                for code in self.cohorts.population(self.group)
                if code in present and code != unit
            ]
            plain: dict[str, Sequence[Part]] = {**parts}
            value: Fraction | None = copeland(unit, rivals, plain)
        else:
            where = f"node {node.id}, unit {unit}"
            value = combine(node.aggregate, parts[unit], points, node.power, where)
        return value

    @staticmethod
    def _enough(node: Node, parts: Sequence[Part]) -> bool:
        there = sum(part.value is not None for part in parts)
        if not there:
            return False
        return node.min_share is None or Fraction(there, len(parts)) >= node.min_share

    @staticmethod
    def _points(node: Node, parts: Sequence[Part]) -> Fraction:
        if node.points is not None:
            return node.points
        if node.aggregate == "sum":
            return sum((part.points for part in parts), ZERO)
        return DEFAULT_POINTS

    def _child(self, child: Node | Leaf, period: str) -> dict[str, Part]:
        if isinstance(child, Node):
            weight = ONE if child.weight is None else child.weight
            found = self.evaluate(child, period)
            return {unit: Part(one.score, weight, one.points) for unit, one in found.items()}
        scores = self.leaf_scores(child, self.group, period)
        self.leaves[(child.id, period)] = scores
        return {
            unit: Part(one.score, one.weight, DEFAULT_POINTS if one.points is None else one.points)
            for unit, one in scores.items()
        }

    def _rolled_up(self, node: Node, over: Over, period: str) -> Scores:
        columns = []
        labels = over.labels(period)
        weights = over.weights or (ONE,) * len(labels)
        for label in labels:
            found = self._plain(node, label, clip=False)
            self.nodes[(node.id, label)] = found
            columns.append(found)
        combined = {}
        for unit in self.units:
            points = columns[0][unit].points
            parts = [
                Part(column[unit].score, weight, points)
                for column, weight in zip(columns, weights, strict=True)
            ]
            value = _rolled(over.aggregate, parts)
            if value is not None:
                value = clipped(value, node.floor, node.cap)
            combined[unit] = self._scored(node.id, unit, period, value, points)
        return combined

    def _scored(
        self, node_id: str, unit: str, period: str, value: Fraction | None, points: Fraction
    ) -> NodeScore:
        if value is None:
            return NodeScore(None, None, points)
        key = ("result/nodes.csv", self.group, unit, node_id, period)
        value = self.anchors.settle(key, "unrounded", value)
        score = value
        if self.scheme.precision is not None and "node" in self.scheme.round_at:
            score = rounded(value, self.scheme.precision, self.scheme.rounding)
        return NodeScore(value, score, points)


def _rolled(aggregate: str, parts: Sequence[Part]) -> Fraction | None:
    """Return what the periods give together; those that are there stand for the absent ones."""
    present = [(part.value, part.weight) for part in parts if part.value is not None]
    there = sum((weight for _, weight in present), ZERO)
    if there == 0:
        return None
    mean = sum((value * weight for value, weight in present), ZERO) / there
    return mean if aggregate == "weighted" else mean * sum((part.weight for part in parts), ZERO)
