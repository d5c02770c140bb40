"""Scoring rules as worksheet formulas: one function for each rule of the scheme."""

from __future__ import annotations

from collections.abc import Callable

from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.expression import formula
from sanbi.engine.scoring.report.excel.rules.leaf import LeafCells
from sanbi.engine.scoring.report.excel.rules.marks import ballot, events, rating
from sanbi.engine.scoring.report.excel.rules.ranks import rank_bands, rank_step, rank_table
from sanbi.engine.scoring.report.excel.rules.relative import (
    distance_to_reference,
    efficacy,
    min_max,
    percentile,
    rank_value,
    ratio_to_best,
    z_score,
)
from sanbi.engine.scoring.report.excel.rules.targets import (
    direct,
    goalposts,
    linear,
    progressive_bands,
    proportional,
    threshold,
    value_bands,
)

RuleText = Callable[[LeafCells, Row], str]

RULE_TEXTS: dict[str, RuleText] = {
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

__all__ = ["RULE_TEXTS", "LeafCells", "RuleText"]
