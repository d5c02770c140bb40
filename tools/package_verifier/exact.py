"""Numbers as contract section 1 has them: rationals, 40-digit functions, declared rounding."""

import math
import re
from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

DIGITS = 40
WRITTEN_DECIMALS = 12
DECIMAL_TEXT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LARGEST_EXPONENT = 1_000  # powers beyond it are undefined (docs/algorithms/formula.md)


def _context(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX)


FORTY = _context(DIGITS)
GUARDED = _context(2 * DIGITS)
ARGUMENT = _context(3 * DIGITS)


def is_number(text: str) -> bool:
    """Say whether ``text`` is a decimal number in plain ASCII digits."""
    return DECIMAL_TEXT.fullmatch(text) is not None


def written(text: str) -> Fraction:
    """Return the exact value of a decimal as written in a scheme."""
    if not is_number(text):
        raise ValueError(text)
    return Fraction(text)


def measured(text: str) -> Fraction:
    """Return a number of the data: the shortest decimal that names its float64."""
    if not is_number(text):
        raise ValueError(text)
    nearest = float(text)
    if not math.isfinite(nearest):
        raise ValueError(text)
    return Fraction(repr(nearest))


def _argument(value: Fraction) -> Decimal:
    return ARGUMENT.divide(Decimal(value.numerator), Decimal(value.denominator))


def root(value: Fraction) -> Fraction | None:
    """Return the square root, correctly rounded to 40 digits; None below zero."""
    if value < 0:
        return None
    if value == 0:
        return Fraction(0)
    size = len(str(value.numerator)) - len(str(value.denominator))
    places = max(0, DIGITS + 10 - size // 2)
    scaled = value.numerator * 10 ** (2 * places)
    found = math.isqrt(scaled // value.denominator)
    if found * found * value.denominator != scaled:
        found, places = found * 10 + 1, places + 1  # a last digit that breaks no tie falsely
    return Fraction(FORTY.create_decimal(Decimal(found).scaleb(-places, ARGUMENT)))


def logarithm(value: Fraction) -> Fraction | None:
    """Return ln to 40 digits; None at zero and below."""
    if value <= 0:
        return None
    return Fraction(FORTY.plus(GUARDED.ln(_argument(value))))


def exponential(value: Fraction) -> Fraction | None:
    """Return e to the ``value``, to 40 digits; None where the exponent is too large."""
    if abs(value) > LARGEST_EXPONENT:
        return None
    return Fraction(FORTY.plus(GUARDED.exp(_argument(value))))


def power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """Return base^exponent: exact for a whole exponent, else to 40 digits as one function.

    None where it does not exist (zero to a negative power, a root of a negative number), or where
    exponent or result is too large.
    """
    if abs(exponent) > LARGEST_EXPONENT:
        return None
    if base == 0:
        return None if exponent < 0 else Fraction(int(exponent == 0))
    if exponent.denominator == 1:
        return base**exponent.numerator
    return None if base < 0 else _power_of_e([base], [exponent])


def geometric_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction | None:
    """Return exp(Σ w·ln v / Σ w) to 40 digits, of values above zero; None where too large."""
    whole = sum(weights, Fraction(0))
    return _power_of_e(values, [weight / whole for weight in weights])


def _power_of_e(values: Sequence[Fraction], exponents: Sequence[Fraction]) -> Fraction | None:
    """Return exp(Σ exponent·ln value), rounded to 40 digits only at the end."""
    total = Decimal(0)
    for value, exponent in zip(values, exponents, strict=True):
        total = GUARDED.fma(_argument(exponent), GUARDED.ln(_argument(value)), total)
    return None if abs(total) > LARGEST_EXPONENT else Fraction(FORTY.plus(GUARDED.exp(total)))


def _units(value: Fraction, decimals: int, mode: str) -> int:
    """Return the value in units of 10^-decimals, rounded by ``mode``."""
    numerator, denominator = value.numerator, value.denominator
    unit: int = 10**decimals
    whole, rest = divmod(abs(numerator) * unit, denominator)
    if mode == "half_up":
        whole += 2 * rest >= denominator
    elif mode == "half_even":
        whole += 2 * rest > denominator or (2 * rest == denominator and whole % 2)
    elif mode != "down":
        raise ValueError(mode)
    return whole if numerator >= 0 else -whole


def rounded(value: Fraction, decimals: int, mode: str) -> Fraction:
    """Round to ``decimals`` by ``mode``: half_up (away from zero), half_even or down."""
    return Fraction(_units(value, decimals, mode), 10**decimals)


def _fixed(units: int, decimals: int) -> str:
    digits = str(abs(units)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if units < 0 else text


def plain_text(value: Fraction) -> str:
    """Write with at most 12 decimals, half even, trailing zeros cut."""
    units = _units(value, WRITTEN_DECIMALS, "half_even")
    return _fixed(units, WRITTEN_DECIMALS).rstrip("0").rstrip(".") if units else "0"


def score_text(value: Fraction, decimals: int) -> str:
    """Write a score: exactly ``decimals`` decimals where they suffice, else as unrounded."""
    if 10**decimals % value.denominator:
        return plain_text(value)
    return _fixed(_units(value, decimals, "down"), decimals)
