"""Formulas for the tests: random trees, and an evaluator of another make."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sanbi.engine.scoring.formula.nodes import (
    Binary,
    Call,
    Choice,
    Compare,
    Inverse,
    Logic,
    Name,
    Negative,
    Number,
)

NAMES = ("x", "y", "增速", "mean", "固定资产投资 增速", "a-b", "5G", "ＧＤＰ", "if")

_DIGITS = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3})?", fullmatch=True)
_LISTS = ("min", "max", "sum", "mean")
_KINDS = ("neg", "+", "-", "*", "/", *_LISTS, "abs", "clip", "round", "pow", "if")
_COMPARATORS = ("<", "<=", ">", ">=", "==", "!=")


@st.composite
def trees(draw: st.DrawFn, names: tuple[str, ...] = NAMES, depth: int = 4) -> Any:
    """Trees of rational functions (no roots, logarithms or exponentials)."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        if draw(st.booleans()):
            return Name(draw(st.sampled_from(names)))
        return Number(draw(_DIGITS), draw(st.booleans()))
    kind, inner = draw(st.sampled_from(_KINDS)), trees(names, depth - 1)
    if kind == "neg":
        return Negative(draw(inner))
    if kind in "+-*/":
        return Binary(kind, draw(inner), draw(inner))
    if kind in _LISTS:
        return Call(kind, tuple(draw(st.lists(inner, min_size=1, max_size=3))))
    if kind == "if":
        return Choice(draw(_conditions(names, depth - 1)), draw(inner), draw(inner))
    return Call(kind, draw(_arguments(kind, inner)))


@st.composite
def _arguments(draw: st.DrawFn, kind: str, inner: st.SearchStrategy[Any]) -> tuple[Any, ...]:
    first = draw(inner)
    if kind == "abs":
        return (first,)
    if kind == "clip":
        return (first, draw(inner), draw(inner))
    whole: Any = Number(str(draw(st.integers(0, 3))))
    if kind == "pow" and draw(st.booleans()):
        whole = Negative(whole)
    return (first, whole)


@st.composite
def _conditions(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> Any:
    kind = draw(st.sampled_from(("compare", "compare", "not", "and", "or"))) if depth else "compare"
    if kind == "compare":
        inner = trees(names, depth)
        return Compare(draw(st.sampled_from(_COMPARATORS)), draw(inner), draw(inner))
    lower = _conditions(names, depth - 1)
    if kind == "not":
        return Inverse(draw(lower))
    return Logic(kind, draw(lower), draw(lower))


class NoValueError(ArithmeticError):
    """The other evaluator met a value that does not exist."""


def other_value(data: Any, names: dict[str, Fraction]) -> Fraction:
    """Compute the nested lists of `to_json`, branch by branch as a person would.

    Raises
        NoValueError  for a division by zero on the way that counts.
    """
    op, *parts = data
    if op in ("num", "percent"):
        return Fraction(parts[0]) / (100 if op == "percent" else 1)
    if op == "name":
        return names[parts[0]]
    if op == "if":
        held = other_truth(parts[0], names)
        if held is None:
            raise NoValueError
        return other_value(parts[1] if held else parts[2], names)
    values = [other_value(part, names) for part in parts]
    return _applied(op, values)


def _applied(op: str, values: list[Fraction]) -> Fraction:
    first, last = values[0], values[-1]
    if (op == "/" and last == 0) or (op == "pow" and first == 0 and last < 0):
        raise NoValueError
    simple = {
        "neg": lambda: -first,
        "+": lambda: first + last,
        "-": lambda: first - last,
        "*": lambda: first * last,
        "/": lambda: first / last,
        "min": lambda: min(values),
        "max": lambda: max(values),
        "sum": lambda: sum(values, Fraction(0)),
        "mean": lambda: sum(values, Fraction(0)) / len(values),
        "abs": lambda: first if first > 0 else -first,
        "clip": lambda: min(values[2], max(values[0], values[1])),
        "pow": lambda: first ** int(last),
        "round": lambda: _rounded(first, int(last)),
    }
    return Fraction(simple[op]())


def _rounded(value: Fraction, digits: int) -> Fraction:
    units, rest = divmod(abs(value), Fraction(1, 10**digits))
    units += rest * 2 >= Fraction(1, 10**digits)
    return (units if value >= 0 else -units) * Fraction(1, 10**digits)


def other_truth(data: Any, names: dict[str, Fraction]) -> bool | None:
    """Judge a condition of the nested lists; None where it cannot be told."""
    op, *parts = data
    if op == "not":
        inner = other_truth(parts[0], names)
        return None if inner is None else not inner
    if op in ("and", "or"):
        left, right = (other_truth(part, names) for part in parts)
        deciding = op == "or"
        if deciding in (left, right):
            return deciding
        return None if None in (left, right) else not deciding
    try:
        a, b = (other_value(part, names) for part in parts)
    except NoValueError:
        return None
    signs = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "==": (0,), "!=": (-1, 1)}
    return (a > b) - (a < b) in signs[op]
