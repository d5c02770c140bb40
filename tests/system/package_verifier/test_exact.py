"""Exact numbers, 40 digits, SM3: against published digits and against hashlib."""

import hashlib
from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from package_verifier.exact import (
    exponential,
    geometric_mean,
    logarithm,
    measured,
    plain_text,
    power,
    root,
    rounded,
    score_text,
)
from package_verifier.sm3 import sm3, sm3_plain

# The first 40 digits of √2, ln 2 and e, as every table has them.
ROOT_TWO = "1.414213562373095048801688724209698078570"
LN_TWO = "0.6931471805599453094172321214581765680755"
EULER = "2.718281828459045235360287471352662497757"


def test_functions_have_forty_digits() -> None:
    assert root(Fraction(2)) == Fraction(ROOT_TWO)
    assert logarithm(Fraction(2)) == Fraction(LN_TWO)
    assert exponential(Fraction(1)) == Fraction(EULER)
    assert root(Fraction(9, 4)) == Fraction(3, 2)
    assert (root(Fraction(-1)), logarithm(Fraction(0))) == (None, None)


@given(st.fractions(min_value=0, max_value=10**30))
def test_root_is_the_nearest_forty_digit_decimal(value: Fraction) -> None:
    found = root(value)
    assert found is not None
    if found:
        written = Context(prec=60).divide(Decimal(found.numerator), Decimal(found.denominator))
        half = Fraction(10) ** (written.adjusted() - 39) / 2
        assert max(found - half, Fraction(0)) ** 2 <= value <= (found + half) ** 2
        assert len(written.normalize().as_tuple().digits) <= 40


def test_powers_are_exact_for_whole_exponents_only() -> None:
    assert power(Fraction(2, 3), Fraction(-3)) == Fraction(27, 8)
    assert power(Fraction(-2), Fraction(3)) == -8
    assert power(Fraction(0), Fraction(-1)) is None
    assert power(Fraction(-2), Fraction(1, 2)) is None


def test_other_powers_are_one_function_rounded_once() -> None:
    assert power(Fraction(8), Fraction(2, 3)) == 4
    assert power(Fraction(2), Fraction(1, 2)) == Fraction(ROOT_TWO)
    assert power(Fraction(2), Fraction(1001)) is None
    assert power(Fraction(10) ** 300, Fraction(5, 2)) is None
    assert (exponential(Fraction(1001)), exponential(Fraction(-1001))) == (None, None)
    assert geometric_mean([Fraction(8), Fraction(8)], [Fraction(1), Fraction(2)]) == 8
    assert geometric_mean([Fraction(1), Fraction(2)], [Fraction(3), Fraction(3)]) == Fraction(
        ROOT_TWO
    )


@given(st.fractions(min_value="1e-20", max_value=10**20))
def test_power_of_one_half_is_the_square_root(value: Fraction) -> None:
    assert power(value, Fraction(1, 2)) == root(value)


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    [
        ("2.5", "half_up", 3), ("-2.5", "half_up", -3), ("2.5", "half_even", 2),
        ("3.5", "half_even", 4), ("-2.5", "half_even", -2), ("2.51", "half_even", 3),
        ("2.99", "down", 2), ("-2.99", "down", -2), ("-0.4", "half_up", 0),
    ],
)  # fmt: skip
def test_rounding(value: str, mode: str, expected: int) -> None:
    assert rounded(Fraction(value), 0, mode) == expected


def test_figures_are_written_as_the_contract_says() -> None:
    assert plain_text(Fraction(2, 3)) == "0.666666666667"
    assert plain_text(Fraction(-5, 2)) == "-2.5"
    assert plain_text(Fraction(100)) == "100"
    assert plain_text(Fraction(-1, 10**13)) == "0"
    assert score_text(Fraction(12), 2) == "12.00"
    assert score_text(Fraction(-1, 20), 2) == "-0.05"
    assert score_text(Fraction(1, 8), 2) == "0.125"
    assert score_text(Fraction(7), 0) == "7"


def test_data_are_the_shortest_decimal_of_their_float() -> None:
    assert measured("6.4") == Fraction(64, 10)
    assert measured("0.1000000000000000055511151231257827") == Fraction(1, 10)
    assert measured("1e21") == 10**21
    with pytest.raises(ValueError, match="1e999"):
        measured("1e999")
    with pytest.raises(ValueError, match="１"):
        measured("１")


@given(st.binary(max_size=300))
def test_sm3_agrees_with_itself_wherever_hashlib_has_it(data: bytes) -> None:
    if "sm3" in hashlib.algorithms_available:
        assert sm3_plain(data) == hashlib.new("sm3", data).hexdigest()
    assert sm3(data) == sm3_plain(data)


def test_sm3_has_the_digits_of_the_standard() -> None:
    # GB/T 32905-2016, appendix A: "abc", and sixteen times "abcd"
    first = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    second = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert (sm3_plain(b"abc"), sm3_plain(b"abcd" * 16)) == (first, second)
