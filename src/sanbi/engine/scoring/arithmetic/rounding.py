"""Rounding in one place, by the scheme's declared rule (docs/algorithms/rounding.md)."""

from __future__ import annotations

from fractions import Fraction

HALF = Fraction(1, 2)


def scaled_integer(value: Fraction, digits: int, mode: str) -> int:
    """The value in units of 10^-digits, rounded.

    Parameters
    ----------
    value : Fraction
    digits : int
        Decimals, 0 or more.
    mode : str
        ``half_up`` (halves away from zero), ``half_even`` (GB/T 8170) or ``down`` (towards zero).

    >>> scaled_integer(Fraction("2.675"), 2, "half_up"), scaled_integer(Fraction("-0.5"), 0, "down")
    (268, 0)
    """
    power: int = 10**digits
    signed, denominator = value.numerator, value.denominator
    if power % denominator == 0:  # most figures have no more decimals than are asked for
        return signed * (power // denominator)
    whole, rest = divmod(abs(signed) * power, denominator)
    over, half = 2 * rest > denominator, 2 * rest == denominator
    if mode == "half_up":
        up = over or half
    else:
        up = mode == "half_even" and (over or (half and whole % 2 == 1))
    whole += int(up)
    return -whole if signed < 0 else whole


def round_fraction(value: Fraction, digits: int, mode: str) -> Fraction:
    """The value rounded at ``digits`` decimals."""
    return Fraction(scaled_integer(value, digits, mode), 10**digits)


def rounded_text(value: Fraction, digits: int, mode: str = "half_even") -> str:
    """Decimal text with exactly ``digits`` decimals.

    >>> rounded_text(Fraction(-1, 3), 2)
    '-0.33'
    """
    number = scaled_integer(value, digits, mode)
    sign = "-" if number < 0 else ""
    text = str(abs(number)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"
