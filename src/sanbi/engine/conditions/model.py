"""The condition as a tree of plain values."""

from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.conditions.values import FactValue, exact_text


@dataclass(frozen=True, slots=True)
class FactRef:
    """A threshold that is itself a fact, such as the unit's own target."""

    fact: str


Operand = FactValue | FactRef


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against a threshold.

    Parameters
        fact : str
        op : ">=" ">" "<=" "<" "==" "!=" "in" "not_in" "between" "is_missing" "not_missing"
        operands : one operand; two for between (both ends count); one or more for in, not_in;
            none for is_missing, not_missing.
    """

    fact: str
    op: str
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is true 且."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when some part is true 或."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """True when the part is false 非."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """True when at least `count` of the parts are true 至少."""

    count: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Streak:
    """True when the part is true now and in the `at_least - 1` periods before 连续."""

    part: "Condition"
    at_least: int


@dataclass(frozen=True, slots=True)
class Waivable:
    """The part, which counts as not met where `by` is true 豁免; the verdict says waived."""

    part: "Condition"
    by: "Condition"


Condition = Comparison | AllOf | AnyOf | Negation | AtLeast | Streak | Waivable


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision that a true condition shall have no effect.

    Parameters
        unit : str, or None for every unit.
        period : str, or None for every period.
        reason : str, why.
        approver : str, who decided.
    """

    unit: str | None
    period: str | None
    reason: str
    approver: str


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a condition, in order; a comparison has none."""
    match condition:
        case Comparison():
            return ()
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return parts
        case Negation(part) | Streak(part, _):
            return (part,)
        case _:
            return (condition.part, condition.by)


def facts_of(condition: Condition) -> frozenset[str]:
    """Return the names of all facts that the condition looks at."""
    found: set[str] = set()
    waiting: list[Condition] = [condition]
    while waiting:
        part = waiting.pop()
        waiting.extend(parts_of(part))
        if isinstance(part, Comparison):
            found.add(part.fact)
            found.update(other.fact for other in part.operands if isinstance(other, FactRef))
    return frozenset(found)


def condition_data(condition: Condition) -> dict[str, object]:
    """Return the condition as plain data with English keys: `parse_condition` reads it back.

    Only mappings, lists, texts and true/false, so that JSON and YAML keep it exactly: a number is
    {"number": "7.5"}, or {"number": "1/3"} where no decimal names it.
    """
    match condition:
        case Comparison():
            return _comparison_data(condition)
        case AllOf(parts):
            return {"all": [condition_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_data(part) for part in parts]}
        case Negation(part):
            return {"not": condition_data(part)}
        case AtLeast(count, parts):
            return {"at_least": {"count": count, "of": [condition_data(part) for part in parts]}}
        case Streak(part, at_least):
            return {"streak": {"of": condition_data(part), "at_least": at_least}}
        case Waivable(Waivable() as part, by):
            # One mapping holds one waived_by, so a second one stands around it.
            return {"all": [condition_data(part)], "waived_by": condition_data(by)}
        case _:
            waived_by = condition_data(condition.by)
            return {**condition_data(condition.part), "waived_by": waived_by}


def _comparison_data(condition: Comparison) -> dict[str, object]:
    data: dict[str, object] = {"fact": condition.fact, "op": condition.op}
    values = [_operand_data(operand) for operand in condition.operands]
    if condition.op in ("in", "not_in", "between"):
        data["value"] = values
    elif values:
        data["value"] = values[0]
    return data


def _operand_data(operand: Operand) -> object:
    if isinstance(operand, FactRef):
        return {"fact": operand.fact}
    if isinstance(operand, Fraction):
        return {"number": exact_text(operand)}
    return operand
