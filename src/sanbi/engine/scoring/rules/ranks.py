"""Rules that give points for a place (S3, S4, S9, S11)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.rules.context import RuleContext


def rank_step(context: RuleContext) -> Array:
    """W·(1 − step·(r−1)), or W − points_step·(r−1).

    Source: S4; docs/algorithms/rank-step.md
    """
    behind = context.places(context.params["ties"]) - context.constant(1)
    fixed = context.number("points_step")
    if fixed is not None:
        return context.limited(context.points - behind * fixed)
    one = context.constant(1)
    return context.limited((one - behind * context.number("step")) * context.points)


def _small(context: RuleContext) -> dict[str, Any] | None:
    small: dict[str, Any] | None = context.params["small_group"]
    if small is None or len(context.population) > small["at_most"]:
        return None
    return small


def rank_table(context: RuleContext) -> Array:
    """Points by place from a table, then so many more or less for each place beyond.

    An average rank takes the mean of the places that the tied units span.
    Source: S3, S9; docs/algorithms/rank-table.md
    """
    small = _small(context)
    table = (small or context.params)["table"]
    beyond = (small or context.params)["beyond"]
    ties = context.params["ties"]
    ranks = context.places(ties)
    if ties != "average":
        return context.arithmetic.array([_in_table(int(r), table, beyond) for r in ranks.tolist()])
    first = context.places("competition").tolist()
    span = [round(2 * (float(r) - int(f))) + 1 for r, f in zip(ranks.tolist(), first, strict=True)]
    points = [
        sum((_in_table(int(f) + k, table, beyond) for k in range(s)), Fraction(0)) / s
        for f, s in zip(first, span, strict=True)
    ]
    return context.arithmetic.array(points)


def _in_table(place: int, table: list[Fraction], beyond: Fraction) -> Fraction:
    if place <= len(table):
        return table[place - 1]
    return table[-1] + beyond * (place - len(table))


def rank_bands(context: RuleContext) -> Array:
    """Points of the first band of places that holds the unit's.

    Source: S11; docs/algorithms/rank-bands.md
    """
    small = _small(context)
    bands = (small or context.params)["bands"]
    ranks = context.places(context.params["ties"])
    result = context.like_x(context.number("otherwise"))
    for band in reversed(bands):
        last = band["to"]
        if last is None:
            last = band["to_share"] * len(context.population)
        held = np.asarray(ranks <= context.constant(Fraction(last)), dtype=bool)
        result = context.arithmetic.where(held, context.constant(band["points"]), result)
    return result
