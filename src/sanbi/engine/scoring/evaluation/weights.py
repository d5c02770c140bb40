"""Weights of children, which overrides may change for a group or a unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.arithmetic import Number
from sanbi.engine.scoring.columns import Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.scheme.model import Leaf, Node


def weight_of(run: Evaluation, child: Node | Leaf, scope: Scope) -> Number:
    """The child's weight: one number, or an array where overrides differ."""
    weight = child.weight if child.weight is not None else Fraction(1)
    overrides = child.overrides if isinstance(child, Leaf) else ()
    changed: dict[int, Any] = {}
    for item in overrides:
        if item.weight is not None:
            changed.update(dict.fromkeys(run.units_of(item, scope), item.weight))
    if not changed:
        return run.arithmetic.constant(weight)
    return run.arithmetic.array([changed.get(place, weight) for place in range(scope.size)])
