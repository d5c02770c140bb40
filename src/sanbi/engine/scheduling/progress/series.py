"""Money and physical work side by side: two series that are never mixed, and where they part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.progress.work import Number, exact

MARGIN = 10
"""Percentage points by which the two may differ before it is said."""


class Side(StrEnum):
    """Which series runs ahead."""

    NONE = "none"
    MONEY = "money"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far investment completed and physical work lie apart in a month.

    Parameters
    ----------
    month : Period
    points : Fraction
        Share of money − share of work, in percentage points.
    side : Side
        Which is ahead by more than the margin.
    streak : int
        For how many months running it has been so, this one included; 0 for ``Side.NONE``.
    unbroken : bool
        False where a month that is not reported ends the count: it may be longer.
    """

    month: Period
    points: Fraction
    side: Side
    streak: int
    unbroken: bool

    def text(self, language: str = "zh") -> str:
        """One sentence of ``zh`` or ``en``; empty where the two agree."""
        from sanbi.engine.scheduling.progress.wording import disagreement_text

        return disagreement_text(self, language)


def disagreement(
    money: Mapping[Period, Number | None],
    work: Mapping[Period, Number | None],
    month: Period,
    margin: Number = MARGIN,
) -> Disagreement | None:
    """Whether money runs ahead of work, or work ahead of money, and since when.

    Parameters
    ----------
    money, work : mapping of month to share
        0 to 1, cumulative, of the same whole.
    month : Period
    margin : number
        Percentage points; a difference of exactly so much is still agreement.

    Returns
    -------
    Disagreement, or None where one of the two is not reported for the month.
    """
    points = _points(money, work, month)
    if points is None:
        return None
    side = _side(points, margin)
    if side is Side.NONE:
        return Disagreement(month, points, side, 0, unbroken=True)
    streak, before = 1, _points(money, work, month.previous())
    while before is not None and _side(before, margin) is side:
        streak += 1
        before = _points(money, work, month.previous(streak))
    reported = [key for key in {*money, *work} if key <= month.previous(streak)]
    return Disagreement(month, points, side, streak, unbroken=before is not None or not reported)


def _points(
    money: Mapping[Period, Number | None], work: Mapping[Period, Number | None], month: Period
) -> Fraction | None:
    paid, done = money.get(month), work.get(month)
    return None if paid is None or done is None else (exact(paid) - exact(done)) * 100


def _side(points: Fraction, margin: Number) -> Side:
    if abs(points) <= exact(margin):
        return Side.NONE
    return Side.MONEY if points > 0 else Side.WORK
