from fractions import Fraction

import numpy as np
import pytest

from sanbi.engine.scoring.report.html.numerals import (
    coordinate,
    fixed,
    mark_text,
    median,
    plain,
    shown,
    signed,
    with_minus,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(8663, 100), 2, "86.63"),
        (Fraction(80), 2, "80.00"),
        (Fraction(-7, 5), 1, "\u22121.4"),
        (Fraction(0), 2, "0.00"),
        (68.38372401, None, "68.3837"),
        (-0.00001, None, "0.0000"),
    ],
)
def test_shown(value: object, digits: int | None, text: str) -> None:
    assert shown(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(24, 100), "+0.24"), (Fraction(-138, 100), "\u22121.38"), (Fraction(0), "0.00")],
)
def test_signed(value: Fraction, text: str) -> None:
    assert signed(value, 2) == text


def test_fixed_has_a_sign_only_where_it_is_not_nought() -> None:
    assert fixed(1.005, 1, sign=True) == "+1.0"
    assert fixed(-0.04, 1, sign=True) == "0.0"
    assert fixed(-2.5, None) == "\u22122.5000"


def test_marks_and_lengths_have_no_idle_noughts() -> None:
    assert mark_text(10.5) == "10.5"
    assert mark_text(30.0) == "30"
    assert coordinate(12.04) == "12"
    assert coordinate(12.06) == "12.1"
    assert plain(Fraction(-1, 2)) == "\u22120.5"
    assert with_minus("3-4") == "3-4"


@pytest.mark.parametrize("values", [[3.0], [2.5, -1.0], [0.1, 0.3, 0.2], [0.1, 0.7, 0.2, 0.4]])
def test_median_is_that_of_numpy(values: list[float]) -> None:
    assert median(np.array(values)) == np.median(values)
