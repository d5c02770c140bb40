"""Numbers of a line are short, and say where they were shortened."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.explain.substitution.numerals import equated, is_negative, shown
from tests.engine.scoring.explain.calculator import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("6.40"), "6.4"),
        (Fraction("-6.4"), "−6.4"),
        (Fraction(7), "7"),
        (0, "0"),
        (-3, "−3"),
        (Fraction("0.000001"), "0.000001"),
        (Fraction("1200"), "1200"),
        (Fraction(1, 3), "≈0.333333"),
        (Fraction(-2, 3), "≈−0.666667"),
        (Fraction("1.9999999"), "≈2.000000"),
        (Fraction(1, 300), "≈0.00333333"),
        (Fraction("0.00000012"), "0.00000012"),
        (Fraction(1, 3 * 10**8), "≈0.000000003333"),
        (Fraction(1, 3 * 10**15), "≈0.000000000000"),
        (6.4, "6.4"),
        (-6.4, "−6.4"),
        (-0.0, "0"),
        (100.0, "100"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "≈0.333333"),
        (-1 / 300, "≈−0.00333333"),
        (0.00000012, "0.00000012"),
        (1e-13, "≈0.000000000000"),
    ],
)
def test_shown(value: Fraction | float, text: str) -> None:
    assert shown(value) == text


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_a_fraction_lies_within_what_its_text_stands_for(value: Fraction) -> None:
    text = shown(value).replace("−", "-")
    held = number(text.replace("-", "−") if "≈" in text else text)
    assert held.low <= value <= held.high
    assert ("≈" in text) == (held.low != held.high)


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_float_lies_within_what_its_text_stands_for(value: float) -> None:
    text = shown(value)
    held = number(text if "≈" in text else text.replace("−", "-"))
    slack = abs(Fraction(value)) / 10**12
    assert held.low - slack <= Fraction(value) <= held.high + slack


def test_negative_and_equated() -> None:
    assert is_negative("−3")
    assert is_negative("≈−0.333333")
    assert not is_negative("≈0.333333")
    assert equated("9") == " = 9"
    assert equated("≈8.333333") == " ≈ 8.333333"
