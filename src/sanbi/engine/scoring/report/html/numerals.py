"""Numbers as the page shows them: true minus, signs, few enough decimals to read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.result.texts import score_text

MINUS = "\u2212"
READABLE = 6


def with_minus(text: str) -> str:
    """A number's text with a true minus sign."""
    return MINUS + text[1:] if text.startswith("-") else text


def shown(value: Any, digits: int | None) -> str:  # noqa: ANN401 - Fraction, int or float
    """A score: as published with ``digits``, else with at most six decimals.

    A float64 score has up to 17 digits; the page shows six decimals and keeps the whole number in
    the cell's data, where sorting and copying find it.
    """
    if isinstance(value, float):
        return _cut(value)
    text = score_text(value, digits)
    return with_minus(text) if digits is not None else _cut(float(Fraction(value)))


def _cut(value: float) -> str:
    text = f"{value:.{READABLE}f}".rstrip("0").rstrip(".")
    return with_minus("0" if text in {"-0", ""} else text)


def signed(value: Any, digits: int | None) -> str:  # noqa: ANN401 - Fraction, int or float
    """A difference with its sign: +0.24, −1.38, 0.00."""
    text = shown(value, digits)
    return f"+{text}" if value > 0 else text


def plain(value: Any) -> str:  # noqa: ANN401 - Fraction, int or float
    """A number of the scheme as written: a full mark, a weight, a limit."""
    return with_minus(score_text(value, None))


def coordinate(value: float) -> str:
    """A length in a drawing, to a tenth of a pixel."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text
