from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from sanbi.engine.scoring.formula import Formula, describe, parse_formula
from sanbi.engine.scoring.formula.explaining import figure_text
from tests.engine.scoring.formula.trees import trees


@pytest.mark.parametrize(
    ("text", "values", "zh", "en"),
    [
        ("8 - (9.0 - x) * 0.8", {"x": "6.4"}, "8 − (9.0 − 6.4) × 0.8", "8 − (9.0 − 6.4) × 0.8"),
        ("a / b", {"a": 1, "b": -2.5}, "1 ÷ (−2.5)", "1 ÷ (−2.5)"),
        ("a - b", {"a": "-3", "b": "−4"}, "−3 − (−4)", "−3 − (−4)"),
        ("[a b] + 5%", {}, "a b + 5%", "a b + 5%"),
        (
            "if(x >= 8 and not y < 5 or x != 1, min(x, 2), clip(x, 0, 1))",
            {"x": 8, "y": Fraction(1, 3)},
            "如果(8 ≥ 8 且 非 ≈0.333333 < 5 或 8 ≠ 1，取小(8，2)，限于(8，0，1))",
            "if(8 ≥ 8 and not ≈0.333333 < 5 or 8 ≠ 1, min(8, 2), clip(8, 0, 1))",
        ),
        ("if(x = 1, 1, 2)", {"x": 1}, "如果(1 = 1，1，2)", "if(1 = 1, 1, 2)"),
    ],
)
def test_figures_are_put_in(text: str, values: Any, zh: str, en: str) -> None:
    formula = parse_formula(text)
    assert describe(formula, values) == zh
    assert describe(formula, values, "en") == en


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (0.1, "0.1"),
        (-2.0, "−2"),
        (Decimal("7.30"), "7.3"),
        ("7.30", "7.30"),
        ("-7.30", "−7.30"),
        (Fraction(-1, 3), "≈−0.333333"),
        (0, "0"),
        (100, "100"),
        (1e-9, "≈0"),
        (123456789.5, "123456789.5"),
        (Fraction(5, 10**7), "≈0"),
        (Fraction(15, 10**7), "≈0.000002"),
    ],
)
def test_figures_as_people_write_them(figure: Any, text: str) -> None:
    assert figure_text(figure) == text


@given(trees(("x", "y")))
def test_putting_names_in_for_themselves_changes_only_the_signs(tree: Any) -> None:
    formula = Formula(tree, "")
    told = describe(formula, {"x": "x", "y": "y"}, "en")
    for sign, plain in (("−", "-"), ("×", "*"), ("÷", "/"), ("≤", "<="), ("≥", ">="), ("≠", "!=")):
        told = told.replace(sign, plain)
    assert parse_formula(told) == formula
