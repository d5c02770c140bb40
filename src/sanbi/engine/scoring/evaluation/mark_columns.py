"""Events, ratings and ballots of a leaf as columns over a scope."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.columns import Column, Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.marks import event_points, mean_ratings
from sanbi.engine.scoring.scheme.model import Leaf
from sanbi.engine.scoring.scheme.rule_fields import RULES


def mark_column(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Column:
    """The input of an events, rating or ballot leaf. Units without events have 0."""
    reads = RULES[leaf.rule.type].reads
    if reads == "events":
        found = event_points(run.data.events, leaf.id, period, leaf.rule.params)
        return _column(run, scope, found, everyone=True)
    if reads == "ratings":
        out_of = leaf.rule.params["out_of"]
        limit = leaf.points if isinstance(out_of, str) else out_of
        shares = leaf.rule.params["assessors"]
        return _column(run, scope, mean_ratings(run.data.ratings, leaf.id, period, shares, limit))
    count = run.ballots(leaf.rule.params["electorate"], period)
    return _column(run, scope, count.results)


def _column(
    run: Evaluation, scope: Scope, found: dict[str, Fraction], *, everyone: bool = False
) -> Column:
    zero = Fraction(0)
    codes = [run.units[place] for place in scope.index.tolist()]
    values = run.arithmetic.array([found.get(code, zero) for code in codes])
    present = np.array([everyone or code in found for code in codes], dtype=bool)
    return Column(values, present)
