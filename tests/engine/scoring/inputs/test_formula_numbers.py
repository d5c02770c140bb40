from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.inputs.formula_numbers import FormulaNumbers, Truths
from tests.engine.scoring.properties.cases import leaf, near, run, table_of, unrounded

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])

FORMULAS: list[tuple[str, list[Any]]] = [
    ("x + y * 2 - 1", [7, 1, 4]),
    ("x / y", [2, None, F(-3, 4)]),
    ("min(x, y)", [2, 0, -3]),
    ("max(x, y, 1)", [4, 2, 4]),
    ("abs(x)", [4, 2, 3]),
    ("round(x / 3, 1)", [F(13, 10), F(7, 10), -1]),
    ("sqrt(x)", [2, F("1.4142135623730950488016887242096980785696718753769480731766797"), None]),
    ("ln(y + 1)", [F("1.0986122886681098"), 0, F("1.6094379124341003")]),
    ("exp(y * 0)", [1, 1, 1]),
    ("pow(x, 2)", [16, 4, 9]),
    ("pow(y, -1)", [F(1, 2), None, F(1, 4)]),
    ("if(x > y, 1, 0)", [1, 1, 0]),
    ("if(x >= 4, 1, 0)", [1, 0, 0]),
    ("if(x == 2 or x < 0, 1, 0)", [0, 1, 1]),
    ("if(x > 0 and y > 0, 1, 0)", [1, 0, 0]),
    ("if(not x <= 2, 1, 0)", [1, 0, 0]),
    ("if(x != 2, 1, 0)", [1, 0, 1]),
    ("if(x / y > 1, 5, 6)", [5, None, 6]),  # unknown truth
    ("if(x / y > 1 or x > 1, 5, 6)", [5, 5, 6]),  # one true suffices
    ("if(x / y > 1 and x > 9, 5, 6)", [6, 6, 6]),  # one false suffices
]


@ARITHMETICS
@pytest.mark.parametrize(("formula", "found"), FORMULAS)
def test_formulas_over_units(formula: str, found: list[Any], precision: int | None) -> None:
    data = table_of({"x": [4.0, 2.0, -3.0], "y": [2.0, 0.0, 4.0]})
    child = leaf("a", input={"formula": formula}, missing="redistribute")
    got = [
        None if v is None else float(v)
        for v in unrounded(run(data, child, precision=precision), "a")
    ]
    assert near(got, [None if v is None else float(v) for v in found])


@pytest.mark.parametrize(
    ("mode", "found"), [("half_up", "0.35"), ("half_even", "0.34"), ("down", "0.34")]
)
def test_rounding_in_a_formula_follows_the_scheme(mode: str, found: str) -> None:
    data = table_of({"x": [0.345]})
    child = leaf("a", input={"formula": "round(x, 2)"})
    for precision in (4, None):
        result = run(data, child, precision=precision, rounding=mode)
        assert near(unrounded(result, "a"), [float(found) if precision is None else F(found)])


@pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])
def test_truths_of_what_does_not_exist_are_unknown(arithmetic: Any) -> None:
    numbers = FormulaNumbers(arithmetic, 2, "half_up")
    one = numbers.constant(F(1))
    gone = numbers.divide(one, numbers.constant(F(0)))
    for compare in (numbers.less, numbers.less_equal, numbers.equal):
        found = compare(gone, one)
        assert (found.yes.tolist(), found.known.tolist()) == ([False, False], [False, False])
    assert not arithmetic.finite(numbers.round(gone, 2)).any()
    assert not arithmetic.finite(numbers.absolute(gone)).any()


def truth(value: bool | None) -> Truths:
    """One truth, None = unknown."""
    return Truths(np.array([bool(value)]), np.array([value is not None]))


def said(held: Truths) -> bool | None:
    """The truth of a unit."""
    return bool(held.yes[0]) if held.known[0] else None


@pytest.mark.parametrize("one", [True, False, None])
@pytest.mark.parametrize("other", [True, False, None])
def test_kleenes_truths(one: bool | None, other: bool | None) -> None:
    numbers = FormulaNumbers(EXACT, 1, "half_up")
    both, either = ({one, other}, {one, other})
    conjunction = False if False in both else None if None in both else True
    disjunction = True if True in either else None if None in either else False
    assert said(numbers.logical_and(truth(one), truth(other))) == conjunction
    assert said(numbers.logical_or(truth(one), truth(other))) == disjunction
    assert said(numbers.logical_not(truth(one))) == (None if one is None else not one)
