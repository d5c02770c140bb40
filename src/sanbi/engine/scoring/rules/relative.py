"""Rules that compare a unit with the population (S2, S5, S6; OECD/JRC Handbook 2008, step 5)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.arithmetic import Array, Number
from sanbi.engine.scoring.places import better_and_equal, places
from sanbi.engine.scoring.rules.context import RuleContext, RuleFault


def _when_equal(context: RuleContext, base: Number, middle: Number) -> Array:
    """The declared outcome where all values of the population are equal."""
    choice = context.params["when_equal"]
    if choice == "error":
        hint = "choose when_equal: full, zero, base or mid"
        raise RuleFault("all values are equal", hint)
    value = {
        "full": context.points,
        "zero": context.constant(0),
        "base": base,
        "mid": middle,
    }[choice]
    return context.like_x(value)


def efficacy(context: RuleContext) -> Array:
    """Efficacy coefficient 功效系数: W·(b + (1−b)(x−lo)/(hi−lo)).

    Source: S6; docs/algorithms/efficacy.md
    """
    a = context.arithmetic
    low = context.population.min() if context.params["low"] is None else context.number("low")
    high = context.population.max() if context.params["high"] is None else context.number("high")
    base = context.number("share_base")
    if not np.ndim(low) and not np.ndim(high) and low == high:
        middle = context.points * context.constant(Fraction(1, 2))
        return context.limited(_when_equal(context, base * context.points, middle))
    distance = context.x - low if context.high else high - context.x
    part = a.divide(distance, high - low)
    one = context.constant(1)
    return context.limited((part * (one - base) + base) * context.points)


def ratio_to_best(context: RuleContext) -> Array:
    """W·x/max, or W·min/x where less is better.

    Source: S2; docs/algorithms/ratio-to-best.md
    """
    a, best = context.arithmetic, context.best
    if context.high:
        bad = np.full(len(context.x), bool(best <= 0))
    else:
        bad = np.asarray(context.x <= 0, dtype=bool) | bool(best <= 0)
    choice = context.params["nonpositive"]
    if bad.any() and choice == "error":
        hint = "choose nonpositive: zero or full, or a rule that allows negatives"
        raise RuleFault("a value is not above zero", hint, tuple(np.flatnonzero(bad).tolist()))
    one = context.constant(1)
    if context.high:
        score = a.divide(context.x * context.points, best if best > 0 else one)
    else:
        score = a.divide(best * context.points, a.where(bad, one, context.x))
    score = context.limited(score)
    if bad.any():
        outcome = context.points if choice == "full" else context.constant(0)
        score = a.where(bad, outcome, score)
    return np.asarray(score)


def min_max(context: RuleContext) -> Array:
    """lo + (hi−lo)·(x−min)/(max−min). Source: docs/algorithms/min-max.md."""
    a = context.arithmetic
    low, high = (
        context.points if isinstance(end, str) else context.constant(end)
        for end in context.params["range"]
    )
    least, greatest = context.population.min(), context.population.max()
    if least == greatest:
        middle = (low + high) * context.constant(Fraction(1, 2))
        if context.params["when_equal"] == "full":
            return context.like_x(high)
        return _when_equal(context, context.constant(0), middle)
    distance = context.x - least if context.high else greatest - context.x
    score: Array = distance
    score *= a.divide(high - low, greatest - least)  # in place: it is nobody else's
    return score + low if np.ndim(low) or low != 0 else score


def z_score(context: RuleContext) -> Array:
    """Mean + sd·(x−μ)/σ. Source: docs/algorithms/z-score.md."""
    a = context.arithmetic
    middle, spread = context.number("mean"), context.number("sd")
    sigma = context.deviation(sample=context.params["sample"])
    if sigma is None:
        return _when_equal(context, context.constant(0), middle)
    distance = context.x - context.mean if context.high else context.mean - context.x
    return middle + a.divide(distance * spread, sigma)  # type: ignore[no-any-return]


def percentile(context: RuleContext) -> Array:
    """W·(a−1)/(n−1), a = 1 + number of values worse. Source: docs/algorithms/percentile.md."""
    a, count = context.arithmetic, len(context.population)
    if count == 1:
        middle = context.points * context.constant(Fraction(1, 2))
        return _when_equal(context, context.constant(0), middle)
    keys, others = a.sortable(context.x, context.population)
    worse, _ = better_and_equal(keys, others, high=not context.high)
    return a.divide(a.integers(worse) * context.points, context.constant(count - 1))  # type: ignore[no-any-return]


def rank_value(context: RuleContext) -> Array:
    """Ascending place, the worst first. Source: docs/algorithms/rank-value.md."""
    ties = "competition" if context.params["ties"] == "min" else "average"
    ascending = places(
        context.x, context.population, context.arithmetic, high=not context.high, ties=ties
    )
    value: Array = ascending - context.constant(1) + context.number("start")
    return value


def distance_to_reference(context: RuleContext) -> Array:
    """Closeness to a reference, as share of the range or as ratio.

    Source: COINr dist2ref; docs/algorithms/distance-to-reference.md
    """
    a, reference = context.arithmetic, context.number("reference")
    middle = context.points * context.constant(Fraction(1, 2))
    if context.params["measure"] == "ratio":
        over, under = (context.x, reference) if context.high else (reference, context.x)
        ratio = a.divide(over, under)
    else:
        gap = reference - context.x if context.high else context.x - reference
        reach = reference - context.population.min()
        reach = reach if context.high else context.population.max() - reference
        ratio = context.constant(1) - a.divide(gap, reach)
    score = ratio * context.points
    known = a.finite(np.asarray(score))
    if not known.all():
        score = a.where(known, score, _when_equal(context, context.constant(0), middle))
    return context.limited(score)
