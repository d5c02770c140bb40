"""Full marks and rule parameters of a leaf, which overrides may change for a group or a unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Number
from sanbi.engine.scoring.columns import Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.scheme.kinds import POINTS
from sanbi.engine.scoring.scheme.model import Leaf


def points_of(run: Evaluation, leaf: Leaf, scope: Scope) -> Number:
    """The full mark: one number, an array where overrides differ, or None."""
    changes = [(item, item.points) for item in leaf.overrides if item.points is not None]
    return _varied(run, scope, [leaf.points], changes)


def parameter_of(run: Evaluation, leaf: Leaf, scope: Scope, name: str, value: Number) -> Number:
    """A parameter of the rule; where overrides change it, the full mark stands for its word."""
    if not leaf.overrides:
        return run.arithmetic.constant(value) if isinstance(value, Fraction) else value
    changes = [(item, item.rule[name]) for item in leaf.overrides if name in item.rule]
    values = [value]
    if changes and value == POINTS:
        values = [leaf.points] * scope.size
        for item in leaf.overrides:
            if item.points is not None:
                for place in run.units_of(item, scope):
                    values[place] = item.points
    return _varied(run, scope, values, changes)


def _varied(
    run: Evaluation, scope: Scope, values: list[Any], changes: list[tuple[Any, Any]]
) -> Number:
    """One number, or an array where overrides give some units another."""
    if not changes:
        value = values[0]
        return run.arithmetic.constant(value) if isinstance(value, Fraction) else value
    numbers = values * scope.size if len(values) == 1 else values
    for item, other in changes:
        for place in run.units_of(item, scope):
            numbers[place] = other
    return run.arithmetic.array(numbers)


def spread(values: Number, size: int, a: Arithmetic) -> Array:
    """The number for each of ``size`` units; an array stays as it is."""
    if np.ndim(values):
        return np.asarray(values)
    spread: Array = a.integers(np.zeros(size, dtype=np.int64)) + values
    return spread
