"""Sheets of paper: how many were handed out, entered, and differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots.models import PaperEntry, PaperSlip, Poll, RollMark, Way
from sanbi.apps.ballots.queries.polls import paper_of
from sanbi.apps.ballots.words import fault_words
from sanbi.engine.integrity.ballots import BallotFault, Marks, checked


@dataclass(frozen=True)
class Sheets:
    """How far the sheets of a poll have come, in numbers."""

    printed: int
    given: int
    unreturned: int
    once: int
    agreed: int
    differing: int

    @property
    def complete(self) -> bool:
        """Whether every sheet that was handed out is entered, or was said not to come back."""
        return self.once == 0 and self.differing == 0 and self.missing == 0

    @property
    def missing(self) -> int:
        """Sheets handed out that are neither entered nor said not to come back."""
        return self.given - self.unreturned - self.agreed - self.differing - self.once


def paper_given(poll: Poll) -> int:
    """Return how many people took paper."""
    return RollMark.objects.filter(poll=poll, way=Way.PAPER).count()


def settled(entries: Sequence[PaperEntry]) -> PaperEntry | None:
    """Return the entry that holds: the third, or the first where both are alike; else None."""
    by_turn = {entry.turn: entry for entry in entries}
    if 3 in by_turn:  # noqa: PLR2004 - the one that settles
        return by_turn[3]
    if 1 not in by_turn or 2 not in by_turn:  # noqa: PLR2004 - two people
        return None
    first, second = by_turn[1], by_turn[2]
    alike = (first.marks, first.invalid) == (second.marks, second.invalid)
    return first if alike else None


def entered_sheets(poll: Poll) -> list[tuple[PaperSlip, list[PaperEntry]]]:
    """Return the sheets that somebody entered, by number, each with its entries."""
    rows = poll.paper_slips.filter(entries__isnull=False).distinct()
    slips = rows.select_related("poll_class").prefetch_related("entries")
    return [(slip, sorted(slip.entries.all(), key=lambda entry: entry.turn)) for slip in slips]


def sheets_of(poll: Poll) -> Sheets:
    """Return how far the sheets have come."""
    held = entered_sheets(poll)
    once = sum(len(entries) == 1 for _slip, entries in held)
    agreed = sum(settled(entries) is not None for _slip, entries in held)
    return Sheets(
        printed=poll.paper_slips.count(),
        given=paper_given(poll),
        unreturned=poll.unreturned,
        once=once,
        agreed=agreed,
        differing=len(held) - once - agreed,
    )


def paper_valid(poll: Poll, marks: Marks) -> dict[str, dict[str, str]]:
    """Return the marks of a sheet as the box keeps them.

    A sheet does not know who filled it in, so marks for the own unit cannot be looked for; the
    class's sheets say on their face that the own unit stays blank.

    Raises
    ------
    Refused
        for marks that are not valid.
    """
    paper = paper_of(poll)
    try:
        return checked(paper, marks, own=_one_blank(poll, paper.subjects, marks))
    except BallotFault as fault:
        raise Refused(
            fault_words(fault), _("If the sheet says so, enter it as void."), "marks"
        ) from fault


def _one_blank(poll: Poll, subjects: Sequence[str], marks: Marks) -> str:
    """Return the one unit that a sheet leaves blank, which may be the voter's own."""
    if poll.own_counts:
        return ""
    blank = [code for code in subjects if not any(marks.get(code, {}).values())]
    return blank[0] if len(blank) == 1 else ""
