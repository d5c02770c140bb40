"""What one point of a part of the tree is worth in points of the total."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sanbi.engine.scoring.scheme.model import Leaf, Node
from sanbi.engine.scoring.scheme.scheme import Scheme

Worth = Mapping[str, Fraction | None]


def worth_in_total(scheme: Scheme) -> Worth:
    """What one point of each node and leaf is worth in points of the total.

    A sum adds a child's points whole; a weighted mean and a fold by its share of the weights.
    None below any other aggregate, where the total does not follow a part in a straight line, and
    where a part is computed for several periods. Overrides of single units are left out of account:
    this scales drawings and shares, no score.
    """
    found: dict[str, Fraction | None] = {}
    _walk(scheme.tree, Fraction(1), found)
    for block in scheme.adjustments:
        sign = 1 if block.sign == "add" else -1
        found[block.id] = Fraction(1)
        for item in block.items:
            found[item.id] = Fraction(sign)
    return found


def _walk(part: Node | Leaf, worth: Fraction | None, found: dict[str, Fraction | None]) -> None:
    found[part.id] = worth
    if isinstance(part, Leaf):
        return
    weights = [
        Fraction(child.weight) if child.weight is not None else Fraction(1)
        for child in part.children
    ]
    total = sum(weights, Fraction(0))
    for child, weight in zip(part.children, weights, strict=True):
        factor = _factor(part, child, weight / total) if total else None
        _walk(child, None if worth is None or factor is None else worth * factor, found)


def _factor(node: Node, child: Node | Leaf, share: Fraction) -> Fraction | None:
    if node.over is not None:
        return None
    if node.aggregate == "sum":
        return Fraction(1)
    if node.aggregate == "weighted":
        return share
    if node.aggregate != "fold" or not child.points:
        return None
    full = Fraction(node.points) if node.points is not None else Fraction(100)
    return full * share / Fraction(child.points)
