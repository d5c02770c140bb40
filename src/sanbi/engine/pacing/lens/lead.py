"""A lead: what stands out, by how much, and what may explain it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from sanbi.engine.pacing.words_zh import WORDS
from sanbi.engine.phrases import Phrase, said_in

CONSISTENT = 1.4826  # the median distance of a normal law times this is its standard deviation


class LeadKind(StrEnum):
    """What was looked for."""

    JUMP = "jump"
    RATIO = "ratio"
    LAST_DIGITS = "last_digits"
    FIRST_DIGITS = "first_digits"
    TOO_SMOOTH = "too_smooth"
    LATE_REVISIONS = "late_revisions"


@dataclass(frozen=True)
class Lead:
    """One thing to ask about. It says nothing about why it is so.

    Parameters
    ----------
    kind : what was looked for.
    reason : what stands out, with its figures; a phrase.
    strength : how far out it lies: robust standard deviations, or -log10 of the probability that
        chance alone does as much.
    year, month : where, for leads that have one place.
    """

    kind: LeadKind
    reason: Phrase
    strength: float
    year: int | None = None
    month: int | None = None

    def text(self, language: str) -> str:
        """The reason in ``en`` or ``zh``."""
        return said_in(self.reason, WORDS, "、") if language == "zh" else str(self.reason)


def robust(values: Iterable[float]) -> tuple[float, float]:
    """Median, and the standard deviation that the median distance from it stands for."""
    held = list(values)
    middle = median(held)
    return middle, CONSISTENT * median(abs(value - middle) for value in held)
