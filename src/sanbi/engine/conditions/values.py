"""Facts and thresholds as exact values."""

import numbers
import re
from decimal import Decimal
from fractions import Fraction

from sanbi.engine.conditions.faults import FactError
from sanbi.engine.phrases import Phrase

FactValue = Fraction | str | bool
"""A fact as it is compared: an exact number, a text, or yes/no."""

_LARGEST_EXPONENT = 400  # beyond any float64; keeps a hostile Decimal from filling the memory
_SHOWN_DECIMALS = 12
_LONGEST = 1_000
_EXACT = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")


def exact_value(value: object) -> FactValue | None:
    """Return a fact as an exact value, or None where it is missing.

    A float stands for the shortest decimal that names it, so 0.1 is one tenth. NaN is how tables
    of floats say "missing" and counts as that.

    Parameters
        value : int, Fraction, Decimal, float (also of NumPy), str, bool, or None.
    Returns
        Fraction, str, bool, or None.
    Raises
        FactError  for an infinite number or any other type.
    >>> exact_value(0.1)
    Fraction(1, 10)
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, numbers.Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, float):
        return _from_decimal(Decimal(float.__repr__(value)))
    if isinstance(value, Decimal):
        return _from_decimal(value)
    raise FactError(
        Phrase(
            "A fact cannot be {type} ({value!r}); give a whole number, a fraction, a "
            "decimal, a float, a text, yes/no, or nothing",
            type=type(value).__name__,
            value=value,
        ),
    )


def number_text(number: Fraction) -> str:
    """Return the number as people write it: all its decimals, or 6 of them marked as rounded."""
    places = _decimals(number)
    if places is not None and places <= _SHOWN_DECIMALS:
        return _decimal_text(number, places)
    return f"≈{_decimal_text(round(number, 6), 6)}"


def exact_text(number: Fraction) -> str:
    """Return the number as a decimal where one names it, else as a fraction: 7.5, 1/3."""
    places = _decimals(number)
    return str(number) if places is None else _decimal_text(number, places)


def exact_number(text: str) -> Fraction | None:
    """Return the number that `exact_text` wrote; None for any other text."""
    if len(text) > _LONGEST or not _EXACT.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None


def _decimals(number: Fraction) -> int | None:
    rest, places = number.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        places = max(places, count)
    return places if rest == 1 else None


def _decimal_text(number: Fraction, places: int) -> str:
    scaled = abs(number) * 10**places
    digits = str(round(scaled)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    if places == 0:
        return f"{sign}{digits}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _from_decimal(value: Decimal) -> Fraction | None:
    if value.is_nan():
        return None
    if value.is_infinite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise FactError(
            Phrase("A fact cannot be {value}; give a number that can be compared", value=value)
        )
    return Fraction(value)
