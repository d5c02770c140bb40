"""Rewards and accountability that follow from a result (contract section 2.8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.conditions import Condition, holds
from package_verifier.facts import UnitFacts
from package_verifier.faults import RefusedError
from package_verifier.parts import Consequence, Selection


@dataclass(frozen=True)
class Listed:
    """A unit that a consequence names."""

    unit: str
    consequence: str
    text: str


def _applies(condition: Condition, known: UnitFacts, rule: Consequence) -> bool:
    """Say whether a condition holds, an unknown one by what the rule says of it."""
    truth = holds(condition, known)
    if truth is None and rule.unknown == "error":
        raise RefusedError(f"consequence {rule.id}, unit {known.unit}", "a fact is missing")
    return rule.unknown == "pass" if truth is None else truth


def _selected(rule: Consequence, select: Selection, facts: Mapping[str, UnitFacts]) -> set[str]:
    """Return the first ``count`` ranked units by a fact; a tie at the edge is in as a whole."""
    values: dict[str, Fraction] = {}
    for unit, known in facts.items():
        value = known.fact(select.by, 0)
        passed_over = select.excepted is not None and _applies(select.excepted, known, rule)
        ranked = known.fact("rank", 0) is not None
        if isinstance(value, Fraction) and ranked and not passed_over:
            values[unit] = value if select.order == "lowest" else -value
    if not values or not select.count:
        return set()
    edge = sorted(values.values())[: select.count][-1]
    return {unit for unit, value in values.items() if value <= edge}


def list_consequences(rules: Iterable[Consequence], facts: Mapping[str, UnitFacts]) -> list[Listed]:
    """Return who is named, by unit code, then by id."""
    found = []
    for rule in rules:
        units: set[str] = set()
        if rule.select is not None:
            units = _selected(rule, rule.select, facts)
        elif rule.when is not None:
            when = rule.when
            units = {unit for unit, known in facts.items() if _applies(when, known, rule)}
        found += [Listed(unit, rule.id, rule.text) for unit in units]
    return sorted(found, key=lambda one: (one.unit, one.consequence))
