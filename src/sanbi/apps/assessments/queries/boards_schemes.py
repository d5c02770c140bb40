"""What the pages of a board need to know of a scheme, read once for each text."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.scheme.model import Leaf, Node

Worth = dict[str, Fraction | None]


def scheme_of(version: SchemeVersion) -> Scheme:
    """The scheme of a version, checked when it was adopted."""
    return _scheme(version.text)


@lru_cache(maxsize=16)
def _scheme(text: str) -> Scheme:
    return Scheme.from_text(text)


def worth_in_total(scheme: Scheme) -> Worth:
    """What one point of each node and leaf is worth in points of the total.

    A sum adds a child's points whole; a weighted mean and a fold by its share of the weights.
    None below any other aggregate, where the total does not follow a part in a straight line, and
    where a part is computed for several periods. Overrides of single units are left out of account:
    this scales drawings, no score.
    """
    found: Worth = {}
    _walk(scheme.tree, Fraction(1), found)
    for block in scheme.adjustments:
        sign = 1 if block.sign == "add" else -1
        found[block.id] = Fraction(1)
        for item in block.items:
            found[item.id] = Fraction(sign)
    return found


def _walk(part: Node | Leaf, worth: Fraction | None, found: Worth) -> None:
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


def readers_of(scheme: Scheme) -> tuple[tuple[str, str, str], ...]:
    """Which leaf reads which indicator, directly or in a formula: indicator, leaf, leaf's name."""
    found = []
    for leaf in scheme.leaves.values():
        item = scheme.input_of(leaf)
        if item is None:
            continue
        names = [item.indicator, *(item.formula.names if item.formula else ())]
        codes = dict.fromkeys(name for name in names if name)
        found += [(code, leaf.id, leaf.name or leaf.id) for code in codes]
    return tuple(found)


def top_parts(scheme: Scheme) -> tuple[str, ...]:
    """The parts right below the root in file order, then the blocks of bonus and deduction."""
    children = [child.id for child in scheme.tree.children]
    return (*children, *(block.id for block in scheme.adjustments))
