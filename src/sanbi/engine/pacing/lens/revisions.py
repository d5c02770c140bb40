"""Figures that were changed shortly before they were frozen, all one way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import comb, log10

from sanbi.engine.pacing.lens.lead import Lead, LeadKind
from sanbi.engine.phrases import Phrase

DAYS = 5
RAREST = 0.01  # eight revisions of one kind out of eight: 0.4 %


@dataclass(frozen=True)
class Revision:
    """One figure that was changed.

    Parameters
    ----------
    on : day of the change.
    frozen : day on which the figure was frozen.
    change : later figure less the earlier, in the indicator's unit; turned round by the caller
        where less is better.
    """

    on: date
    frozen: date
    change: float


def late_revisions(revisions: Sequence[Revision], days: int = DAYS) -> list[Lead]:
    """A lead when revisions in the last days before freezing nearly all favour the unit.

    Chance would favour it half of the time; fewer than seven cannot be rare enough.
    """
    late = [r for r in revisions if 0 <= (r.frozen - r.on).days <= days and r.change]
    better = sum(revision.change > 0 for revision in late)
    rare = sum(comb(len(late), k) for k in range(better, len(late) + 1)) / 2 ** len(late)
    if rare > RAREST:
        return []
    reason = Phrase(
        "{better} of {count} revisions in the last {days} days before freezing favour the unit",
        better=better,
        count=len(late),
        days=days,
    )
    return [Lead(LeadKind.LATE_REVISIONS, reason, -log10(rare))]
