"""Paper ballots: printed with numbers drawn by lot, handed out, and entered by two people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.codes import receipt_drawn
from sanbi.apps.ballots.models import (
    PaperEntry,
    PaperSlip,
    Poll,
    PollState,
    RollMark,
    Voter,
    Way,
)
from sanbi.apps.ballots.queries.papers import paper_given, paper_valid, settled
from sanbi.apps.ballots.services.locking import poll_locked, touched
from sanbi.engine.integrity.ballots import Marks

MOST_PRINTED = 5_000
SETTLING = 3


@service("paper.print")
def papers_print(
    *, actor: Actor, now: datetime, poll: int, poll_class: int, count: int
) -> list[PaperSlip]:
    """Number paper ballots of a class; whoever takes one draws it from the pile.

    Raises
    ------
    Refused
        for a count that is not 1 to 5,000.
    """
    del now
    held = poll_locked(actor, poll, PollState.READY, PollState.OPEN)
    found = held.classes.filter(pk=poll_class).first()
    if found is None:
        raise Missing
    if not 1 <= count <= MOST_PRINTED:
        raise Refused(
            _("1 to %(most)d sheets are printed at a time.") % {"most": MOST_PRINTED},
            _("Type a number between."),
            "count",
        )
    taken = set(held.paper_slips.values_list("number", flat=True))
    numbers: set[str] = set()
    while len(numbers) < count:
        number = receipt_drawn()
        if number not in taken:
            numbers.add(number)
    made = PaperSlip.objects.bulk_create(
        PaperSlip(poll=held, poll_class=found, number=number) for number in sorted(numbers)
    )
    tell(held, poll_class=found.name, sheets=count)
    return made


@service("paper.hand_out")
def paper_hand_out(*, actor: Actor, now: datetime, poll: int, voter: int) -> Voter:
    """Note that somebody takes paper: no other way is open to this person then.

    Raises
    ------
    Refused
        when this person has voted or taken paper already.
    """
    del now
    held = poll_locked(actor, poll, PollState.OPEN)
    row = Voter.objects.filter(poll=held, pk=voter).first()
    if row is None:
        raise Missing
    _mark, new = RollMark.objects.get_or_create(
        voter=row, defaults={"poll": held, "way": Way.PAPER}
    )
    if not new:
        raise Refused(
            _("%(name)s has voted already, or took paper.") % {"name": row.name},
            _("One person has one ballot."),
        )
    tell(row, number=row.number)
    return row


@service("paper.take_back")
def paper_take_back(*, actor: Actor, now: datetime, poll: int, voter: int) -> Voter:
    """Take an empty sheet back: this person may vote in another way again."""
    del now
    held = poll_locked(actor, poll, PollState.OPEN)
    mark = RollMark.objects.filter(poll=held, voter=voter, way=Way.PAPER).first()
    if mark is None:
        raise Missing
    row = Voter.objects.get(pk=voter)
    mark.delete()
    tell(row, number=row.number)
    return row


@service("paper.enter")
def paper_enter(
    *,
    actor: Actor,
    now: datetime,
    poll: int,
    number: str,
    marks: Marks,
    invalid: bool = False,
) -> PaperSlip:
    """Enter what stands on a sheet; a second person enters it again without seeing the first.

    The audit is told that a sheet was entered, not which and not what stood on it.

    Parameters
    ----------
    marks : unit's code → criterion → mark.
    invalid : the sheet is void: marked in a way that the paper does not allow.

    Raises
    ------
    Refused
        for a sheet that does not exist, was entered twice, or by this person before, and for
        marks that are not valid.
    """
    del now
    held = poll_locked(actor, poll, PollState.OPEN, PollState.CLOSED)
    slip = _slip(held, number)
    earlier = list(slip.entries.all())
    if len(earlier) >= SETTLING - 1:
        raise Refused(_("This sheet was entered twice."), _("Take the next one."), "number")
    if any(entry.by == actor.user for entry in earlier):
        raise Refused(
            _("You have entered this sheet."), _("Another person enters it again."), "number"
        )
    PaperEntry.objects.create(
        slip=slip,
        turn=len(earlier) + 1,
        marks=_kept(held, marks, invalid=invalid),
        invalid=invalid,
        by=actor.user,
    )
    tell(held, turn=len(earlier) + 1)
    return slip


@service("paper.settle")
def paper_settle(
    *, actor: Actor, now: datetime, poll: int, number: str, marks: Marks, invalid: bool = False
) -> PaperSlip:
    """Settle what two people entered differently, with the sheet in hand.

    Raises
    ------
    Refused
        when there is nothing to settle, and for marks that are not valid.
    """
    del now
    held = poll_locked(actor, poll, PollState.OPEN, PollState.CLOSED)
    slip = _slip(held, number)
    entries = list(slip.entries.order_by("turn"))
    if len(entries) != SETTLING - 1 or settled(entries) is not None:
        raise Refused(_("There is nothing to settle."), _("Look at the list."), "number")
    PaperEntry.objects.create(
        slip=slip,
        turn=SETTLING,
        marks=_kept(held, marks, invalid=invalid),
        invalid=invalid,
        by=actor.user,
    )
    tell(held)
    return slip


@service("paper.unreturned")
def papers_unreturned(*, actor: Actor, now: datetime, poll: int, count: int) -> Poll:
    """Say how many of the sheets handed out did not come back.

    Raises
    ------
    Refused
        for more than were handed out.
    """
    del now
    held = poll_locked(actor, poll, PollState.CLOSED)
    given = paper_given(held)
    if not 0 <= count <= given:
        raise Refused(
            _("%(given)d sheets were handed out.") % {"given": given},
            _("Type a number from 0 to that."),
            "count",
        )
    held.unreturned = count
    touched(held)
    tell(held, count=count)
    return held


def _slip(held: Poll, number: str) -> PaperSlip:
    slip = held.paper_slips.select_for_update().filter(number=number.strip().upper()).first()
    if slip is None:
        raise Refused(
            _("There is no sheet with the number “%(number)s”.") % {"number": number},
            _("Look at the number at its foot."),
            "number",
        )
    return slip


def _kept(held: Poll, marks: Marks, *, invalid: bool) -> Mapping[str, Mapping[str, str]]:
    return {} if invalid else paper_valid(held, marks)
