"""Rules that compare an input with a target (S4, S5, S10, S11, S13)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.rules.context import RuleContext, RuleFault


def _target(context: RuleContext) -> Array:
    if context.target is None:
        raise RuleFault("the rule needs a target", "give the leaf's rule a target")
    return context.target


def proportional(context: RuleContext) -> Array:
    """W·x/T, or W·T/x where less is better; between floor and cap.

    Source: S8, S13; docs/algorithms/proportional.md
    """
    a, goal = context.arithmetic, _target(context)
    bad = np.flatnonzero(np.asarray(goal <= 0, dtype=bool))
    if len(bad):
        hint = "a share of a target needs a target above zero; use linear for others"
        raise RuleFault("the target is not above zero", hint, tuple(bad.tolist()))
    if context.high:
        return context.limited(a.divide(context.x * context.points, goal))
    positive = np.asarray(context.x > 0, dtype=bool)
    divisor = a.where(positive, context.x, context.constant(1))
    score = a.divide(goal * context.points, divisor)
    cap = context.number("cap")
    if cap is None and not positive.all():
        bad = np.flatnonzero(~positive)
        hint = "state a cap: it is what an input of zero gets"
        raise RuleFault("the input is not above zero", hint, tuple(bad.tolist()))
    return context.limited(a.where(positive, score, context.constant(0) if cap is None else cap))


def linear(context: RuleContext) -> Array:
    """Base ± slope for each step from the target, or tiers of slopes; between floor and cap.

    Source: S10, S11; docs/algorithms/linear.md
    """
    base = context.number("base")
    if context.params["tiers"] is not None:
        area = _tiered(context, context.params["tiers"])
        return context.limited(base + (area if context.high else -area))
    a, goal = context.arithmetic, _target(context)
    distance = context.x - goal if context.high else goal - context.x
    steps = a.divide(distance, context.number("step"))
    if context.params["whole_steps"]:
        steps = a.truncate(steps)
    slope = context.number("slope")
    if context.params["slope_down"] is not None:
        slope = a.where(distance < 0, context.number("slope_down"), slope)
    return context.limited(base + steps * slope)


def _tiered(context: RuleContext, tiers: list[dict[str, Any]]) -> Array:
    """∫ slope from target to x: each tier gives its slope over the part that lies in it."""
    a, goal = context.arithmetic, _target(context)
    area: Array = context.x * context.constant(0)
    for tier in tiers:
        start, end = context.x, goal
        for bound, limit in (("from", a.maximum), ("to", a.minimum)):
            if tier[bound] is not None:
                edge = a.constant(tier[bound])
                start, end = limit(start, edge), limit(end, edge)
        area = area + (start - end) * a.constant(tier["slope"])
    return area


def progressive_bands(context: RuleContext) -> Array:
    """Base ± Σ over bands of (part in band k)·base/(first + next·(k−1)).

    Source: S5; docs/algorithms/progressive-bands.md
    """
    a, goal = context.arithmetic, _target(context)
    base, width = context.number("base"), context.number("band")
    distance = context.x - goal if context.high else goal - context.x
    rest = a.maximum(distance, -distance)
    zero = context.constant(0)
    total = rest * zero
    most = int(context.params["max_bands"])
    for band in range(1, most + 1):
        part = rest if band == most else a.minimum(rest, width)
        divisor = context.number("first") + context.number("next") * (band - 1)
        total = total + a.divide(part * base, divisor)
        rest = rest - part
        if not np.asarray(rest > 0, dtype=bool).any():
            break
    return context.limited(base + a.where(distance < 0, -total, total))


def threshold(context: RuleContext) -> Array:
    """W where the target is reached, else ``otherwise``.

    Source: S4; docs/algorithms/threshold.md
    """
    goal = _target(context)
    x = context.x
    if context.params["strict"]:
        reached = x > goal if context.high else x < goal
    else:
        reached = x >= goal if context.high else x <= goal
    chosen: Array = context.arithmetic.where(reached, context.points, context.number("otherwise"))
    return chosen


def value_bands(context: RuleContext) -> Array:
    """Points of the first band that the input reaches.

    Source: S8, S14; docs/algorithms/value-bands.md
    """
    result = context.like_x(context.number("otherwise"))
    for band in reversed(context.params["bands"]):
        reached = np.ones(len(context.x), dtype=bool)
        if band["min"] is not None:
            reached &= np.asarray(context.x >= context.constant(band["min"]), dtype=bool)
        if band["max"] is not None:
            reached &= np.asarray(context.x <= context.constant(band["max"]), dtype=bool)
        result = context.arithmetic.where(reached, context.constant(band["points"]), result)
    return result


def direct(context: RuleContext) -> Array:
    """The input is the score. Source: docs/algorithms/direct.md."""
    return context.limited(context.x)


def goalposts(context: RuleContext) -> Array:
    """W·(x−lo)/(hi−lo) between fixed posts, plain or on a logarithmic scale.

    Source: UNDP Human Development Report, technical note 1; docs/algorithms/goalposts.md
    """
    a = context.arithmetic
    low, high, x = context.number("low"), context.number("high"), context.x
    if context.params["scale"] == "log":
        low, high, x = a.ln(low), a.ln(high), a.ln(x)
    distance = x - low if context.high else high - x
    score = a.divide(distance * context.points, high - low)
    if context.params["truncate"]:
        score = a.maximum(a.minimum(score, context.points), context.constant(Fraction(0)))
    return score  # type: ignore[no-any-return]
