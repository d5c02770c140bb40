"""Conditions of facts: true, false, unknown (docs/algorithms/conditions.md)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from package_verifier.exact import is_number, written
from package_verifier.faults import DamagedError, RefusedError
from package_verifier.sections import Section

ORDERED = (">=", ">", "<=", "<", "==", "!=")
OPERATORS = (*ORDERED, "in", "not_in", "between", "is_missing", "not_missing", "is_yes")
YES_NO = {"true": True, "false": False}
Fact = Fraction | str | None
Truth = bool | None


class Facts(Protocol):
    """Where a condition finds its facts; ``back`` counts periods before this one."""

    def fact(self, name: str, back: int) -> Fact:
        """Return a number, a text, or None where the fact is missing."""
        ...


@dataclass(frozen=True)
class OtherFact:
    """A value that is itself a fact."""

    name: str


Plain = Fraction | str | bool
Value = Plain | OtherFact


@dataclass(frozen=True)
class Comparison:
    """A fact beside a value, several (in, between) or none (is_missing, is_yes)."""

    fact: str
    op: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Waived:
    """A condition that counts as not met while another one holds."""

    part: "Condition"
    by: "Condition"


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


Condition = Comparison | Joined | Negated | Streak | Waived


def _parts(values: Sequence[Any], where: str) -> tuple[Condition, ...]:
    return tuple(read_condition(value, f"{where}[{at}]") for at, value in enumerate(values))


def _value(value: object, where: str) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, str):
        return value
    section = Section(value, where)
    if section.has("fact"):
        found: Value = OtherFact(section.text("fact"))
    else:
        try:
            found = Fraction(section.text("number"))
        except (ValueError, ZeroDivisionError) as error:
            raise section.fault("number", "is not a number") from error
    section.done()
    return found


def _comparison(section: Section) -> Comparison:
    name = section.text("fact")
    op = section.word("op", OPERATORS, "is_yes")
    value = section.raw("value")
    if op in ("is_missing", "not_missing", "is_yes"):
        return Comparison(name, op, ())
    if value is None:
        raise section.fault("value", "is missing")
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (op in ("in", "not_in", "between")):
        raise section.fault("value", f"does not fit the operator {op}")
    return Comparison(name, op, tuple(_value(one, f"{section.where}.value") for one in values))


def _counted(section: Section) -> Joined:
    inner = Section(section.raw("at_least"), f"{section.where}.at_least")
    found = Joined(inner.count("count", 1), _parts(inner.items("of"), f"{inner.where}.of"))
    inner.done()
    return found


def _streak(section: Section) -> Streak:
    inner = Section(section.raw("streak"), f"{section.where}.streak")
    part = read_condition(inner.raw("of"), f"{inner.where}.of")
    found = Streak(part, inner.count("at_least", 1))
    inner.done()
    return found


def _all_of(section: Section) -> Joined:
    parts = _parts(section.items("all"), f"{section.where}.all")
    return Joined(len(parts), parts)


def _any_of(section: Section) -> Joined:
    return Joined(1, _parts(section.items("any"), f"{section.where}.any"))


def _negated(section: Section) -> Negated:
    return Negated(read_condition(section.raw("not"), f"{section.where}.not"))


FORMS: dict[str, Callable[[Section], Condition]] = {
    "fact": _comparison,
    "all": _all_of,
    "any": _any_of,
    "not": _negated,
    "at_least": _counted,
    "streak": _streak,
}


def read_condition(value: object, where: str) -> Condition:
    """Read a condition from its data form."""
    section = Section(value, where)
    form = next((name for name in FORMS if section.has(name)), None)
    if form is None:
        raise DamagedError("scheme", where=where, why="no condition that the checker knows")
    found = FORMS[form](section)
    if section.has("waived_by"):
        waiver = read_condition(section.raw("waived_by"), f"{where}.waived_by")
        found = Waived(found, waiver)
    section.raw("waived_by")
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


def _alike(found: Fraction | str, value: Plain, fact: str) -> tuple[Any, Any]:
    """Return both sides as two of one kind.

    Raises
        RefusedError  for a number beside a text: such a comparison is refused, not false.
    """
    if isinstance(value, bool):
        if isinstance(found, str) and found in YES_NO:
            return YES_NO[found], value
    elif isinstance(found, str):
        if isinstance(value, str):
            return found, value
    elif isinstance(value, Fraction):
        return found, value
    elif is_number(value):
        return found, written(value)
    raise RefusedError(f"the fact {fact}", f"{found} cannot be compared with {value}")


def _compared(condition: Comparison, facts: Facts, back: int) -> Truth:
    found = facts.fact(condition.fact, back)
    if condition.op in ("is_missing", "not_missing"):
        return (found is None) == (condition.op == "is_missing")
    values = [
        facts.fact(value.name, back) if isinstance(value, OtherFact) else value
        for value in condition.values
    ]
    known = [value for value in values if value is not None]
    if found is None or len(known) < len(values):
        return None
    if condition.op == "is_yes":
        yes, _ = _alike(found, value=True, fact=condition.fact)
        return bool(yes)
    pairs = [_alike(found, value, condition.fact) for value in known]
    if condition.op in ("in", "not_in"):
        return any(left == right for left, right in pairs) == (condition.op == "in")
    if condition.op == "between":
        (left, low), (_, high) = pairs
        return bool(low <= left <= high)
    ((left, right),) = pairs
    if isinstance(left, str) and condition.op not in ("==", "!="):
        raise RefusedError(f"the fact {condition.fact}", "texts have no order")
    return compare(left, condition.op, right)


def _joined(truths: Sequence[Truth], count: int) -> Truth:
    certain = sum(truth is True for truth in truths)
    possible = sum(truth is not False for truth in truths)
    if certain >= count:
        return True
    return None if possible >= count else False


def _waived(condition: Waived, facts: Facts, back: int) -> Truth:
    truth = holds(condition.part, facts, back)
    if truth is False:
        return False
    by = holds(condition.by, facts, back)
    return False if by is True else None if by is None else truth


def holds(condition: Condition, facts: Facts, back: int = 0) -> Truth:
    """Return whether a condition holds ``back`` periods before this one; None if unknown."""
    if isinstance(condition, Comparison):
        return _compared(condition, facts, back)
    if isinstance(condition, Negated):
        truth = holds(condition.part, facts, back)
        return None if truth is None else not truth
    if isinstance(condition, Waived):
        return _waived(condition, facts, back)
    if isinstance(condition, Streak):
        truths = [holds(condition.part, facts, back + k) for k in range(condition.at_least)]
        return _joined(truths, condition.at_least)
    return _joined([holds(part, facts, back) for part in condition.parts], condition.count)


def facts_of(condition: Condition) -> set[str]:
    """Return the names of all facts that a condition asks for."""
    if isinstance(condition, Comparison):
        others = {value.name for value in condition.values if isinstance(value, OtherFact)}
        return {condition.fact} | others
    if isinstance(condition, Joined):
        return _union(condition.parts)
    if isinstance(condition, Waived):
        return _union((condition.part, condition.by))
    return facts_of(condition.part)


def _union(parts: Iterable[Condition]) -> set[str]:
    return set().union(*(facts_of(part) for part in parts))
