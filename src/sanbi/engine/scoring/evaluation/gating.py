"""Gates, vetoes and exclusions: who meets them, and what follows (S2, S4, S12, S13, S14)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from sanbi.engine.conditions import Condition, facts_of
from sanbi.engine.scoring.arithmetic import Mask
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Gated, Scores, score_facts
from sanbi.engine.scoring.evaluation.conditions import FactValues, judge, settled
from sanbi.engine.scoring.scheme.model import Effect, Gate

LATE_FACTS = frozenset(
    {
        "total",
        "rank",
        "previous_rank",
        "rank_change",
        "rank_from_bottom",
        "group_size",
        "grade",
    }
)


def is_late(condition: Condition) -> bool:
    """Whether a condition can only be decided after ranking."""
    return bool(facts_of(condition) & LATE_FACTS)


def hit(scorer: CohortScorer, gate: Gate, known: Mapping[str, FactValues]) -> Mask:
    """Units to which a gate's effects apply."""
    run = scorer.run
    verdicts = judge(run, gate.condition, run.period, scorer.scope, known, scorer.cohort.group)
    met = settled(run, verdicts, gate.unknown, scorer.scope, gate.where)
    return ~met if gate.required else met


def decide_early(scorer: CohortScorer, before: Scores) -> Gated:
    """Effects of the gates, vetoes and exclusions that do not depend on totals or ranks."""
    run, gated = scorer.run, Gated()
    known = score_facts(before, run)
    for gate in run.scheme.gates:
        if is_late(gate.condition):
            continue
        mask = hit(scorer, gate, known)
        if mask.any():
            for effect in gate.effects:
                _put(gated, mask, effect, gate)
    for exclusion in run.scheme.exclusions:
        if exclusion.when is None:
            named = np.array(
                [run.units[place] in exclusion.units for place in scorer.scope.index.tolist()],
                dtype=bool,
            )
            gated.unranked.append((named, exclusion.reason))
            continue
        verdicts = judge(run, exclusion.when, run.period, scorer.scope, known, scorer.cohort.group)
        mask = settled(run, verdicts, exclusion.unknown, scorer.scope, exclusion.where)
        gated.unranked.append((mask, exclusion.reason))
    return gated


def _put(gated: Gated, mask: Mask, effect: Effect, gate: Gate) -> None:
    if effect.effect in {"zero_leaf", "cap_leaf"}:
        cap = None if effect.effect == "zero_leaf" else Fraction(str(effect.to))
        gated.leaf_caps.setdefault(str(effect.target), []).append((mask, cap, gate.id))
    elif effect.effect == "cap_total":
        gated.total_caps.append((mask, Fraction(str(effect.to))))
    elif effect.effect == "no_bonus":
        target = {"全部": "all", None: "all"}.get(effect.target, str(effect.target))
        held = gated.no_bonus.get(target)
        gated.no_bonus[target] = mask if held is None else held | mask
    elif effect.effect == "unranked":
        gated.unranked.append((mask, gate.id))
    elif effect.effect == "rank_last":
        gated.rank_last.append((mask, gate.id))
    gated.grade_effects.append((mask, effect, gate.id))
