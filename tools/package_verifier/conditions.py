"""Conditions of facts in three-valued logic: true, false, unknown (None)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from package_verifier.exact import is_number, written
from package_verifier.faults import DamagedError
from package_verifier.sections import Section

OPERATORS = (">=", ">", "<=", "<", "==", "!=")
Fact = Fraction | str | None
Truth = bool | None


class Facts(Protocol):
    """Where a condition finds its facts; ``back`` counts periods before this one."""

    def fact(self, name: str, back: int) -> Fact:
        """Return a number, a text, or None where the fact is missing."""
        ...


@dataclass(frozen=True)
class Comparison:
    """A fact beside a value."""

    fact: str
    op: str
    value: str


@dataclass(frozen=True)
class Joined:
    """All, any, or at least ``count`` of some conditions."""

    count: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Negated:
    """The opposite of a condition."""

    part: "Condition"


@dataclass(frozen=True)
class Streak:
    """A condition that holds in so many consecutive periods, this one the last."""

    part: "Condition"
    at_least: int


Condition = Comparison | Joined | Negated | Streak


def _parts(values: Sequence[Any], where: str) -> tuple[Condition, ...]:
    return tuple(read_condition(value, f"{where}[{at}]") for at, value in enumerate(values))


def read_condition(value: object, where: str) -> Condition:
    """Read a condition from its data form."""
    section = Section(value, where)
    found: Condition
    if section.has("fact"):
        found = Comparison(
            section.text("fact"), section.word("op", OPERATORS, "=="), str(section.raw("value", ""))
        )
    elif "all" in section.value:
        parts = _parts(section.items("all"), f"{where}.all")
        found = Joined(len(parts), parts)
    elif "any" in section.value:
        found = Joined(1, _parts(section.items("any"), f"{where}.any"))
    elif "not" in section.value:
        found = Negated(read_condition(section.raw("not"), f"{where}.not"))
    elif "at_least" in section.value:
        inner = Section(section.raw("at_least"), f"{where}.at_least")
        found = Joined(inner.count("count", 1), _parts(inner.items("of"), f"{inner.where}.of"))
        inner.done()
    elif "streak" in section.value:
        inner = Section(section.raw("streak"), f"{where}.streak")
        found = Streak(
            read_condition(inner.raw("of"), f"{inner.where}.of"), inner.count("at_least", 1)
        )
        inner.done()
    else:
        raise DamagedError("scheme", where=where, why="no condition that the checker knows")
    section.done()
    return found


def compare(left: Any, op: str, right: Any) -> bool:  # noqa: ANN401 - two of one kind
    """Return whether ``left op right`` holds."""
    if op == "==":
        return bool(left == right)
    if op == "!=":
        return bool(left != right)
    if op == ">=":
        return bool(left >= right)
    if op == ">":
        return bool(left > right)
    return bool(left <= right) if op == "<=" else bool(left < right)


def _compared(found: Fact, condition: Comparison) -> Truth:
    if found is None:
        return None
    if isinstance(found, str):
        return compare(found, condition.op, condition.value)
    if not is_number(condition.value):
        return condition.op == "!=" if condition.op in ("==", "!=") else None
    return compare(found, condition.op, written(condition.value))


def _joined(truths: Sequence[Truth], count: int) -> Truth:
    certain = sum(truth is True for truth in truths)
    possible = sum(truth is not False for truth in truths)
    if certain >= count:
        return True
    return None if possible >= count else False


def holds(condition: Condition, facts: Facts, back: int = 0) -> Truth:
    """Return whether a condition holds ``back`` periods before this one; None if unknown."""
    if isinstance(condition, Comparison):
        return _compared(facts.fact(condition.fact, back), condition)
    if isinstance(condition, Negated):
        truth = holds(condition.part, facts, back)
        return None if truth is None else not truth
    if isinstance(condition, Streak):
        truths = [holds(condition.part, facts, back + k) for k in range(condition.at_least)]
        return _joined(truths, condition.at_least)
    return _joined([holds(part, facts, back) for part in condition.parts], condition.count)


def facts_of(condition: Condition) -> set[str]:
    """Return the names of all facts that a condition asks for."""
    if isinstance(condition, Comparison):
        return {condition.fact}
    if isinstance(condition, Joined):
        return set().union(*(facts_of(part) for part in condition.parts))
    return facts_of(condition.part)
