"""Rules over counts and marks, whose input is drawn from events, ratings or ballots."""

from __future__ import annotations

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.rules.context import RuleContext


def events(context: RuleContext) -> Array:
    """Base + Σ count·each; the input is that sum.

    Source: S5, S8, S12; docs/algorithms/events.md
    """
    return context.limited(context.x + context.number("base"))


def rating(context: RuleContext) -> Array:
    """W·v/out_of; the input is the (weighted) mean rating.

    Source: S7; docs/algorithms/rating.md
    """
    a = context.arithmetic
    return context.limited(a.divide(context.x * context.points, context.number("out_of")))


def ballot(context: RuleContext) -> Array:
    """W·b/100; the input is the ballot result. Source: S1; docs/algorithms/ballot.md."""
    result: Array = context.x * context.points / context.constant(100)
    return result
