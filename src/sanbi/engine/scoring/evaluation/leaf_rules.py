"""Applies a leaf's rule among the units of a scope."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.arithmetic import Mask, Number
from sanbi.engine.scoring.columns import (
    Column,
    Index,
    Scope,
    absent_column,
    everywhere,
    scattered,
    settled_column,
)
from sanbi.engine.scoring.evaluation.conditions import applies
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaf_parameters import parameter_of, points_of, spread
from sanbi.engine.scoring.evaluation.mark_columns import mark_column
from sanbi.engine.scoring.faults import DataFaults, Fault
from sanbi.engine.scoring.periods import shifted
from sanbi.engine.scoring.rules import RULE_FUNCTIONS, RuleContext, RuleFault
from sanbi.engine.scoring.scheme.model import Input, Leaf
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES


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


def leaf_facts(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> LeafFacts:
    """Full marks, input and target of a leaf, and where its rule is applied."""
    points = points_of(run, leaf, scope)
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
        return Column(zeros, everywhere(scope.size))
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
    values = parameter_of(run, leaf, scope, "target", target)
    present = everywhere(scope.size)
    return Column(spread(values, scope.size, run.arithmetic), present)


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
        return everywhere(scope.size)
    return applies(run, leaf.when, leaf.unknown, period, scope, leaf.where)


def apply_rule(run: Evaluation, leaf: Leaf, period: str, scope: Scope, facts: LeafFacts) -> Column:
    """Unrounded points where the rule can be applied, before the factor and the limits."""
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


_VARIED = (Fraction, str)  # parameters that overrides may change; a union costs more to make


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
        name: among(parameter_of(run, leaf, scope, name, value))
        if isinstance(value, _VARIED)
        else value
        for name, value in leaf.rule.params.items()
        if name != "target"  # a column, with the units' own put in: see `_target`
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
    present = everywhere(scope.size)
    for name in sorted(set(leaf.rule.params["formula"].names) - OWN_NAMES):
        present = present & run.reader.name(name, period, scope).present
    return present


def _reference(run: Evaluation, leaf: Leaf, period: str, scope: Scope, x: Column) -> Number:
    """The reference of distance_to_reference: a scalar, or an array over present units."""
    reference = leaf.rule.params["reference"]
    if isinstance(reference, Fraction):
        varied = parameter_of(run, leaf, scope, "reference", reference)
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


def timed_and_limited(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, raw: Column
) -> Column:
    """The points times the leaf's factor, between its floor and cap."""
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
