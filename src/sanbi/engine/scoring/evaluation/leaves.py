"""Scores one leaf over a scope: input, rule, times, limits, missing, rounding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Mask, Number, round_fraction
from sanbi.engine.scoring.columns import (
    Column,
    Index,
    Scope,
    absent_column,
    scattered,
    settled_column,
)
from sanbi.engine.scoring.evaluation.conditions import applies
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.mark_columns import mark_column
from sanbi.engine.scoring.faults import DataFaults, Fault
from sanbi.engine.scoring.periods import shifted
from sanbi.engine.scoring.rules import RULE_FUNCTIONS, RuleContext, RuleFault
from sanbi.engine.scoring.scheme.kinds import POINTS
from sanbi.engine.scoring.scheme.model import Input, Leaf
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES

SCORED = "scored"


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
    def came(self) -> tuple[str, ...]:
        """How each score came about before a gate lowered it."""
        return self.state if self.before_gates is None else self.before_gates


@lru_cache(maxsize=64)
def all_scored(size: int) -> tuple[str, ...]:
    """The states of a leaf that was scored for every unit, kept once for all such leaves."""
    return (SCORED,) * size


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
    raw = _apply_rule(run, leaf, period, scope, facts)
    return ComparedLeaf(
        leaf, period, scope, facts, _timed_and_limited(run, leaf, period, scope, raw)
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
    unrounded, score, state, left_out = _completed(
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
class LeafFacts:
    """What a leaf finds before its rule is applied, over the units of a scope.

    ``points`` is a scalar, an array with overrides, or None; ``present`` marks the units to which
    the rule is applied: the leaf applies, and input and target are there.
    """

    points: Number
    x: Column
    target: Column | None
    applicable: Mask
    present: Mask

    def take(self, places: Index) -> LeafFacts:
        """The facts of some of the units."""
        return LeafFacts(
            self.points[places] if np.ndim(self.points) else self.points,
            self.x.take(places),
            None if self.target is None else self.target.take(places),
            self.applicable[places],
            self.present[places],
        )


@dataclass(frozen=True)
class ComparedLeaf:
    """A leaf whose rule was applied among the units of a scope."""

    leaf: Leaf
    period: str
    scope: Scope
    facts: LeafFacts
    raw: Column


def leaf_facts(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> LeafFacts:
    """Full marks, input and target of a leaf, and where its rule is applied."""
    points = _points(run, leaf, scope)
    x = _input(run, leaf, period, scope)
    target = _target(run, leaf, period, scope)
    applicable = _applicable(run, leaf, period, scope)
    present = x.present if leaf.when is None else x.present & applicable
    if target is not None and not target.complete:
        present = present & target.present
    return LeafFacts(points, x, target, applicable, present)


def _input(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Column:
    spec = RULES[leaf.rule.type]
    if spec.reads != "input":
        return mark_column(run, leaf, period, scope)
    item = run.scheme.input_of(leaf)
    if item is None:
        zeros = run.arithmetic.integers(np.zeros(scope.size, dtype=np.int64))
        return Column(zeros, np.ones(scope.size, dtype=bool))
    return run.reader.column(item, period, scope)


def _target(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Column | None:
    target = leaf.rule.params.get("target")
    if target is None:
        return None
    if isinstance(target, dict):
        column = run.reader.column(run.scheme.inputs[target["use"]], period, scope)
        return _with_own_targets(run, leaf, scope, column)
    if target == "data":
        item = run.scheme.input_of(leaf)
        column = absent_column(scope.size, run.arithmetic)
        if isinstance(item, Input) and item.indicator is not None:
            when = period if item.at is None else shifted(period, item.at)
            column = run.reader.target(item.indicator, when, scope)
        return _with_own_targets(run, leaf, scope, column)
    values = _parameter(run, leaf, scope, "target", target)
    present = np.ones(scope.size, dtype=bool)
    return Column(_spread(values, scope.size, run.arithmetic), present)


def _with_own_targets(run: Evaluation, leaf: Leaf, scope: Scope, column: Column) -> Column:
    """The targets, replaced where an override states a unit's or a group's own."""
    own = [item for item in leaf.overrides if "target" in item.rule]
    if not own:
        return column
    values, present = column.values.copy(), column.present.copy()
    for item in own:
        places = run.units_of(item, scope)
        values[places] = run.arithmetic.constant(item.rule["target"])
        present[places] = True
    return Column(values, present)


def _applicable(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Mask:
    """Units to which the leaf applies; the others are outside its population too."""
    if leaf.when is None:
        return np.ones(scope.size, dtype=bool)
    return applies(run, leaf.when, leaf.unknown, period, scope, leaf.where)


def _points(run: Evaluation, leaf: Leaf, scope: Scope) -> Number:
    """The full mark: one number, an array where overrides differ, or None."""
    changes = [(item, item.points) for item in leaf.overrides if item.points is not None]
    return _varied(run, scope, [leaf.points], changes)


def _parameter(run: Evaluation, leaf: Leaf, scope: Scope, name: str, value: Number) -> Number:
    """A parameter of the rule; where overrides change it, the full mark stands for its word."""
    changes = [(item, item.rule[name]) for item in leaf.overrides if name in item.rule]
    values = [value]
    if changes and value == POINTS:
        values = [leaf.points] * scope.size
        for item in leaf.overrides:
            if item.points is not None:
                for place in run.units_of(item, scope):
                    values[place] = item.points
    return _varied(run, scope, values, changes)


def _varied(
    run: Evaluation, scope: Scope, values: list[Any], changes: list[tuple[Any, Any]]
) -> Number:
    """One number, or an array where overrides give some units another."""
    if not changes:
        value = values[0]
        return run.arithmetic.constant(value) if isinstance(value, Fraction) else value
    numbers = values * scope.size if len(values) == 1 else values
    for item, other in changes:
        for place in run.units_of(item, scope):
            numbers[place] = other
    return run.arithmetic.array(numbers)


def _apply_rule(run: Evaluation, leaf: Leaf, period: str, scope: Scope, facts: LeafFacts) -> Column:
    context = rule_context(run, leaf, period, scope, facts)
    if context is None:
        return absent_column(scope.size, run.arithmetic)
    present = facts.present
    if leaf.rule.type == "formula":
        present = present & _names_present(run, leaf, period, scope)
    reference = leaf.rule.params.get("reference")
    if isinstance(reference, dict) and "use" in reference:
        named = run.reader.column(run.scheme.inputs[reference["use"]], period, scope)
        present = present & named.present
    try:
        known = RULE_FUNCTIONS[leaf.rule.type](context)
    except RuleFault as fault:
        raise DataFaults(_rule_faults(run, leaf, period, scope, facts.present, fault)) from fault
    values = scattered(known, facts.present, run.arithmetic)
    return settled_column(values, present, run.arithmetic)


def rule_context(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, facts: LeafFacts
) -> RuleContext | None:
    """What the leaf's rule sees, over the units where ``facts.present``; None without any."""
    x = Column(facts.x.values, facts.present)
    complete = x.complete
    if not complete and not x.present.any():
        return None
    population = x.values
    if not (complete and scope.everyone_takes_part):
        population = x.values[x.present & scope.participates]
    if not len(population) and _compares(leaf):
        return None

    def among(values: Number) -> Number:
        return values[x.present] if np.ndim(values) and not complete else values

    params = {
        name: among(_parameter(run, leaf, scope, name, value))
        if isinstance(value, Fraction | str)
        else value
        for name, value in leaf.rule.params.items()
    }
    if leaf.rule.type == "distance_to_reference":
        params["reference"] = _reference(run, leaf, period, scope, x)
    context = RuleContext(
        x=x.known(),
        population=population,
        high=leaf.better == "high",
        points=among(facts.points),
        target=None if facts.target is None else among(facts.target.values),
        params=params,
        arithmetic=run.arithmetic,
        names=lambda name: among(run.reader.name(name, period, scope).values),
        rounding=run.scheme.rounding,
    )
    return _with_own_limits(context) if leaf.overrides else context


def _with_own_limits(context: RuleContext) -> RuleContext:
    """The ± limit of a linear rule around each unit's own base, which overrides may change."""
    if context.params.get("limit") is None:
        return context
    base, limit = context.number("base"), context.number("limit")
    return replace(context, params={**context.params, "cap": base + limit, "floor": base - limit})


def _compares(leaf: Leaf) -> bool:
    """Whether the rule needs a population; a formula only for best, worst and mean."""
    if leaf.rule.type == "formula":
        return bool({"best", "worst", "mean"} & set(leaf.rule.params["formula"].names))
    return RULES[leaf.rule.type].relative


def _names_present(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Mask:
    present = np.ones(scope.size, dtype=bool)
    for name in sorted(set(leaf.rule.params["formula"].names) - OWN_NAMES):
        present = present & run.reader.name(name, period, scope).present
    return present


def _reference(run: Evaluation, leaf: Leaf, period: str, scope: Scope, x: Column) -> Number:
    """The reference of distance_to_reference: a scalar, or an array over present units."""
    reference = leaf.rule.params["reference"]
    if isinstance(reference, Fraction):
        varied = _parameter(run, leaf, scope, "reference", reference)
        return varied[x.present] if np.ndim(varied) else varied
    if "use" in reference:
        column = run.reader.column(run.scheme.inputs[reference["use"]], period, scope)
        return column.values[x.present]
    places = np.flatnonzero(scope.index == run.position_of(reference["unit"]))
    if not len(places) or not x.present[places[0]]:
        where = Phrase("{leaf} {period}", leaf=leaf.id, period=period)
        message = Phrase("the reference unit '{unit}' has no value", unit=reference["unit"])
        raise DataFaults(
            [Fault(where, message, "give its value or another reference", "reference")]
        )
    return x.values[places[0]]


def _rule_faults(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, present: Mask, fault: RuleFault
) -> list[Fault]:
    positions: list[int] = (
        np.flatnonzero(present)[list(fault.which)].tolist() if fault.which else []
    )
    codes = [run.units[scope.index[place]] for place in positions]
    where = Phrase("{leaf} ({name}), {period}", leaf=leaf.id, name=leaf.name, period=period)
    if not codes:
        return [Fault(where, phrase_of(fault), fault.hint, "rule")]
    return [
        Fault(
            Phrase("{where}, {unit}", where=where, unit=code), phrase_of(fault), fault.hint, "rule"
        )
        for code in codes
    ]


def _timed_and_limited(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, raw: Column
) -> Column:
    a = run.arithmetic
    if leaf.times is not None:
        factor = run.reader.formula(leaf.times, period, scope)
        raw = Column(raw.values * factor.values, raw.present & factor.present)
    values = raw.values
    if leaf.cap is not None:
        values = a.minimum(values, a.constant(leaf.cap))
    if leaf.floor is not None:
        values = a.maximum(values, a.constant(leaf.floor))
    return Column(values, raw.present)


def _completed(
    run: Evaluation,
    leaf: Leaf,
    period: str,
    scope: Scope,
    raw: Column,
    points: Number,
    applicable: Mask,
) -> tuple[Column, Column, tuple[str, ...], Mask]:
    """Not-applicable and missing outcomes put in: unrounded, score, states, left out."""
    hole = applicable & ~raw.present
    plain = applicable & raw.present
    if plain.all():
        nobody = np.zeros(scope.size, dtype=bool)
        return raw, raw, all_scored(scope.size), nobody
    missing = leaf.missing
    if hole.any() and missing == "error":
        needed = hole & scope.participates
        if needed.any():
            raise DataFaults(_missing_faults(run, leaf, period, scope, needed))
        missing = "leave_out"  # who does not take part need not report
    values = raw.values.copy()
    counted = plain.copy()
    left_out = np.zeros(scope.size, dtype=bool)
    state = np.array([SCORED] * scope.size, dtype=object)
    for mask, option, word in (
        (~applicable, leaf.otherwise, "not_applicable"),
        (hole, missing, "missing"),
    ):
        if not mask.any():
            continue
        name = "fixed" if isinstance(option, Mapping) else str(option)
        state[mask] = f"{word}:{name}"
        left_out |= mask & (name == "leave_out")
        if name not in {"redistribute", "leave_out"}:
            values[mask] = _substitute(run, option, raw, plain & scope.participates, points, mask)
            counted |= mask
    return Column(values, counted), Column(values, counted), tuple(state.tolist()), left_out


def _substitute(
    run: Evaluation,
    option: Number,
    raw: Column,
    donors: Mask,
    points: Number,
    mask: Mask,
) -> Number:
    a = run.arithmetic
    if isinstance(option, Mapping):
        return a.constant(option["fixed"])
    known = raw.values[donors]
    if option == "zero" or not len(known):
        zero_or_full = points if option == "full" else a.constant(Fraction(0))
        return zero_or_full[mask] if np.ndim(zero_or_full) else zero_or_full
    if option == "full":
        return points[mask] if np.ndim(points) else points
    return known.min() if option == "group_minimum" else a.total(known) / len(known)


def _missing_faults(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, hole: Mask
) -> list[Fault]:
    item = run.scheme.input_of(leaf)
    what = item.indicator if isinstance(item, Input) and item.indicator else leaf.id
    hint = "fill it in, or let the leaf say missing: zero, group_mean, redistribute …"
    faults = []
    for place in np.flatnonzero(hole):
        code = run.units[scope.index[place]]
        where = Phrase(
            "{unit} {name}, {what}, {period}",
            unit=code,
            name=run.names[code],
            what=what,
            period=period,
        )
        message = Phrase(
            "a value that leaf '{leaf}' ({name}) needs is missing", leaf=leaf.id, name=leaf.name
        )
        faults.append(Fault(where, message, hint, "missing-value"))
    return faults


def _spread(values: Number, size: int, a: Arithmetic) -> Array:
    if np.ndim(values):
        return np.asarray(values)
    spread: Array = a.integers(np.zeros(size, dtype=np.int64)) + values
    return spread


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
