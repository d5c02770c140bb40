"""The second line of a working: what the rule says, with its parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanbi.engine.scoring.explain.rule_mark_words import ballot, events, rating
from sanbi.engine.scoring.explain.rule_relative_words import (
    distance_to_reference,
    efficacy,
    min_max,
    percentile,
    rank_bands,
    rank_step,
    rank_table,
    rank_value,
    ratio_to_best,
    z_score,
)
from sanbi.engine.scoring.explain.rule_target_words import (
    capped_at_target,
    goalposts,
    linear,
    progressive_bands,
    proportional,
    threshold,
    value_bands,
)
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.formula import Formula, describe
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES

NO_LIMITS = frozenset(
    {
        "threshold",
        "value_bands",
        "rank_table",
        "rank_bands",
        "min_max",
        "z_score",
        "percentile",
        "rank_value",
        "goalposts",
        "ballot",
    }
)


# Rules that reach neither above the full mark nor below zero by themselves, but for odd data;
# and rules that take points off.
NEVER_ABOVE = frozenset({"rating", "efficacy", "ratio_to_best", "rank_step"})
NEVER_BELOW = frozenset({"rating", "efficacy", "ratio_to_best", "proportional"})
TAKES_OFF = frozenset({"linear", "progressive_bands", "rank_step", "events"})


def rule_sentence(scene: Scene) -> str:
    """Write the rule as a sentence, with limits, factor and whom it compares with.

    Written once for all units of a leaf for which the rule says the same.
    """
    kept = scene.applied.sentences
    key = (scene.words.language, scene.overridden, scene.points, scene.target)
    if key not in kept:
        kept[key] = _written_rule(scene)
    return kept[key]


def _written_rule(scene: Scene) -> str:
    clauses = [RULE_SENTENCES[scene.leaf.rule.type](scene)]
    own = _own_limits(scene)
    if own == scene.say("rule.floor_out"):  # so much off for each, until all is off
        clauses[0] += scene.say("comma_clause") + own
    else:
        clauses.append(own)
    if scene.leaf.times is not None:
        clauses.append(scene.say("rule.times", formula=formula_words(scene, scene.leaf.times)))
    clauses.append(limits_clause(scene, scene.leaf.cap, scene.leaf.floor))
    if RULES[scene.leaf.rule.type].relative and scene.leaf.compare_in == "all":
        clauses.append(scene.say("rule.compare_all"))
    text = scene.words.clauses(clauses)
    return text[:1].upper() + text[1:] + scene.say("stop")


def _own_limits(scene: Scene) -> str:
    """Write cap and floor of the rule, but for those that go without saying."""
    kind, params = scene.leaf.rule.type, scene.params
    if kind in NO_LIMITS:
        return ""
    cap, floor = params.get("cap"), params.get("floor")
    if kind in NEVER_ABOVE and cap == scene.points:
        cap = None
    if kind == "linear" and params["tiers"] is None and capped_at_target(scene):
        cap = None  # the sentence speaks of the way down only
    if kind in NEVER_BELOW and floor == 0:
        floor = None
    return limits_clause(scene, cap, floor, off=kind in TAKES_OFF)


def limits_clause(
    scene: Scene,
    cap: Any,  # noqa: ANN401 - a number or None
    floor: Any,  # noqa: ANN401 - a number or None
    *,
    off: bool = False,
) -> str:
    """Write highest and lowest points, where there are any; ``off``: until all is taken off."""
    parts = []
    if cap is not None:
        key = "rule.cap_full" if cap == scene.points else "rule.cap"
        parts.append(scene.say(key, cap=scene.score_points(cap)))
    if floor is not None:
        key = ("rule.floor_out" if off else "rule.floor_zero") if floor == 0 else "rule.floor"
        parts.append(scene.say(key, floor=scene.score_points(floor)))
    return scene.say("comma_clause").join(parts)


def formula_words(scene: Scene, formula: Formula) -> str:
    """Write a formula with names instead of codes."""
    names = {
        name: scene.say(f"formula.{name}") if name in OWN_NAMES else scene.naming.indicator(name)
        for name in formula.names
    }
    return describe(formula, names, scene.words.language)


def direct(scene: Scene) -> str:
    """The figure is the score."""
    return scene.say("rule.direct")


def formula(scene: Scene) -> str:
    """The scheme's own formula."""
    return scene.say("rule.formula", formula=formula_words(scene, scene.params["formula"]))


RULE_SENTENCES: dict[str, Callable[[Scene], str]] = {
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
