"""The truth of one comparison."""

from collections.abc import Mapping
from fractions import Fraction

from sanbi.engine.conditions.faults import FactError
from sanbi.engine.conditions.kleene import Truth, all_true, any_true, negated
from sanbi.engine.conditions.model import Comparison, FactRef, Operand
from sanbi.engine.conditions.values import FactValue
from sanbi.engine.conditions.words import MEMBERSHIP
from sanbi.engine.phrases import Phrase


def compare(condition: Comparison, values: Mapping[str, FactValue | None]) -> Truth:
    """Return whether the comparison is true; None when a needed fact is missing.

    Parameters
        condition : Comparison
        values : each fact that it names → exact value, or None.
    Raises
        FactError  when the two sides are of different kinds, or order is asked of texts.
    """
    value = values[condition.fact]
    if condition.op == "is_missing":
        return value is None
    if condition.op == "not_missing":
        return value is not None
    if value is None:
        return None
    others = [_resolved(operand, values) for operand in condition.operands]
    if condition.op == "between":
        return _between(condition, value, others)
    truths = [None if o is None else _one(condition, value, o) for o in others]
    if condition.op not in MEMBERSHIP:
        return truths[0]
    found = any_true(truths)
    return found if condition.op == "in" else negated(found)


def _between(condition: Comparison, value: FactValue, limits: list[FactValue | None]) -> Truth:
    low, high = limits
    above = None if low is None else _ordered(condition, low, value, "<=")
    below = None if high is None else _ordered(condition, value, high, "<=")
    return all_true((above, below))


def _resolved(operand: Operand, values: Mapping[str, FactValue | None]) -> FactValue | None:
    return values[operand.fact] if isinstance(operand, FactRef) else operand


def _one(condition: Comparison, value: FactValue, other: FactValue) -> bool:
    if condition.op in ("==", "!=", *MEMBERSHIP):
        if _kind(value) is not _kind(other):
            raise _mismatch(condition, value, other)
        return (value == other) is (condition.op != "!=")
    return _ordered(condition, value, other, condition.op)


def _ordered(condition: Comparison, left: FactValue, right: FactValue, op: str) -> bool:
    if _kind(left) is not Fraction or _kind(right) is not Fraction:
        raise _mismatch(condition, left, right)
    a, b = Fraction(left), Fraction(right)
    return {">=": a >= b, ">": a > b, "<=": a <= b, "<": a < b}[op]


def _kind(value: FactValue) -> type:
    # An int in a condition built by hand is a number like any other; bool is yes/no.
    return type(value) if isinstance(value, bool | str) else Fraction


def _mismatch(condition: Comparison, left: FactValue, right: FactValue) -> FactError:
    return FactError(
        Phrase(
            "{fact}: {left} and {right} cannot be compared with {op}; give the fact as the "
            "condition expects it, or mend the threshold",
            fact=condition.fact,
            left=_shown(left),
            right=_shown(right),
            op=condition.op,
        ),
    )


def _shown(value: FactValue) -> str:
    return Phrase("the text {value!r}", value=value) if isinstance(value, str) else str(value)
