"""Every arithmetic that formulas are computed with keeps the rules of `Arithmetic`.

Each rule is shown through a formula over one unit, so that single numbers and arrays are asked
alike. `u` is 1 / 0: a value that does not exist. In the engine whatever is not finite is one.
"""

import math
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.formula import parse_formula
from sanbi.engine.scoring.formula.arithmetic import Arithmetic
from sanbi.engine.scoring.inputs.formula_numbers import FormulaNumbers
from tests.engine.scoring.formula.arithmetics import Exact, Floats, Objects

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

FIGURES = {"a": Fraction(3), "b": Fraction(-2), "zero": Fraction(0), "half": Fraction(5, 2)}
ARITHMETICS = {
    "single fractions": (Exact(), lambda value: value),
    "arrays of fractions": (Objects(), lambda value: np.array([value], dtype=object)),
    "arrays of floats": (Floats(), lambda value: np.array([float(value)])),
    "the engine, exact": (
        FormulaNumbers(EXACT, 1, "half_up"),
        lambda value: np.array([value], dtype=object),
    ),
    "the engine, float64": (
        FormulaNumbers(FLOATING, 1, "half_up"),
        lambda value: np.array([float(value)]),
    ),
}


def value_of(text: str, kind: str) -> Any:
    arithmetic, made = ARITHMETICS[kind]
    names = {name: made(figure) for name, figure in FIGURES.items()}
    if "u" in parse_formula(text).names:
        names["u"] = parse_formula("1 / zero").evaluate(names, arithmetic)
    found = parse_formula(text).evaluate(names, arithmetic)
    return found if isinstance(found, Fraction | float) else np.ravel(found)[0]


every_arithmetic = pytest.mark.parametrize("kind", list(ARITHMETICS))


@every_arithmetic
def test_it_has_every_method(kind: str) -> None:
    wanted = set(dir(Arithmetic)) - set(dir(Protocol))
    assert {"constant", "divide", "less", "logical_not", "where"} <= wanted
    for name in wanted:
        if not name.startswith("_"):
            assert callable(getattr(ARITHMETICS[kind][0], name))


@every_arithmetic
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2.5", 2.5),
        ("a + b - half * 2", -4),
        ("a / 4", 0.75),
        ("-b", 2),
        ("min(a, b)", -2),
        ("max(a, b)", 3),
        ("abs(b) + abs(a) + abs(zero)", 5),
        ("round(half, 0) + round(-half, 0) * 10", -27),
        ("round(a / 8, 2)", 0.38),
        ("sqrt(half * 10)", 5),
        ("ln(1) + exp(zero)", 1),
        ("pow(b, 3) + pow(a, -1) * 3 + pow(zero, 0)", -6),
        ("if(a > b, 1, 2)", 1),
        ("if(a < b, 1, 2)", 2),
        ("if(a <= 3 and a >= 3, 1, 2)", 1),
        ("if(a == 3 and a != 4, 1, 2)", 1),
        ("if(a == 4 or a != 3, 1, 2)", 2),
        ("if(not a > b, 1, 2)", 2),
    ],
)
def test_values_that_exist(kind: str, text: str, wanted: float) -> None:
    assert float(value_of(text, kind)) == pytest.approx(wanted, rel=1e-12)


@every_arithmetic
@pytest.mark.parametrize(
    "text",
    [
        "a / zero",
        "zero / zero",
        "sqrt(b)",
        "ln(zero)",
        "ln(b)",
        "pow(zero, b)",
        "pow(b, half)",
        "pow(a, 1000 + 1)",
        "exp(1000000)",
        "u + a",
        "a - u",
        "zero * u",
        "-u",
        "u / a",
        "a / u",
        "min(a, u)",
        "max(u, a)",
        "clip(a, zero, u)",
        "abs(u)",
        "round(u, 2)",
        "sqrt(u)",
        "ln(u)",
        "exp(u)",
        "pow(u, 2)",
        "pow(2, u)",
        "if(u > 1, 1, 2)",
        "if(u <= 1, 1, 2)",
        "if(u == u, 1, 2)",
        "if(u != u, 1, 2)",
        "if(not u > 1, 1, 2)",
        "if(u > 1 and a > b, 1, 2)",
        "if(a > b and u > 1, 1, 2)",
        "if(u > 1 or a < b, 1, 2)",
        "if(a < b or u > 1, 1, 2)",
        "if(not (u > 1 or a < b), 1, 2)",
        "if(a > b, u, 2)",
        "if(a < b, 1, u)",
    ],
)
def test_values_that_do_not_exist(kind: str, text: str) -> None:
    assert not math.isfinite(value_of(text, kind))


@every_arithmetic
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("if(a > b, 1, u)", 1),
        ("if(a < b, u, 2)", 2),
        ("if(u > 1 and a < b, 1, 2)", 2),
        ("if(a < b and u > 1, 1, 2)", 2),
        ("if(u > 1 or a > b, 1, 2)", 1),
        ("if(a > b or u > 1, 1, 2)", 1),
        ("if(not (u > 1 and a < b), 1, 2)", 1),
    ],
)
def test_what_does_not_exist_may_not_matter(kind: str, text: str, wanted: float) -> None:
    assert value_of(text, kind) == wanted
