"""Formulas as trees: nested lists such as ``["+", ["name", "x"], ["num", "1.5"]]``."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from package_verifier.conditions import ORDERED, compare
from package_verifier.exact import exponential, logarithm, power, root, rounded, written
from package_verifier.faults import DamagedError
from package_verifier.parts import Formula

Lookup = Callable[[str], Fraction | None]
MOST_DECIMALS = 12
Truth = bool | None


class _Nothing(Exception):  # noqa: N818 - no error: the formula has no value
    """The formula has no value here, as after a division by zero."""


def names_of(formula: Formula) -> set[str]:
    """Return every name in a formula."""
    if formula[0] == "name":
        return {str(formula[1])}
    parts = [part for part in formula[1:] if isinstance(part, list)]
    return set().union(*(names_of(part) for part in parts))


def evaluate(formula: Formula, lookup: Lookup, rounding: str) -> Fraction | None:
    """Return the value of a formula, or None.

    None where any name has no value (also in a branch that is not taken), on a division by zero,
    and where a function does not exist (root of a negative number, logarithm of zero).
    """
    values = {name: lookup(name) for name in names_of(formula)}
    known = {name: value for name, value in values.items() if value is not None}
    if len(known) < len(values):
        return None
    try:
        return _Evaluation(known, rounding).number(formula)
    except _Nothing:
        return None


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _present(value: Fraction | None) -> Fraction:
    if value is None:
        raise _Nothing
    return value


def _divide(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise _Nothing
    return a / b


FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "neg": lambda a: -a,
    "abs": abs,
    "min": lambda *args: min(args),
    "max": lambda *args: max(args),
    "sum": lambda *args: sum(args, Fraction(0)),
    "mean": lambda *args: _mean(list(args)),
    "clip": lambda x, low, high: min(max(x, low), high),
    "sqrt": lambda a: _present(root(a)),
    "ln": lambda a: _present(logarithm(a)),
    "exp": lambda a: _present(exponential(a)),
    "pow": lambda a, b: _present(power(a, b)),
}


class _Evaluation:
    def __init__(self, values: dict[str, Fraction], rounding: str) -> None:
        self.values = values
        self.rounding = rounding

    def number(self, formula: Formula) -> Fraction:
        head, *rest = formula
        if head == "num":
            return written(str(rest[0]))
        if head == "percent":
            return written(str(rest[0])) / 100
        if head == "name":
            return self.values[str(rest[0])]
        if head == "if":
            truth = self.truth(rest[0])
            if truth is None:
                raise _Nothing
            return self.number(rest[1] if truth else rest[2])
        arguments = [self.number(part) for part in rest]
        if head == "round":
            decimals = arguments[1] if len(arguments) > 1 else Fraction(0)
            if decimals.denominator != 1 or not 0 <= decimals <= MOST_DECIMALS:
                raise _Nothing
            return rounded(arguments[0], int(decimals), self.rounding)
        if head not in FUNCTIONS:
            raise DamagedError("scheme", where="formula", why=f"{head!r} is unknown")
        try:
            return FUNCTIONS[head](*arguments)
        except TypeError as error:
            raise DamagedError(
                "scheme", where="formula", why=f"{head} with {len(arguments)} arguments"
            ) from error

    def truth(self, formula: Any) -> Truth:  # noqa: ANN401 - a nested list of the same form
        """Return what a condition is worth; None where it cannot be decided."""
        head, *rest = formula
        if head == "not":
            truth = self.truth(rest[0])
            return None if truth is None else not truth
        if head in ("and", "or"):
            truths = [self.truth(part) for part in rest]
            decisive = head == "or"
            return decisive if decisive in truths else None if None in truths else not decisive
        if head not in ORDERED:
            raise DamagedError("scheme", where="formula", why=f"{head!r} is no comparison")
        try:
            left, right = (self.number(part) for part in rest)
        except _Nothing:
            return None
        return compare(left, head, right)
