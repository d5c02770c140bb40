"""Numbers of a result as text (docs/mechanisms/scheme.md §1.5)."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.integrity import number_text
from sanbi.engine.scoring.arithmetic import Number, rounded_text

UNROUNDED_DIGITS = 12


def unrounded_text(value: Number) -> str:
    """At most 12 decimals for an exact number, the shortest text for a float64."""
    if isinstance(value, float):
        return number_text(value)
    text = rounded_text(_exact(value), UNROUNDED_DIGITS, "half_even")
    text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def score_text(value: Number, digits: int | None) -> str:
    """A score as published: exactly ``digits`` decimals where it was rounded there.

    An exact score that was not rounded (rounding switched off at its stage) is written with at
    most 12 decimals.
    """
    if isinstance(value, float) or digits is None:
        return unrounded_text(value)
    fraction = _exact(value)
    if 10**digits % fraction.denominator == 0:
        return rounded_text(fraction, digits)
    return unrounded_text(fraction)


def _exact(value: Fraction | int) -> Fraction:
    """The number as a Fraction; one that is so already stays itself, which is quicker."""
    return value if value.__class__ is Fraction else Fraction(value)


def rank_text(rank: float) -> str:
    """A rank; halves only with average ties; nothing for the unranked."""
    return "" if rank != rank else number_text(float(rank))  # noqa: PLR0124 - NaN
