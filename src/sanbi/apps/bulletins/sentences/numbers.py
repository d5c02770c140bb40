"""Numbers as official papers write them: no thousands' marks, fixed decimals, plain minus."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal


def digits(value: Decimal | None, places: int) -> str:
    """Return a number with so many decimals, rounded half up; empty for None."""
    if value is None:
        return ""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def percent(share: Decimal, places: int = 1) -> str:
    """Return a share as percent without its sign: 0.765 is 76.5."""
    return digits(share * 100, places)


def plain_rank(rank: Decimal | None) -> str:
    """Return a rank: 3, and 3.5 for a shared one; empty for None."""
    if rank is None:
        return ""
    return f"{rank:.0f}" if rank == rank.to_integral_value() else f"{rank.normalize():f}"


def day_words(day: date) -> str:
    """Return a day as it is written: 2026年10月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
