"""One number, one text: the numerals that canonical files are written with.

Equal numbers get equal text whatever their type, and the text of a float64 reads back to the very
same float64. Only zero loses something: its sign.
"""

import math
from decimal import Decimal
from fractions import Fraction

from sanbi.engine.integrity.faults import NotCanonical

Number = int | float | Decimal | Fraction

# A number is written out in full while that needs no more zeros than this beside its own digits;
# beyond, an exponent is easier to read: 1e300 instead of three hundred zeros.
MAX_PADDING = 20

# Python turns text of more than 4,300 digits into integers only when told to; canonical files stay
# below that on every machine.
MAX_DIGITS = 4_000


def number_text(value: Number) -> str:
    """Return the shortest decimal text of a number; equal numbers give equal text.

    Parameters
        value : int, float, Decimal, or Fraction with a finite decimal. A float is written with the
            fewest digits that read back to the same float64, not with its exact binary value.
    Returns
        str such as `0`, `-12.5`, `100`, `1e21`, `2.5e-30`: no trailing zeros after the point, no
        `.0`, no `-0`, an exponent only where more than 20 zeros would be needed.
    Raises
        NotCanonical  for NaN and infinities, a Fraction such as 1/3, more than 4,000 digits, and
            any other type (bool included).
    Source      docs/algorithms/package.md, "Numbers"
    >>> number_text(12.50), number_text(Fraction(1, 8)), number_text(Decimal("1.500"))
    ('12.5', '0.125', '1.5')
    """
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer_text(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, Fraction):
        return _finite_fraction_text(value)
    raise NotCanonical(
        f"{type(value).__name__} is no number that can be written; "
        "pass int, float, Decimal or Fraction"
    )


def fraction_text(value: int | Decimal | Fraction) -> str:
    """Return the exact text of a rational number: a decimal where one ends, else `p/q`.

    Parameters
        value : int, Decimal or Fraction. A float is refused, because its decimal text is not its
            exact value.
    Returns
        str: `number_text(value)` where the decimal expansion ends, else numerator/denominator in
        lowest terms with the sign in front.
    Raises
        NotCanonical  as `number_text`, and for a float.
    >>> fraction_text(Fraction(-1, 3)), fraction_text(Fraction(3, 4))
    ('-1/3', '0.75')
    """
    if isinstance(value, float):
        raise NotCanonical(
            f"a float ({value!r}) is not written as a fraction; pass Fraction(x) or number_text(x)"
        )
    if isinstance(value, Fraction) and _decimal_places(value.denominator) is None:
        sign = "-" if value < 0 else ""
        return f"{sign}{_digits(abs(value.numerator))}/{_digits(value.denominator)}"
    return number_text(value)


def _float_text(value: float) -> str:
    if not math.isfinite(value):
        raise NotCanonical(
            f"{value} is not a number that can be written; leave the cell empty (None) "
            "or mend the data"
        )
    text = float.__repr__(value)  # a subclass, such as NumPy's, prints itself in other words
    if "e" in text:
        return _decimal_text(Decimal(text))
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def _integer_text(value: int) -> str:
    if -(10**MAX_PADDING) < value < 10**MAX_PADDING:
        return int.__repr__(value)
    return _written(value < 0, _digits(abs(value)), 0)


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise NotCanonical(
            f"{value} is not a number that can be written; leave the cell empty (None) "
            "or mend the data"
        )
    sign, digits, exponent = value.as_tuple()
    if len(digits) > MAX_DIGITS:
        raise _too_long()
    return _written(sign == 1, "".join(map(str, digits)), int(exponent))


def _finite_fraction_text(value: Fraction) -> str:
    places = _decimal_places(value.denominator)
    if places is None:
        raise NotCanonical(
            f"{value} has no finite decimal; write it with fraction_text or round it first"
        )
    scaled = abs(value.numerator) * (10**places // value.denominator)
    return _written(value < 0, _digits(scaled), -places)


def _decimal_places(denominator: int) -> int | None:
    """Decimals that 1/denominator needs, or None where its expansion never ends."""
    twos = (denominator & -denominator).bit_length() - 1
    rest = denominator >> twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
        if fives > MAX_DIGITS:
            raise _too_long()
    if rest != 1:
        return None
    if twos > MAX_DIGITS:
        raise _too_long()
    return max(twos, fives)


def _digits(value: int) -> str:
    if value >= 10**MAX_DIGITS:
        raise _too_long()
    # str(int) obeys a limit that each machine may set for itself; Decimal knows none.
    return str(Decimal(value))


def _written(negative: bool, digits: str, exponent: int) -> str:  # noqa: FBT001  (private)
    """Lay out digits x 10^exponent: in full, or with an exponent where that is too long."""
    significant = digits.strip("0")
    if not significant:
        return "0"
    exponent += len(digits) - len(digits.rstrip("0"))
    point = len(significant) + exponent  # digits before the decimal point
    if 0 <= exponent <= MAX_PADDING:
        body = significant + "0" * exponent
    elif exponent < 0 < point:
        body = f"{significant[:point]}.{significant[point:]}"
    elif -MAX_PADDING <= point <= 0:
        body = f"0.{'0' * -point}{significant}"
    else:
        tail = f".{significant[1:]}" if len(significant) > 1 else ""
        body = f"{significant[0]}{tail}e{point - 1}"
    return f"-{body}" if negative else body


def _too_long() -> NotCanonical:
    return NotCanonical(f"a number of more than {MAX_DIGITS} digits is not written; round it first")
