import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.conditions import FactError, exact_value
from sanbi.engine.conditions.values import exact_number, exact_text, number_text


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (8, Fraction(8)),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        (-2.5, Fraction(-5, 2)),
        (Decimal("7.30"), Fraction(73, 10)),
        (Fraction(1, 3), Fraction(1, 3)),
        (np.float64(0.1), Fraction(1, 10)),
        (np.int64(3), Fraction(3)),
        ("优秀", "优秀"),
        (True, True),
        (None, None),
        (Decimal("1e400"), Fraction(10**400)),
        (math.nan, None),
        (Decimal("NaN"), None),
    ],
)
def test_a_fact_is_the_decimal_that_names_it(value: Any, exact: Any) -> None:
    found = exact_value(value)
    assert found == exact
    assert type(found) is type(exact)


@pytest.mark.parametrize(
    "value", [math.inf, -math.inf, Decimal("Infinity"), Decimal("1e401"), 1j, [1], b"8"]
)
def test_what_cannot_be_compared_is_refused(value: Any) -> None:
    with pytest.raises(FactError, match="A fact cannot be"):
        exact_value(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back_from_its_exact_value(number: float) -> None:
    exact = exact_value(number)
    assert isinstance(exact, Fraction)
    assert float(exact) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(8), "8"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(-1, 1000), "-0.001"),
        (Fraction(1, 3), "≈0.333333"),
        (Fraction(-2, 3), "≈-0.666667"),
        (Fraction(1, 10**13), "≈0.000000"),
        (Fraction(10**20), "100000000000000000000"),
    ],
)
def test_numbers_are_shown_as_people_write_them(number: Fraction, text: str) -> None:
    assert number_text(number) == text


@given(st.fractions())
def test_exact_text_reads_back(number: Fraction) -> None:
    assert exact_number(exact_text(number)) == number


@pytest.mark.parametrize("text", ["", "1e5", "1/0", "+3", ".5", "1_0", "1 / 3", "9" * 1001])
def test_other_texts_are_no_exact_numbers(text: str) -> None:
    assert exact_number(text) is None
