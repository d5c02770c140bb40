"""From a scheme to the plan of the workbook that it needs filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from sanbi.engine.calendar import PeriodError
from sanbi.engine.phrases import phrase_of
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.data.template import (
    PlanElectorate,
    PlanIndicator,
    PlanItem,
    PlanRating,
    PlanUnit,
    TemplatePlan,
)
from sanbi.engine.scoring.faults import Fault, SchemeFaults
from sanbi.engine.scoring.periods import canonical_period, shifted, sub_periods
from sanbi.engine.scoring.scheme.model import Input, Leaf, Node
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES
from sanbi.engine.scoring.scheme.scheme import Scheme

Needs = dict[str, set[str]]


def template_plan(
    scheme: Scheme, data: Data | None = None, period: str | None = None
) -> TemplatePlan:
    """What the workbook of a scheme asks for in one period.

    Parameters
    ----------
    scheme : Scheme
    data : Data, optional
        Known units, for which rows are prepared.
    period : str, optional
        The period to fill in; else the scheme's.

    Raises
    ------
    SchemeFaults
        when neither states a period.
    """
    stated = period or scheme.period
    if not stated:
        hint = "add --period 2026Q3, or period: to the scheme"
        raise SchemeFaults([Fault(scheme.name, "the period to fill in is not known", hint)])
    label = canonical_period(stated)
    gathering = _Gathering(scheme)
    gathering.tree(scheme.tree, label)
    for block in scheme.adjustments:
        for leaf in block.items:
            gathering.leaf(leaf, label)
    return gathering.plan(data, label)


class _Gathering:
    """Collects which figures are needed in which periods."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.values: Needs = {}
        self.targets: set[str] = set()
        self.coefficients: dict[str, None] = {}
        self.attributes: dict[str, None] = {}

    def tree(self, node: Node, period: str) -> None:
        labels: tuple[str, ...] = (period,)
        if node.over is not None:
            listed = node.over.periods
            labels = listed if isinstance(listed, tuple) else _parts(period, listed)
        for label in labels:
            for child in node.children:
                if isinstance(child, Node):
                    self.tree(child, label)
                else:
                    self.leaf(child, label)

    def leaf(self, leaf: Leaf, period: str) -> None:
        item = self.scheme.input_of(leaf)
        if item is not None:
            self.input(item, period)
        target = leaf.rule.params.get("target")
        if isinstance(target, dict):
            self.input(self.scheme.inputs[target["use"]], period)
        elif target == "data" and item is not None and item.indicator is not None:
            self.targets.add(item.indicator)
        if leaf.times is not None:
            for name in leaf.times.names:
                self.name(name, period, likely_coefficient=True)
        formula = leaf.rule.params.get("formula")
        if formula is not None:
            for name in sorted(set(formula.names) - OWN_NAMES):
                self.name(name, period)

    def input(self, item: Input, period: str) -> None:
        when = period if item.at is None else shifted(period, item.at)
        if item.formula is not None:
            for name in item.formula.names:
                self.name(name, when)
        else:
            code = str(item.indicator)  # what is no formula has one
            if item.transform != "target":
                self.values.setdefault(code, set()).add(when)
            if item.transform in {"target", "completion", "pace"}:
                self.values.setdefault(code, set())
                self.targets.add(code)
            if "against" in item.extras:
                earlier = shifted(when, item.extras["against"])
                self.values.setdefault(code, set()).add(earlier)
            if item.transform == "per":
                self.name(item.extras["per"], when)
        if item.coefficient is not None:
            self.coefficients[item.coefficient] = None
        by = (item.impute or {}).get("by")
        if by not in {None, "all", "group"}:
            self.attributes[str(by)] = None

    def name(self, name: str, period: str, *, likely_coefficient: bool = False) -> None:
        """A name of a formula: an input, a declared indicator, else a units column.

        Without declared indicators a name is taken for an indicator, except in ``times``.
        """
        if name in self.scheme.inputs:
            self.input(self.scheme.inputs[name], period)
        elif name in self.scheme.indicators:
            self.values.setdefault(name, set()).add(period)
        elif self.scheme.indicators or (likely_coefficient and name not in self.values):
            self.coefficients[name] = None
        else:
            self.values.setdefault(name, set()).add(period)

    def plan(self, data: Data | None, period: str) -> TemplatePlan:
        earlier = sorted({w for needed in self.values.values() for w in needed if w} - {period})
        grades = self.scheme.grades
        return TemplatePlan(
            title=self.scheme.title,
            period=period,
            units=() if data is None else tuple(_units(data)),
            groups=tuple(group.id for group in self.scheme.groups),
            indicators=tuple(self._indicators()),
            ratings=tuple(_ratings(self.scheme)),
            items=tuple(_items(self.scheme)),
            electorates=tuple(
                _electorate(name, item) for name, item in self.scheme.electorates.items()
            ),
            previous_periods=tuple(earlier),
            coefficients=tuple(self.coefficients),
            attributes=tuple(self.attributes),
            grades=() if grades is None else grades.names,
        )

    def _indicators(self) -> Iterator[PlanIndicator]:
        for code, periods in self.values.items():
            about: Mapping[str, Any] = self.scheme.indicators.get(code, {})
            yield PlanIndicator(
                code=code,
                name=about.get("name") or code,
                measure=about.get("measure") or "",
                owner=about.get("owner") or "",
                kind=about.get("kind") or "other",
                better=about.get("better") or "high",
                needs_target=code in self.targets,
                periods=tuple(sorted(filter(None, periods))),
                purpose=about.get("purpose") or "",
                reported_where=about.get("reported_where") or "",
            )


def _parts(period: str, what: str) -> tuple[str, ...]:
    try:
        return sub_periods(period, what)
    except PeriodError as error:
        raise SchemeFaults(
            [Fault("period", phrase_of(error), "choose a period that has parts")]
        ) from error


def _units(data: Data) -> Iterator[PlanUnit]:
    for row in data.units.sort("unit").to_dicts():
        yield PlanUnit(row["unit"], row["name"], row["group"], bool(row["participates"]))


def _ratings(scheme: Scheme) -> Iterator[PlanRating]:
    for leaf in scheme.leaves.values():
        if RULES[leaf.rule.type].reads == "ratings":
            out_of = leaf.rule.params["out_of"]
            high = leaf.points if isinstance(out_of, str) else out_of
            assessors = tuple(leaf.rule.params["assessors"] or ())
            yield PlanRating(leaf.id, leaf.name, 0.0, float(high or Fraction(100)), assessors)


def _items(scheme: Scheme) -> Iterator[PlanItem]:
    for leaf in scheme.leaves.values():
        if RULES[leaf.rule.type].reads == "events":
            params = leaf.rule.params
            each = params["each"]
            kinds = (*(each if isinstance(each, dict) else ()), *params["exclude"])
            yield PlanItem(leaf.id, leaf.name, kinds, params["min_amount"] is not None)


def _electorate(name: str, item: Mapping[str, Any]) -> PlanElectorate:
    return PlanElectorate(
        name,
        item["kind"],
        tuple(item["classes"]),
        tuple(item["criteria"]),
        tuple(item["grades"]),
    )
