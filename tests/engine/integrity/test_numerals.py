"""Numerals: one number, one text, and back to the same number."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanbi.engine.integrity import NotCanonical, fraction_text, number_text
from sanbi.engine.integrity.numerals import MAX_DIGITS, Number
from tests.engine.integrity.worked_examples import worked_example

GRAMMAR = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?(e-?[1-9][0-9]*)?")

finite_floats = st.floats(allow_nan=False, allow_infinity=False)
finite_decimals = st.decimals(allow_nan=False, allow_infinity=False)


def test_numbers_of_the_page() -> None:
    rows = [line.split() for line in worked_example("package.md", "numbers").splitlines()]
    assert len(rows) == 8
    for written, expected in rows:
        assert number_text(float(written)) == expected
        assert number_text(Decimal(written)) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E+30"), "0"),
        (Fraction(0), "0"),
        (1, "1"),
        (-120, "-120"),
        (10**20, "100000000000000000000"),
        (10**21, "1e21"),
        (-(10**21), "-1e21"),
        (12 * 10**21, "1.2e22"),
        (10**20 + 1, "100000000000000000001"),
        (-(10**30) - 1, "-1000000000000000000000000000001"),
        (Decimal("1.500"), "1.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("120.0"), "120"),
        (Decimal("-0.05"), "-0.05"),
        (Decimal("1E-21"), "0.000000000000000000001"),
        (Decimal("1E-22"), "1e-22"),
        (Decimal("12E-22"), "0.0000000000000000000012"),
        (Decimal("12E-24"), "1.2e-23"),
        (Decimal("1E+999999"), "1e999999"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-7, 5), "-1.4"),
        (Fraction(1, 20), "0.05"),
        (Fraction(1, 5**9), "0.000000512"),
        (Fraction(1, 2**30), "0.000000000931322574615478515625"),
        (Fraction(1000), "1000"),
        (0.1, "0.1"),
        (1e16, "10000000000000000"),
        (123456789012345678.0, "123456789012345680"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e308"),
        (1e-5, "0.00001"),
    ],
)
def test_number_text(value: Number, text: str) -> None:
    assert number_text(value) == text


@given(finite_floats)
@example(2.2250738585072014e-308)
@example(9007199254740993.0)
@example(1e23)
def test_a_float_comes_back_bit_for_bit(value: float) -> None:
    text = number_text(value)
    assert GRAMMAR.fullmatch(text)
    assert float(text) == value
    assert Decimal(text) == Decimal(repr(value))  # its shortest digits, not its binary value


@given(finite_decimals | st.integers() | st.fractions())
def test_text_depends_on_the_value_alone(value: Decimal | int | Fraction) -> None:
    text = fraction_text(value)
    exact = Fraction(value)
    assert Fraction(text) == exact
    assert fraction_text(exact) == text
    if "/" not in text:
        assert GRAMMAR.fullmatch(text)
        assert number_text(Decimal(text)) == text
        assert number_text(exact) == text


@given(st.integers(min_value=-(10**30), max_value=10**30), st.integers(0, 25))
def test_no_more_than_twenty_zeros_are_added(digits: int, places: int) -> None:
    text = number_text(Decimal(digits).scaleb(-places))
    assert not re.search(r"^-?0\.0{21}|(?<![.0-9])[1-9]0{21,}$", text)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")]
)
def test_no_text_for_what_is_no_number(value: Number) -> None:
    with pytest.raises(NotCanonical, match="leave the cell empty"):
        number_text(value)


@pytest.mark.parametrize("value", [True, "1", None, 1j, b"1", [1]])
def test_other_types_are_named(value: object) -> None:
    with pytest.raises(NotCanonical, match=rf"^{type(value).__name__} is no number"):
        number_text(value)  # type: ignore[arg-type]


def test_a_third_needs_a_fraction() -> None:
    with pytest.raises(NotCanonical, match=r"^-1/3 has no finite decimal; write it with fract"):
        number_text(Fraction(-1, 3))
    assert fraction_text(Fraction(-1, 3)) == "-1/3"
    assert fraction_text(Fraction(22, 7)) == "22/7"
    assert fraction_text(Fraction(3, 4)) == "0.75"
    assert fraction_text(7) == "7"
    assert fraction_text(Decimal("0.70")) == "0.7"


def test_a_float_is_no_exact_fraction() -> None:
    with pytest.raises(NotCanonical, match=r"a float \(0\.1\)"):
        fraction_text(0.1)  # type: ignore[arg-type]


class LoudFloat(float):
    """As NumPy's float64: a float that prints itself in other words."""

    def __repr__(self) -> str:
        return f"LoudFloat({float(self)})"


def test_a_subclass_of_float_is_written_as_a_float() -> None:
    assert number_text(LoudFloat(2.5)) == "2.5"
    assert number_text(LoudFloat(1e-30)) == "1e-30"


LONGEST = 10**MAX_DIGITS - 1


@pytest.mark.parametrize(
    "value", [LONGEST, -LONGEST, Decimal(LONGEST), Fraction(LONGEST, 2**13), Fraction(LONGEST, 7)]
)
def test_longest_numbers(value: int | Decimal | Fraction) -> None:
    shorter = value // 10**13 if isinstance(value, Fraction) else value
    assert Fraction(Decimal(fraction_text(shorter))) == shorter


@pytest.mark.parametrize(
    "value",
    [
        LONGEST + 1,
        -LONGEST - 1,
        Decimal(LONGEST + 1),
        Fraction(LONGEST + 1, 7),
        Fraction(7, LONGEST + 2),
        Fraction(1, 2 ** (MAX_DIGITS + 1)),
        Fraction(1, 5 ** (MAX_DIGITS + 1)),
        Fraction(1, 2 ** (MAX_DIGITS * 10)),
    ],
    ids=range(8),
)
def test_longer_numbers_are_refused(value: int | Decimal | Fraction) -> None:
    with pytest.raises(NotCanonical, match="more than 4000 digits"):
        fraction_text(value)
