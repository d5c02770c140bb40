"""Every rule with every option, for both directions: what `test_lines` runs through."""

from typing import Any

TIERS = [
    {"to": "5", "slope": "0.1"},
    {"from": "5", "to": "11", "slope": "0.5"},
    {"from": "11", "slope": "-0.2"},
]
CASES: dict[str, Any] = {
    # rules over a target
    "proportional": {"type": "proportional", "target": "data"},
    "proportional fixed": {"type": "proportional", "target": "8"},
    "proportional wide": {"type": "proportional", "target": "data", "cap": "12.5", "floor": "-1"},
    "proportional floor": {"type": "proportional", "target": "data", "floor": "3"},
    "linear": {"type": "linear", "target": "data", "slope": "0.8"},
    "linear fixed": {"type": "linear", "target": "9", "slope": "0.8", "base": "8"},
    "linear step": {"type": "linear", "target": "data", "slope": "0.5", "step": "0.3", "base": "6"},
    "linear whole steps": {
        "type": "linear",
        "target": "data",
        "slope": "1",
        "step": "2",
        "whole_steps": True,
        "cap": "none",
        "floor": "none",
    },
    "linear whole": {
        "type": "linear",
        "target": "data",
        "slope": "1",
        "whole_steps": True,
        "base": "5",
    },
    "linear two slopes": {
        "type": "linear",
        "target": "7",
        "slope": "0.5",
        "slope_down": "1.5",
        "base": "6",
    },
    "linear limit": {"type": "linear", "target": "data", "slope": "1", "base": "5", "limit": "3"},
    "linear tiers": {"type": "linear", "target": "8", "tiers": TIERS, "base": "6", "cap": "none"},
    "linear tier gap": {
        "type": "linear",
        "target": "data",
        "tiers": [{"from": "20", "slope": "1"}],
        "base": "4",
    },
    "progressive": {"type": "progressive_bands", "target": "data"},
    "progressive narrow": {
        "type": "progressive_bands",
        "target": "data",
        "band": "0.5",
        "first": "60",
        "next": "20",
        "base": "20",
    },
    "progressive few bands": {
        "type": "progressive_bands",
        "target": "data",
        "band": "1",
        "max_bands": "2",
        "cap": "10.2",
        "floor": "9",
    },
    "threshold": {"type": "threshold", "target": "data", "otherwise": "2"},
    "threshold strict": {"type": "threshold", "target": "10", "strict": True},
    "value bands min": {
        "type": "value_bands",
        "bands": [{"min": "10", "points": "8"}, {"min": "6", "points": "5"}],
        "otherwise": "-1",
    },
    "value bands max": {
        "type": "value_bands",
        "bands": [{"max": "0", "points": "8"}, {"max": "7", "points": "5"}],
    },
    "value bands mixed low": {
        "type": "value_bands",
        "bands": [
            {"max": "-1", "points": "9"},
            {"min": "0", "max": "6", "points": "7"},
            {"min": "6.4", "max": "10", "points": "5"},
        ],
        "otherwise": "2",
    },
    "value bands mixed high": {
        "type": "value_bands",
        "bands": [
            {"min": "12", "points": "9"},
            {"min": "11", "max": "12", "points": "7"},
            {"min": "6", "max": "10", "points": "5"},
            {"max": "-1", "points": "1"},
        ],
        "otherwise": "2",
    },
    "goalposts": {"type": "goalposts", "low": "0", "high": "10"},
    "goalposts open": {"type": "goalposts", "low": "1", "high": "10", "truncate": False},
    "direct": {"type": "direct"},
    "direct limited": {"type": "direct", "cap": "10", "floor": "0"},
    # rules over the population
    "efficacy": {"type": "efficacy"},
    "efficacy given": {"type": "efficacy", "share_base": "0.5", "low": "0", "high": "10"},
    "efficacy half given": {"type": "efficacy", "high": "20", "cap": "none"},
    "ratio zero": {"type": "ratio_to_best", "nonpositive": "zero"},
    "ratio full": {"type": "ratio_to_best", "nonpositive": "full", "floor": "1"},
    "rank step": {"type": "rank_step", "step": "0.3"},
    "rank step points": {"type": "rank_step", "points_step": "2.5", "ties": "average"},
    "rank step dense": {"type": "rank_step", "ties": "dense", "floor": "7"},
    "rank table": {"type": "rank_table", "table": ["5", "3", "1"], "beyond": "-0.5"},
    "rank table up": {"type": "rank_table", "table": ["1"], "beyond": "0.25", "ties": "average"},
    "rank table flat": {"type": "rank_table", "table": ["5", "3"]},
    "rank table small": {
        "type": "rank_table",
        "table": ["5", "3"],
        "small_group": {"at_most": "6", "table": ["4", "2"], "beyond": "-1"},
    },
    "rank bands": {
        "type": "rank_bands",
        "bands": [{"to": "1", "points": "7"}, {"to": "3", "points": "4"}],
        "otherwise": "1",
    },
    "rank bands share": {
        "type": "rank_bands",
        "bands": [{"to_share": "0.34", "points": "7"}, {"to_share": "0.67", "points": "4"}],
        "ties": "average",
    },
    "rank bands small": {
        "type": "rank_bands",
        "bands": [{"to": "1", "points": "7"}],
        "small_group": {"at_most": "8", "bands": [{"to": "2", "points": "3"}]},
    },
    "min-max": {"type": "min_max"},
    "min-max range": {"type": "min_max", "range": ["1", "points"]},
    "z-score": {"type": "z_score"},
    "z-score population": {"type": "z_score", "mean": "70", "sd": "10", "sample": False},
    "percentile": {"type": "percentile"},
    "rank value": {"type": "rank_value"},
    "rank value zero": {"type": "rank_value", "start": "0", "ties": "average"},
    "distance range": {"type": "distance_to_reference", "reference": "13"},
    "distance unit": {"type": "distance_to_reference", "reference": {"unit": "B"}, "cap": "10"},
    "distance zero": {
        "type": "distance_to_reference",
        "reference": {"unit": "F"},
        "when_equal": "mid",
    },
    "distance ratio": {
        "type": "distance_to_reference",
        "reference": "5",
        "measure": "ratio",
        "floor": "0",
        "when_equal": "zero",
    },
    # formulas
    "formula": {"type": "formula", "formula": "points * (x - worst) / (best - worst)"},
    "formula target": {
        "type": "formula",
        "target": "data",
        "formula": "if(x >= target, points, max(0, points - (target - x) * 0.8))",
    },
    "formula functions": {
        "type": "formula",
        "formula": "round(abs(x), 1) + sqrt(count) + clip(mean, 0, 3) - 5% * k",
        "cap": "none",
    },
    "formula sum": {"type": "formula", "formula": "x + k", "cap": "15", "floor": "2"},
}
DIRECTED = [
    (name, better)
    for name in CASES
    for better in ("high", "low")
    if not name.endswith((" high", " low")) or name.endswith(better)
]
"""Each case with the directions that it is written for."""
# Rules over marks take their input from other tables; see `test_marks`.
MARKS = {"events", "rating", "ballot"}
"""The rules that have no case here."""

POSITIVE_ONLY = {"goalposts log": {"type": "goalposts", "low": "1", "high": "20", "scale": "log"}}
EQUAL: dict[str, Any] = {
    f"{rule['type']} {choice}": {**rule, "when_equal": choice}
    for rule in (
        {"type": "efficacy"},
        {"type": "min_max", "range": ["2", "8"]},
        {"type": "z_score", "mean": "50"},
        {"type": "distance_to_reference", "reference": "7"},
    )
    for choice in ("full", "zero", "base", "mid")
}
ALONE: dict[str, Any] = {
    f"percentile {choice}": {"type": "percentile", "when_equal": choice}
    for choice in ("full", "zero", "base", "mid")
}
