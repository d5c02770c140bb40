"""Progress rolled up by stated rules; plain values in, plain values out.

A part says how far it has come (``share``) and how far it should be (``due``), both 0 to 1, or says
nothing. A node is the weighted mean of its parts that say something: its links, each with weight 1,
and its children with their weights. What went beyond its aim counts as 1, so that it hides nothing
that lags. The lamp follows the gap in percentage points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ONE = Decimal(1)
DIGITS = Decimal("0.0001")
YELLOW_FROM = Decimal("-0.05")
RED_FROM = Decimal("-0.15")
"""Behind by more than 5 percentage points: yellow; by more than 15: red."""
NEAR_PLACES = 2
"""So many places behind the place wanted a rank target is yellow; farther red."""
WORST = ("red", "yellow", "green", "none")


@dataclass(frozen=True)
class Part:
    """A part of a node: what it is worth, how far it is, how far it should be."""

    weight: Decimal
    share: Decimal | None
    due: Decimal | None = None


@dataclass(frozen=True)
class Progress:
    """How far a node has come: None where nothing below it says anything.

    ``parts`` counts links and children, ``silent`` those that say nothing; ``lamp`` is a colour.
    """

    share: Decimal | None
    due: Decimal | None
    parts: int
    silent: int
    lamp: str

    @property
    def gap(self) -> Decimal | None:
        """Percentage points ahead (behind with a minus), one decimal."""
        if self.share is None or self.due is None:
            return None
        return ((self.share - self.due) * 100).quantize(Decimal("0.1"))


NOTHING = Progress(None, None, 0, 0, "none")


def rolled_up(
    parts: Iterable[Part], due_on: date | None = None, on: date | None = None
) -> Progress:
    """Return the progress of a node from its parts.

    Parameters
    ----------
    due_on, on : the node's own day, and today: past it everything should be done
    """
    held = list(parts)
    speaking = [part for part in held if part.share is not None]
    silent = len(held) - len(speaking)
    weight = sum((part.weight for part in speaking), Decimal(0))
    if not weight:
        return Progress(None, None, len(held), silent, "none")
    share = sum((part.weight * min(part.share or 0, ONE) for part in speaking), Decimal(0)) / weight
    timed = [part for part in speaking if part.due is not None]
    due = None
    if due_on is not None and on is not None and on > due_on:
        due = ONE
    elif timed:
        whole = sum((part.weight for part in timed), Decimal(0))
        due = sum((part.weight * (part.due or 0) for part in timed), Decimal(0)) / whole
    share = share.quantize(DIGITS)
    due = None if due is None else due.quantize(DIGITS)
    return Progress(share, due, len(held), silent, pace_lamp(share, due))


def pace_lamp(share: Decimal | None, due: Decimal | None) -> str:
    """Return the colour of a lamp for a share against what is due."""
    if share is None or due is None:
        return "none"
    gap = share - due
    if gap < RED_FROM:
        return "red"
    return "yellow" if gap < YELLOW_FROM else "green"


def place_lamp(place: int | None, wanted: int | None) -> str:
    """Return the colour of a lamp for a place against the place wanted."""
    if place is None or wanted is None:
        return "none"
    if place <= wanted:
        return "green"
    return "yellow" if place <= wanted + NEAR_PLACES else "red"


def worst(*colours: str) -> str:
    """Return the gravest colour; nothing lit counts least."""
    return min(colours, key=WORST.index)


# -- what a link says ------------------------------------------------------------------------------
def figure_share(
    value: Decimal | None, goal: Decimal | None, *, low: bool = False
) -> Decimal | None:
    """Return how much of a goal a figure is; with ``low`` a figure within its goal is whole."""
    if value is None or goal is None or goal <= 0:
        return None
    if low:
        return ONE if value <= goal else (goal / value).quantize(DIGITS)
    return (max(value, Decimal(0)) / goal).quantize(DIGITS)


def money_share(done: Decimal | None, planned: Decimal | None) -> Decimal | None:
    """Return what is completed of what the year plans; None without a plan."""
    if done is None or not planned:
        return None
    return (done / planned).quantize(DIGITS)
