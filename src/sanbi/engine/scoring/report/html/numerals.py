"""Numbers as the page shows them: true minus, signs, few enough decimals to read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.result.texts import score_text

MINUS = "\u2212"
FLOAT_PLACES = 4


def with_minus(text: str) -> str:
    """A number's text with a true minus sign."""
    return MINUS + text[1:] if text.startswith("-") else text


def shown(value: Any, digits: int | None) -> str:  # noqa: ANN401 - Fraction, int or float
    """A score: as published with ``digits``, else with four decimals.

    A float64 score has up to 17 digits; the page shows four decimals and keeps the whole number in
    the cell's data, where sorting finds it.
    """
    if digits is None:
        return fixed(float(Fraction(value)), None)
    return with_minus(score_text(value, digits))


def signed(value: Any, digits: int | None) -> str:  # noqa: ANN401 - Fraction, int or float
    """A difference with its sign: +0.24, −1.38, 0.00."""
    text = shown(value, digits)
    return f"+{text}" if value > 0 else text


def fixed(value: float, digits: int | None, *, sign: bool = False) -> str:
    """A figure of the page's own, such as a median: the scheme's decimals, four without any."""
    places = FLOAT_PLACES if digits is None else digits
    text = f"{value:.{places}f}"
    if float(text) == 0:
        return text.lstrip("-")
    return with_minus(f"+{text}" if sign and value > 0 else text)


def plain(value: Any) -> str:  # noqa: ANN401 - Fraction, int or float
    """A number of the scheme as written: a full mark, a weight, a limit."""
    return with_minus(score_text(value, None))


def mark_text(value: float) -> str:
    """A full mark or its worth in the total: at most four decimals, no idle noughts."""
    return with_minus(f"{value:.4f}".rstrip("0").rstrip("."))


def median(values: npt.NDArray[np.float64]) -> float:
    """The middle of numbers of which none is NaN, or the mean of the two in the middle.

    As `numpy.median`, which loads the whole of NumPy's masked arrays at its first call.
    """
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float((ordered[(len(ordered) - 1) // 2] + ordered[middle]) / 2)


def coordinate(value: float) -> str:
    """A length in a drawing, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
