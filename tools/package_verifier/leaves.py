"""The score of a leaf: input, rule, times, bounds, rounding, substitutes (section 2.5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from package_verifier.anchors import Anchors
from package_verifier.cohorts import Scope
from package_verifier.conditions import holds
from package_verifier.exact import rounded
from package_verifier.facts import UnitFacts
from package_verifier.faults import DamagedError, RefusedError
from package_verifier.inputs import Inputs
from package_verifier.marks import Marks
from package_verifier.parts import Choice, Input, Leaf, Override, Scheme
from package_verifier.place_rules import rank_bands, rank_step, rank_table, rank_value
from package_verifier.population import Population
from package_verifier.relative_rules import (
    distance_to_reference,
    efficacy,
    min_max,
    percentile,
    ratio_to_best,
    z_score,
)
from package_verifier.rule_case import Case, clipped
from package_verifier.rule_parameters import Rule, Source
from package_verifier.target_rules import (
    direct,
    goalposts,
    linear,
    progressive_bands,
    proportional,
    threshold,
    value_bands,
)
from package_verifier.transforms import Values

ZERO = Fraction(0)
DEFAULT_POINTS = Fraction(100)
RULES: dict[str, Callable[[Case], Fraction | None]] = {
    "proportional": proportional,
    "linear": linear,
    "progressive_bands": progressive_bands,
    "threshold": threshold,
    "value_bands": value_bands,
    "efficacy": efficacy,
    "ratio_to_best": ratio_to_best,
    "rank_step": rank_step,
    "rank_table": rank_table,
    "rank_bands": rank_bands,
    "min_max": min_max,
    "z_score": z_score,
    "percentile": percentile,
    "rank_value": rank_value,
    "goalposts": goalposts,
    "direct": direct,
    "distance_to_reference": distance_to_reference,
}
RELATIVE = frozenset(
    {
        "efficacy",
        "ratio_to_best",
        "min_max",
        "z_score",
        "percentile",
        "distance_to_reference",
        "rank_step",
        "rank_table",
        "rank_bands",
        "rank_value",
    }
)
WITH_TARGET = ("proportional", "linear", "progressive_bands", "threshold", "distance_to_reference")


@dataclass(frozen=True)
class LeafScore:
    """What one unit has on one leaf; None where there is no figure."""

    points: Fraction | None
    weight: Fraction
    rule: Rule
    x: Fraction | None = None
    target: Fraction | None = None
    unrounded: Fraction | None = None
    score: Fraction | None = None
    state: str = "scored"
    left_out: bool = False

    def shown_target(self) -> Fraction | None:
        """Return T; a reference to measure from is no target."""
        return None if self.rule.type == "distance_to_reference" else self.target


@dataclass(frozen=True)
class _Setting:
    """A leaf in one cohort: values and population to score with."""

    leaf: Leaf
    group: str
    period: str
    scope: Scope
    taken: Input | None
    xs: Values
    population: Population


class LeafScores:
    """Scores leaves, each cohort once."""

    def __init__(self, scheme: Scheme, inputs: Inputs, marks: Marks, anchors: Anchors) -> None:
        self.scheme = scheme
        self.inputs = inputs
        self.marks = marks
        self.anchors = anchors
        self.cohorts = inputs.cohorts
        self._cache: dict[tuple[str, str, str], dict[str, LeafScore]] = {}

    def scores(self, leaf: Leaf, group: str, period: str) -> dict[str, LeafScore]:
        """Return the score of every unit of the group."""
        key = (leaf.id, group, period)
        if key not in self._cache:
            setting = self._setting(leaf, group, period)
            first = {unit: self._scored(setting, unit) for unit in self.cohorts.codes(group)}
            self._cache[key] = {unit: self._finished(setting, first, unit) for unit in first}
        return self._cache[key]

    def _setting(self, leaf: Leaf, group: str, period: str) -> _Setting:
        scope = self.cohorts.scope(group, leaf.compare_in)
        taken = self.inputs.resolve(leaf.input)
        xs: Values = {}
        if taken is not None:
            for unit, x in self.inputs.values(taken, period, scope).items():
                home = group if scope is not None else self.cohorts.home[unit]
                xs[unit] = None if x is None else self._settle(leaf, home, unit, period, "x", x)
        concerned = (
            xs.get(unit)
            for unit in self.cohorts.population(scope)
            if xs.get(unit) is not None
            and self.applies(leaf, group if scope else self.cohorts.home[unit], unit, period)
        )
        population = Population(x for x in concerned if x is not None)
        return _Setting(leaf, group, period, scope, taken, xs, population)

    def _settle(
        self, leaf: Leaf, group: str, unit: str, period: str, column: str, value: Fraction
    ) -> Fraction:
        return self.anchors.settle(
            ("result/working.csv", group, unit, leaf.id, period), column, value
        )

    def own_terms(self, leaf: Leaf, group: str, unit: str) -> LeafScore:
        """Return points, weight and rule of a unit, overrides applied."""
        points, weight, rule = leaf.points, leaf.weight, leaf.rule
        for override in leaf.overrides:
            if not self._concerns(override, leaf, group, unit):
                continue
            points = points if override.points is None else override.points
            weight = weight if override.weight is None else override.weight
            rule = rule.changed(override.rule) if override.rule else rule
        return LeafScore(points, Fraction(1) if weight is None else weight, rule)

    def _concerns(self, override: Override, leaf: Leaf, group: str, unit: str) -> bool:
        """Say whether an override acts on a unit; with compare_in all it follows the members."""
        if override.unit not in (None, unit):
            return False
        if override.group is None or self.cohorts.scope(group, leaf.compare_in) is not None:
            return override.group in (None, group)
        return unit in self.cohorts.members.get(override.group, ())

    def applies(self, leaf: Leaf, group: str, unit: str, period: str) -> bool:
        """Say whether the leaf's ``when`` holds for the unit."""
        if leaf.when is None:
            return True
        scope = self.cohorts.scope(group, leaf.compare_in)
        facts = UnitFacts(self.inputs, self.marks, unit, group, period, scope)
        truth = holds(leaf.when, facts)
        if truth is None and leaf.when_unknown == "error":
            raise RefusedError(f"leaf {leaf.id}, unit {unit}", "its `when` cannot be decided")
        return leaf.when_unknown == "pass" if truth is None else truth

    def _scored(self, setting: _Setting, unit: str) -> LeafScore:
        """Return the unit's score before substitutes; unrounded None where missing."""
        leaf = setting.leaf
        found = self.own_terms(leaf, setting.group, unit)
        found = self._with_inputs(setting, found, unit)
        if not self.applies(leaf, setting.group, unit, setting.period):
            return replace(found, state=f"not_applicable:{leaf.otherwise.word}")
        value = self._by_rule(setting, found, unit)
        if value is not None and leaf.times is not None:
            times = self.inputs.formula(leaf.times, unit, setting.period, setting.scope)
            value = None if times is None else value * times
        if value is None:
            return replace(found, state=f"missing:{leaf.missing.word}")
        value = clipped(value, leaf.floor, leaf.cap)
        value = self._settle(leaf, setting.group, unit, setting.period, "unrounded", value)
        return replace(found, unrounded=value)

    def _with_inputs(self, setting: _Setting, found: LeafScore, unit: str) -> LeafScore:
        rule, leaf, period = found.rule, setting.leaf, setting.period
        if rule.type == "rating":
            x = self.marks.rating(leaf, rule, unit, period)
        elif rule.type == "ballot":
            x = self.marks.ballot(rule, unit, period)
        elif rule.type == "events":
            counted = self.marks.counted(leaf, rule, unit, period)
            x = self.marks.event_points(counted, rule)
        else:
            x = setting.xs.get(unit)
        if x is not None and rule.type in ("rating", "ballot", "events"):
            x = self._settle(leaf, setting.group, unit, period, "x", x)
        return replace(found, x=x, target=self._target(setting, rule, unit))

    def _target(self, setting: _Setting, rule: Rule, unit: str) -> Fraction | None:
        if rule.type == "distance_to_reference":
            return self._reference(setting, rule.values["reference"], unit)
        source: Source | None = rule.values.get("target")
        if source is None:
            return None
        if source.kind is None and source.text == "data":
            if setting.taken is None or setting.taken.indicator is None:
                return None
            return self.inputs.targets(setting.taken, setting.period, setting.scope).get(unit)
        return self._sourced(setting, source, unit)

    def _reference(self, setting: _Setting, source: Source, unit: str) -> Fraction | None:
        if self._is_unit(source):
            return self._x_of(setting, source.text)
        return self._sourced(setting, source, unit)

    def _is_unit(self, source: Source) -> bool:
        named = source.kind is None and source.text in self.cohorts.units
        return named or source.kind == "unit"

    def _x_of(self, setting: _Setting, unit: str) -> Fraction | None:
        """Return x of any unit, also one of another group."""
        if unit in setting.xs or setting.taken is None or unit not in self.cohorts.home:
            return setting.xs.get(unit)
        home = self.cohorts.home[unit]
        return self.inputs.values(setting.taken, setting.period, home).get(unit)

    def _sourced(self, setting: _Setting, source: Source, unit: str) -> Fraction | None:
        """Return a number, or the unit's value of a named input."""
        named = self.inputs.is_name(source.text) and source.kind != "number"
        if named:
            return self.inputs.named(source.text, unit, setting.period, setting.scope)
        if source.number is None:
            raise DamagedError(
                "scheme",
                where=setting.leaf.id,
                why=f"{source.text!r} is neither a number nor an input",
            )
        return source.number

    def _by_rule(self, setting: _Setting, found: LeafScore, unit: str) -> Fraction | None:
        """Return what the rule gives within its own cap and floor; None where missing."""
        rule, x = found.rule, found.x
        without_input = rule.type == "formula" and setting.taken is None
        if x is None and not without_input:
            return None
        if rule.type in RELATIVE and not setting.population.count:
            return None  # a unit outside the population has nobody to be compared with
        if rule.type in WITH_TARGET and found.target is None:
            if rule.type == "distance_to_reference" and self._is_unit(rule.values["reference"]):
                raise RefusedError(f"leaf {setting.leaf.id}", "the reference unit has no value")
            return None
        case = Case(
            f"leaf {setting.leaf.id}, unit {unit}",
            rule,
            found.points,
            setting.leaf.better,
            ZERO if x is None else x,
            found.target,
            setting.population,
            self.scheme.ties,
        )
        value = self._computed(setting, case, found, unit)
        if value is None or rule.values.get("limit") is not None:
            return value
        return clipped(value, case.bound("floor"), case.bound("cap"))

    def _computed(
        self, setting: _Setting, case: Case, found: LeafScore, unit: str
    ) -> Fraction | None:
        rule = found.rule
        if rule.type in RULES:
            return RULES[rule.type](case)
        if rule.type == "rating":
            out_of = case.number("out_of")
            self.marks.check_ratings(setting.leaf, unit, setting.period, out_of)
            return case.points * case.x / out_of if out_of else None
        if rule.type == "ballot":
            return case.points * case.x / 100
        if rule.type == "events":
            return case.number("base") + case.x
        return self._by_formula(setting, found, unit)

    def _by_formula(self, setting: _Setting, found: LeafScore, unit: str) -> Fraction | None:
        population, better = setting.population, setting.leaf.better
        names: Values = {"x": found.x, "target": found.target, "points": found.points}
        names["count"] = Fraction(population.count)
        if population.count:
            names |= {
                "best": population.best(better),
                "worst": population.worst(better),
                "mean": population.mean,
            }
        return self.inputs.formula(
            found.rule.values["formula"], unit, setting.period, setting.scope, names
        )

    def _finished(self, setting: _Setting, scores: dict[str, LeafScore], unit: str) -> LeafScore:
        """Put in the substitute where there is no figure, and round."""
        leaf, found = setting.leaf, scores[unit]
        if found.unrounded is None:
            choice = leaf.otherwise if found.state.startswith("not_") else leaf.missing
            found = self._substituted(setting, scores, unit, choice)
        return self.with_state(leaf, found, found.unrounded, found.state)

    def with_state(
        self, leaf: Leaf, found: LeafScore, value: Fraction | None, state: str
    ) -> LeafScore:
        """Return the score with this unrounded figure, rounded as declared, and this state."""
        decimals = self.scheme.precision if leaf.precision is None else leaf.precision
        score = value
        exact = self.scheme.precision is not None and "leaf" in self.scheme.round_at
        if value is not None and exact and decimals is not None:
            score = rounded(value, decimals, self.scheme.rounding)
        return replace(found, unrounded=value, score=score, state=state)

    def _substituted(
        self, setting: _Setting, scores: dict[str, LeafScore], unit: str, choice: Choice
    ) -> LeafScore:
        found, leaf = scores[unit], setting.leaf
        if choice.word == "error":
            if self.cohorts.takes_part(unit):
                raise RefusedError(
                    f"leaf {leaf.id}, unit {unit}", "a figure is missing, and the leaf says error"
                )
            # a unit that takes no part needs no data, and has no rank anyway
            return replace(found, state="missing:leave_out")
        if choice.word == "leave_out":
            return replace(found, left_out=True)
        if choice.word == "redistribute":
            return found
        value = self._substitute(scores, found, choice)
        value = self._settle(leaf, setting.group, unit, setting.period, "unrounded", value)
        return replace(found, unrounded=value)

    def _substitute(
        self, scores: dict[str, LeafScore], found: LeafScore, choice: Choice
    ) -> Fraction:
        if choice.word == "zero":
            return ZERO
        if choice.word == "fixed":
            return choice.amount
        if choice.word == "full":
            return ZERO if found.points is None else found.points
        present = [
            score.unrounded
            for unit, score in scores.items()
            if score.unrounded is not None and self.cohorts.takes_part(unit)
        ]
        if not present:
            return ZERO
        if choice.word == "group_minimum":
            return min(present)
        return sum(present, ZERO) / len(present)
