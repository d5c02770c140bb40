from fractions import Fraction

import pytest

from sanbi.engine.scoring.arithmetic.rounding import round_fraction, rounded_text, scaled_integer

CASES = [
    # value, digits, half_up, half_even, down
    ("2.675", 2, "2.68", "2.68", "2.67"),
    ("2.665", 2, "2.67", "2.66", "2.66"),
    ("0.5", 0, "1", "0", "0"),
    ("1.5", 0, "2", "2", "1"),
    ("-0.5", 0, "-1", "0", "0"),
    ("-2.5", 0, "-3", "-2", "-2"),
    ("2.4999", 0, "2", "2", "2"),
    ("-2.51", 0, "-3", "-3", "-2"),
    ("99.995", 2, "100.00", "100.00", "99.99"),
    ("0.004", 2, "0.00", "0.00", "0.00"),
    ("-0.004", 2, "0.00", "0.00", "0.00"),
    ("1/3", 3, "0.333", "0.333", "0.333"),
    ("2/3", 3, "0.667", "0.667", "0.666"),
    ("12", 2, "12.00", "12.00", "12.00"),
]


@pytest.mark.parametrize(("value", "digits", "up", "even", "down"), CASES)
def test_the_three_modes(value: str, digits: int, up: str, even: str, down: str) -> None:
    for mode, text in (("half_up", up), ("half_even", even), ("down", down)):
        assert rounded_text(Fraction(value), digits, mode) == text
        assert round_fraction(Fraction(value), digits, mode) == Fraction(text)


def test_units_of_the_last_decimal() -> None:
    assert scaled_integer(Fraction("1.005"), 2, "half_up") == 101
    assert scaled_integer(Fraction(10**40) + Fraction(1, 2), 0, "half_up") == 10**40 + 1
