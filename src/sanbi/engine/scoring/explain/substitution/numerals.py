"""Numbers as a line of working shows them: short, and honest about being shortened."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.scoring.arithmetic import rounded_text

MINUS = "−"
ABOUT = "≈"
DECIMALS = 6
MOST_DECIMALS = 12
_MILLION = 10**DECIMALS
_SMALL = Fraction(1, 10)
_SAME = 1e-12  # how far two programs may differ in float64, relative

Number = Fraction | float | int


def shown(value: Number) -> str:
    """Write a number with all its decimals up to 6, else with 6 of them marked ≈.

    A number below one tenth keeps 6 significant digits, at most 12 decimals. A float64 counts as
    the decimal that it is within 1e-12 of. What stands after ≈ is off by at most half a unit of
    its last digit.

    >>> shown(Fraction("-6.40")), shown(Fraction(1, 3)), shown(0.1 + 0.2)
    ('−6.4', '≈0.333333', '0.3')
    """
    if isinstance(value, float):
        return _shown_float(value)
    denominator = value.denominator
    if denominator == 1:
        text = str(value.numerator)
    elif _MILLION % denominator == 0:
        text = _stripped(_placed(value.numerator * (_MILLION // denominator)))
    else:
        exact = Fraction(value)
        digits = _decimals(abs(exact))
        text = rounded_text(exact, digits)
        text = f"{ABOUT}{text}" if 10**digits % denominator else _stripped(text)
    return text.replace("-", MINUS)


def _shown_float(value: float) -> str:
    text = f"{value:.6f}"
    if abs(float(text) - value) <= _SAME * abs(value):
        text = _stripped(text)
        return "0" if text == "-0" else text.replace("-", MINUS)
    text = f"{value:.{_decimals(abs(Fraction(value)))}f}"
    if abs(float(text) - value) <= _SAME * abs(value):
        return _stripped(text).replace("-", MINUS)
    return f"{ABOUT}{text}".replace("-", MINUS)


def _placed(millionths: int) -> str:
    sign = "-" if millionths < 0 else ""
    whole, part = divmod(abs(millionths), _MILLION)
    return f"{sign}{whole}.{part:06d}"


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimals(size: Fraction) -> int:
    """Decimals that leave 6 significant digits of a number below one tenth, else 6."""
    digits = DECIMALS
    while size and size < _SMALL and digits < MOST_DECIMALS:
        size *= 10
        digits += 1
    return digits


def is_negative(text: str) -> bool:
    """Whether a number written by `shown` needs brackets inside a line."""
    return text.startswith((MINUS, f"{ABOUT}{MINUS}"))


def equated(text: str) -> str:
    """Write an equals sign and the number, or ≈ and the number where it is shortened."""
    return f" {ABOUT} {text[1:]}" if text.startswith(ABOUT) else f" = {text}"
