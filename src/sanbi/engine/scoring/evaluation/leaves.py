"""Scores one leaf over a scope: input, rule, times, limits, missing, rounding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.arithmetic import Array, Mask, Number, round_fraction
from sanbi.engine.scoring.columns import (
    Column,
    Index,
    Scope,
)
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaf_missing import SCORED, completed
from sanbi.engine.scoring.evaluation.leaf_rules import (
    LeafFacts,
    apply_rule,
    leaf_facts,
    rule_context,
    timed_and_limited,
)
from sanbi.engine.scoring.scheme.model import Leaf
from sanbi.engine.scoring.scheme.rule_fields import RULES

__all__ = [
    "SCORED",
    "ComparedLeaf",
    "LeafFacts",
    "LeafResult",
    "compared_leaf",
    "finished_leaf",
    "leaf_facts",
    "rounded_array",
    "rule_context",
    "score_leaf",
]


@dataclass(frozen=True)
class LeafResult:
    """A leaf's outcome over the units of a cohort.

    ``score`` is absent where the leaf is redistributed; ``left_out`` marks units that lose their
    rank; ``state`` says how each score came about; ``points`` is the full mark: one number, an
    array where overrides differ, or None.
    ``scope`` are the units that were compared, ``places`` where these units stand among them
    (None: they are all of them).
    """

    leaf: Leaf
    period: str
    x: Column
    target: Column | None
    points: Number
    unrounded: Column
    score: Column
    state: tuple[str, ...]
    left_out: Mask
    scope: Scope
    places: Index | None = None
    before_gates: tuple[str, ...] | None = None

    @property
    def takes_no_input(self) -> bool:
        """Whether the rule is a formula of its own names alone: x says nothing then."""
        return self.leaf.input is None and RULES[self.leaf.rule.type].reads == "input"

    @property
    def came(self) -> tuple[str, ...]:
        """How each score came about before a gate lowered it."""
        return self.state if self.before_gates is None else self.before_gates


def score_leaf(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> LeafResult:
    """Score a leaf for every unit of a scope.

    Raises
    ------
    DataFaults
        with every unit for which data are missing or the rule cannot be applied.
    """
    return finished_leaf(run, compared_leaf(run, leaf, period, scope), scope)


def compared_leaf(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> ComparedLeaf:
    """Apply a leaf's rule among the units of a scope; nothing is put in for missing values."""
    facts = leaf_facts(run, leaf, period, scope)
    raw = apply_rule(run, leaf, period, scope, facts)
    return ComparedLeaf(
        leaf, period, scope, facts, timed_and_limited(run, leaf, period, scope, raw)
    )


def finished_leaf(
    run: Evaluation, compared: ComparedLeaf, cohort: Scope, places: Index | None = None
) -> LeafResult:
    """Put in what is missing or not applicable in a cohort, and round.

    ``places`` says where the cohort's units stand among those compared, when these are more: a
    group mean is the mean of the group, also for a leaf that compares all units.
    """
    leaf, facts = compared.leaf, compared.facts
    if places is not None:
        facts, compared = facts.take(places), replace(compared, raw=compared.raw.take(places))
    unrounded, score, state, left_out = completed(
        run, leaf, compared.period, cohort, compared.raw, facts.points, facts.applicable
    )
    return LeafResult(
        leaf,
        compared.period,
        facts.x,
        facts.target,
        facts.points,
        unrounded,
        Column(_rounded(score.values, leaf, run), score.present),
        state,
        left_out,
        compared.scope,
        places,
    )


@dataclass(frozen=True)
class ComparedLeaf:
    """A leaf whose rule was applied among the units of a scope."""

    leaf: Leaf
    period: str
    scope: Scope
    facts: LeafFacts
    raw: Column


def _rounded(values: Array, leaf: Leaf, run: Evaluation) -> Array:
    if not run.scheme.rounds_at("leaf"):
        return values
    digits = leaf.precision if leaf.precision is not None else run.scheme.precision
    return rounded_array(values, int(digits or 0), run.scheme.rounding)


def rounded_array(values: Array, digits: int, mode: str) -> Array:
    """Each Fraction rounded by the declared rule."""
    result = np.empty(len(values), dtype=object)
    result[:] = [round_fraction(Fraction(value), digits, mode) for value in values.tolist()]
    return result
