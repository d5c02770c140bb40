"""Rewards and accountability that follow from a result (contract section 2.8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.conditions import holds
from package_verifier.facts import UnitFacts
from package_verifier.parts import Consequence, Selection


@dataclass(frozen=True)
class Listed:
    """A unit that a consequence names."""

    unit: str
    consequence: str
    text: str


def _selected(select: Selection, facts: Mapping[str, UnitFacts]) -> set[str]:
    """Return the first ``count`` units by a fact; a tie at the edge is in as a whole."""
    values: dict[str, Fraction] = {}
    for unit, known in facts.items():
        value = known.fact(select.by, 0)
        excepted = select.excepted is not None and holds(select.excepted, known) is True
        if isinstance(value, Fraction) and not excepted and known.inputs.cohorts.takes_part(unit):
            values[unit] = value if select.order == "lowest" else -value
    if not values or not select.count:
        return set()
    edge = sorted(values.values())[: select.count][-1]
    return {unit for unit, value in values.items() if value <= edge}


def list_consequences(rules: Iterable[Consequence], facts: Mapping[str, UnitFacts]) -> list[Listed]:
    """Return who is named, by unit code, then in the order of the scheme."""
    found = []
    for rule in rules:
        if rule.select is not None:
            units = _selected(rule.select, facts)
        elif rule.when is not None:
            when = rule.when
            units = {unit for unit, known in facts.items() if holds(when, known) is True}
        else:
            units = set()
        found += [Listed(unit, rule.id, rule.text) for unit in units]
    return sorted(found, key=lambda one: one.unit)
