"""Small plans for the tests of progress."""

from fractions import Fraction

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.progress import Curve

FIRST = Period.parse("2026-01")


def month(number: int) -> Period:
    """The month after which `number` months of the plan are over; 1 is January."""
    return FIRST.next(number - 1)


def curve(*percents: float | None) -> Curve:
    """Shares from January on, written in percent."""
    return Curve(
        FIRST, tuple(None if each is None else Fraction(str(each)) / 100 for each in percents)
    )
