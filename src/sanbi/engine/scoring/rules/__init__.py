"""Scoring rules: from an input to unrounded points (docs/mechanisms/scheme.md §2.6)."""

from __future__ import annotations

from collections.abc import Callable

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.rules.context import RuleContext, RuleFault
from sanbi.engine.scoring.rules.expression import formula
from sanbi.engine.scoring.rules.marks import ballot, events, rating
from sanbi.engine.scoring.rules.ranks import rank_bands, rank_step, rank_table
from sanbi.engine.scoring.rules.relative import (
    distance_to_reference,
    efficacy,
    min_max,
    percentile,
    rank_value,
    ratio_to_best,
    z_score,
)
from sanbi.engine.scoring.rules.targets import (
    direct,
    goalposts,
    linear,
    progressive_bands,
    proportional,
    threshold,
    value_bands,
)

RuleFunction = Callable[[RuleContext], Array]

RULE_FUNCTIONS: dict[str, RuleFunction] = {
    "ballot": ballot,
    "direct": direct,
    "distance_to_reference": distance_to_reference,
    "efficacy": efficacy,
    "events": events,
    "formula": formula,
    "goalposts": goalposts,
    "linear": linear,
    "min_max": min_max,
    "percentile": percentile,
    "progressive_bands": progressive_bands,
    "proportional": proportional,
    "rank_bands": rank_bands,
    "rank_step": rank_step,
    "rank_table": rank_table,
    "rank_value": rank_value,
    "rating": rating,
    "ratio_to_best": ratio_to_best,
    "threshold": threshold,
    "value_bands": value_bands,
    "z_score": z_score,
}

__all__ = ["RULE_FUNCTIONS", "RuleContext", "RuleFault", "RuleFunction"]
