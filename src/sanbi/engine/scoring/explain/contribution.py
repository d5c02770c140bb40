"""How much a point of a part is worth in the total, where parts are combined in a straight line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.explain.standing import Standing, number_at, value_at
from sanbi.engine.scoring.scheme.model import Leaf, Node

Worth = dict[str, Any]  # id of a child → points of its node for one point of it, None = unknown


def worth_of_children(standing: Standing, node: Node, period: str) -> Worth:
    """Return what one point of each child adds to the node, for one unit.

    A sum adds it whole (scaled up where children are absent), a weighted mean and a fold by the
    weights of the children that are there; other means have no such number. Caps and floors of
    nodes are left out of account.
    """
    present = {child.id: _score(standing, child, period) is not None for child in node.children}
    if node.aggregate == "sum":
        scale = _scale(standing, node, period, present)
        return {child.id: scale if present[child.id] else None for child in node.children}
    if node.aggregate not in {"weighted", "fold"}:
        return {child.id: None for child in node.children}
    weights = {child.id: _weight(standing, child) for child in node.children}
    total = sum(weight for name, weight in weights.items() if present[name])
    worth: Worth = {}
    for child in node.children:
        share = weights[child.id] / total if total and present[child.id] else None
        worth[child.id] = share
        if share is not None and node.aggregate == "fold":
            points = _points(standing, child, period)
            full = node.points if node.points is not None else Fraction(100)
            worth[child.id] = share * _kind(standing, full) / points if points else None
    return worth


def worth_of_periods(node: Node, labels: tuple[str, ...]) -> dict[str, Fraction]:
    """Return what one point of each sub-period adds to a node that is rolled up."""
    over = node.over
    weights = (over.weights if over is not None else None) or (Fraction(1),) * len(labels)
    if over is not None and over.aggregate == "sum":
        return dict(zip(labels, weights, strict=True))
    total = sum(weights, Fraction(0))
    return {label: weight / total for label, weight in zip(labels, weights, strict=True)}


def times(worth: Any, more: Any) -> Any:  # noqa: ANN401 - numbers or None
    """Return the product of two such numbers, None where one is unknown."""
    if worth is None or more is None:
        return None
    if isinstance(worth, float) or isinstance(more, float):
        return float(worth) * float(more)
    return worth * more


def _kind(standing: Standing, value: Fraction) -> Any:  # noqa: ANN401 - a number
    return standing.run.arithmetic.constant(value)


def _weight(standing: Standing, child: Node | Leaf) -> Any:  # noqa: ANN401 - a number
    scope = standing.outcome.cohort.scope
    return number_at(weight_of(standing.run, child, scope), standing.row)


def _score(standing: Standing, child: Node | Leaf, period: str) -> Any:  # noqa: ANN401 - number
    scores = standing.outcome.scores
    held = scores.leaves if isinstance(child, Leaf) else scores.nodes
    found = held.get((child.id, period))
    return None if found is None else value_at(found.score, standing.row)


def _points(standing: Standing, child: Node | Leaf, period: str) -> Any:  # noqa: ANN401 - number
    if isinstance(child, Node):
        return None if child.points is None else _kind(standing, child.points)
    found = standing.outcome.scores.leaves.get((child.id, period))
    return None if found is None else number_at(found.points, standing.row)


def _scale(standing: Standing, node: Node, period: str, present: dict[str, bool]) -> Any:  # noqa: ANN401
    """Return by how much a sum is scaled up for children that are absent."""
    if all(present.values()):
        return _kind(standing, Fraction(1))
    # without points of every child such data are refused
    points = {child.id: _points(standing, child, period) for child in node.children}
    held = sum(value for name, value in points.items() if present[name])
    return sum(points.values()) / held if held else None
