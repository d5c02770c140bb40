import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring.formula import Formula, FormulaError, from_json, parse_formula, to_json
from tests.engine.scoring.formula.arithmetics import Exact, Floats, Objects, undefined
from tests.engine.scoring.formula.trees import NoValueError, other_value, trees

NAMES = ("x", "y", "固定资产投资 增速")
FIGURES = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.integers(-4, 4) | st.fractions(-3, 3, max_denominator=8))
).map(lambda figures: {name: Fraction(value) for name, value in figures.items()})


def formula_of(tree: Any) -> Formula:
    return Formula(tree, "")


@settings(max_examples=400)
@given(trees(NAMES), FIGURES)
def test_fractions_agree_with_another_evaluator(tree: Any, figures: dict[str, Fraction]) -> None:
    formula = formula_of(tree)
    found = formula.evaluate(figures, Exact())
    try:
        wanted = other_value(to_json(formula), figures)
    except NoValueError:
        assert undefined(found)
    else:
        assert found == wanted
        assert isinstance(found, Fraction)


@given(trees(NAMES), st.lists(FIGURES, min_size=1, max_size=5))
def test_an_array_gives_for_each_unit_what_the_unit_alone_gives(tree: Any, units: Any) -> None:
    formula = formula_of(tree)
    arrays = {name: np.array([unit[name] for unit in units], dtype=object) for name in NAMES}
    zero = np.array([Fraction(0)] * len(units), dtype=object)
    found = zero + formula.evaluate(arrays, Objects())
    for value, unit in zip(found, units, strict=True):
        alone = formula.evaluate(unit, Exact())
        assert value == alone or undefined(value, alone)


@given(trees(NAMES, depth=3), st.lists(FIGURES, min_size=1, max_size=5))
def test_floats_come_close_where_they_exist(tree: Any, units: Any) -> None:
    formula = formula_of(tree)
    if "round" in str(formula) or "if" in str(formula):  # a float may fall on the other side
        return
    arrays = {name: np.array([float(unit[name]) for unit in units]) for name in NAMES}
    found = np.zeros(len(units)) + formula.evaluate(arrays, Floats())
    for value, unit in zip(found, units, strict=True):
        alone = formula.evaluate(unit, Exact())
        if undefined(alone) or undefined(value):  # a float zero may hide a tiny divisor
            continue
        assert math.isclose(value, alone, rel_tol=1e-6, abs_tol=1e-6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 − (9.0 − 6.4) × 0.8", "5.92"),
        ("5% + 5", "5.05"),
        ("sum(1, 2, 3) + mean(1, 2)", "7.5"),
        ("clip(7, 0, 4) + clip(-1, 0, 4) + clip(3, 0, 4)", "7"),
        ("clip(1, 3, 2)", "2"),
        ("round(2.675, 2) + round(-0.5, 0)", "1.68"),
        ("abs(-3) + pow(2, 10) + pow(2, -1)", "1027.5"),
        ("if(2 > 1, 10, 20)", "10"),
        ("if(not 2 > 1, 10, 20)", "20"),
        ("sqrt(2.25) + ln(1) + exp(0)", "2.5"),
    ],
)
def test_values_worked_by_hand(text: str, value: str) -> None:
    formula = parse_formula(text)
    assert formula.evaluate({}, Exact()) == Fraction(value)
    assert from_json(to_json(formula)).evaluate({}, Exact()) == Fraction(value)
    assert math.isclose(formula.evaluate({}, Floats()), float(value))


@pytest.mark.parametrize("arithmetic", [Floats(), Objects()])
def test_the_branch_not_taken_may_divide_by_zero(arithmetic: Any) -> None:
    formula = parse_formula("if(目标 > 0, 完成 / 目标, 0)")
    kind = float if isinstance(arithmetic, Floats) else Fraction
    dtype = float if kind is float else object
    names = {
        "目标": np.array([kind(50), kind(0), kind(-4)], dtype=dtype),
        "完成": np.array([kind(40), kind(7), kind(1)], dtype=dtype),
    }
    assert [float(value) for value in formula.evaluate(names, arithmetic)] == [0.8, 0.0, 0.0]


def test_a_division_by_zero_on_the_way_is_undefined_and_does_not_raise() -> None:
    exact = Exact()
    for text in (
        "1 / a",
        "if(1 / a > 2, 1, 2)",
        "if(not 1 / a > 2, 1, 2)",
        "min(1, 1 / a)",
        "round(1 / a, 1)",
    ):
        assert undefined(parse_formula(text).evaluate({"a": Fraction(0)}, exact)), text
    guarded = parse_formula("if(a != 0 and 1 / a > 2, 1, 2)")
    assert guarded.evaluate({"a": Fraction(0)}, exact) == 2
    assert guarded.evaluate({"a": Fraction(1, 4)}, exact) == 1
    either = parse_formula("if(a = 0 or 1 / a > 2, 1, 2)")
    assert either.evaluate({"a": Fraction(0)}, exact) == 1


def test_a_missing_name_is_told_with_its_place_and_a_guess() -> None:
    formula = parse_formula("8 - 增长率")
    with pytest.raises(FormulaError) as refusal:
        formula.evaluate({"增速率": Fraction(1), "x": Fraction(2)}, Exact())
    assert refusal.value.position == 5
    assert "there is no figure 增长率; did you mean 增速率?" in str(refusal.value)
    with pytest.raises(FormulaError, match="known are x"):
        formula.evaluate({"x": Fraction(1)}, Exact())
    with pytest.raises(FormulaError, match="known are none"):
        formula.evaluate({}, Exact())


def test_arrays_are_never_asked_for_a_truth() -> None:
    class Wary:
        """A number that refuses to be true or false."""

        def __bool__(self) -> bool:
            raise AssertionError("asked for its truth")

        def __add__(self, other: Any) -> "Wary":
            return self

        __sub__ = __mul__ = __radd__ = __add__

        def __neg__(self) -> "Wary":
            return self

    class Lenient:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: Wary()

    every = parse_formula(
        "if(not (a < b and a <= b or a == b) , min(a, b) + max(a) - sum(a, b) * mean(a) / abs(a),"
        " round(-a, 2) + clip(a, b, 1) + sqrt(a) + ln(a) + exp(a) + pow(a, 2)"
        " + if(a > b or a >= b or a != b, 1, 2))"
    )
    assert isinstance(every.evaluate({"a": Wary(), "b": Wary()}, Lenient()), Wary)
