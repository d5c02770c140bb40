"""Sealing: the box becomes a package that anyone recounts, and the open box is burnt."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.models import BoxBallot, Poll, PollState, RollMark, SealedBox, Way
from sanbi.apps.ballots.queries.papers import entered_sheets, settled, sheets_of
from sanbi.apps.ballots.queries.polls import own_units_of, paper_of, subjects_of, turnout_of
from sanbi.apps.ballots.services.locking import poll_locked, touched
from sanbi.apps.ballots.services.running import burn
from sanbi.engine.integrity import HashName, digest
from sanbi.engine.integrity.ballots import (
    FEWEST,
    CountFault,
    Marks,
    Turnout,
    box_bytes,
    cut,
    joined_classes,
    told_apart,
)
from sanbi.engine.scoring.faults import said

HUNDRED = 100


@service("poll.seal")
def poll_seal(*, actor: Actor, now: datetime, poll: int, edition: int | None = None) -> SealedBox:
    """Seal a closed poll: cut, shuffle and count its ballots, and burn the open box.

    The audit entry holds the digest of the sealed box, so that a box changed later is noticed.

    Raises
    ------
    Refused
        below the quorum, with fewer than five ballots for a unit, while sheets of paper are missing
        or differ, when roll and box do not agree, or trimming leaves a class without marks.
    """
    held = poll_locked(actor, poll, PollState.CLOSED, edition=edition)
    _require_quorum(held)
    ballots, receipts, void = _gathered(held)
    if len(ballots) < FEWEST:
        raise Refused(
            _("There are fewer than five ballots: each would be known."),
            _("Open the poll again, or declare it void."),
        )
    content = _sealed(held, ballots, receipts, void)
    hash_name = cast("HashName", settings.SANBI_HASH)
    made = SealedBox.objects.create(
        poll=held, content=content, digest=digest(content, hash_name), hash_name=hash_name
    )
    held.state, held.sealed_at = PollState.SEALED, now
    touched(held)
    burn(held)
    tell(held, ballots=len(ballots), void=void, digest=made.digest, hash=hash_name)
    return made


@service("poll.publish")
def poll_publish(*, actor: Actor, now: datetime, poll: int, edition: int | None = None) -> Poll:
    """Publish the result and the sealed box."""
    del now
    held = poll_locked(actor, poll, PollState.SEALED, edition=edition)
    held.state = PollState.PUBLISHED
    touched(held)
    tell(held, digest=held.sealed_box.digest)
    return held


def _require_quorum(held: Poll) -> None:
    people = held.voters.count()
    voted = RollMark.objects.filter(poll=held).count()
    if voted * HUNDRED < held.quorum * people:
        raise Refused(
            _("%(voted)d of %(people)d have voted, fewer than %(quorum)d %%.")
            % {"voted": voted, "people": people, "quorum": held.quorum},
            _("Open the poll again, or declare it void."),
        )


def _gathered(held: Poll) -> tuple[list[tuple[str, Marks]], list[str], int]:
    """Return (class, marks) of all valid ballots, all receipts, and how many were void."""
    sheets = sheets_of(held)
    if not sheets.complete:
        raise Refused(
            _("Paper: %(missing)d missing, %(once)d entered once, %(differ)d differ.")
            % {"missing": sheets.missing, "once": sheets.once, "differ": sheets.differing},
            _("Enter and settle them, or say how many did not come back."),
        )
    boxed = BoxBallot.objects.filter(poll=held).values_list("poll_class__name", "marks")
    ballots: list[tuple[str, Marks]] = list(boxed)
    marks = RollMark.objects.filter(poll=held).exclude(way=Way.PAPER)
    receipts = list(marks.values_list("receipt", flat=True))
    if len(ballots) != len(receipts):
        raise Refused(
            _("The roll counts %(roll)d ballots, the box holds %(box)d.")
            % {"roll": len(receipts), "box": len(ballots)},
            _("Do not go on: call the auditor."),
        )
    void = 0
    for slip, entries in entered_sheets(held):
        holds = settled(entries)
        if holds is None:
            continue
        receipts.append(slip.number)
        if holds.invalid:
            void += 1
        else:
            ballots.append((slip.poll_class.name, holds.marks))
    return ballots, receipts, void


def _sealed(held: Poll, ballots: list[tuple[str, Marks]], receipts: list[str], void: int) -> bytes:
    into = {
        row.name: row.counted_with.name
        for row in held.classes.select_related("counted_with")
        if row.counted_with is not None
    }
    counts = {row.name: 0 for row in held.classes.all()}
    counts |= Counter(name for name, _marks in ballots)
    own = own_units_of(held)
    together = dict.fromkeys(counts, "")
    if told_apart(counts, own, together)[""] < FEWEST:
        raise Refused(
            _("Some unit is marked by fewer than five: each would be known."),
            _("Open the poll again, or declare it void."),
        )
    joined = joined_classes(counts, into, own)
    cast_by: Counter[str] = Counter()
    on_roll: Counter[str] = Counter()
    for row in turnout_of(held):
        on_roll[joined[row.poll_class.name]] += row.on_roll
    for name, count in counts.items():
        cast_by[joined[name]] += count
    try:
        return box_bytes(
            title=held.title,
            period=held.period,
            paper=paper_of(held),
            names={row.unit.code: row.unit.name for row in subjects_of(held)},
            turnout=Turnout(on_roll, cast_by, void),
            slips=cut((joined[name], marks) for name, marks in ballots),
            receipts=receipts,
            hash_name=cast("HashName", settings.SANBI_HASH),
        )
    except CountFault as fault:
        language = "en" if (get_language() or "zh").startswith("en") else "zh"
        raise Refused(
            _("The ballots cannot be counted: %(why)s.") % {"why": said(fault, language)},
            _("Open the poll again, or declare it void."),
        ) from fault
