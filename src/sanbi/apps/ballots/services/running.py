"""A poll from the closed roll to the closed box."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.codes import code_of, digest_of_code
from sanbi.apps.ballots.models import Poll, PollState, RollMark, Voter
from sanbi.apps.ballots.services.locking import poll_locked, touched
from sanbi.engine.integrity.ballots import FEWEST

SAFE_WRITES = ("fsync", "full_page_writes", "synchronous_commit")
UNDECIDED = (PollState.DRAFT, PollState.READY, PollState.OPEN, PollState.CLOSED)


@service("poll.ready")
def poll_ready(*, actor: Actor, now: datetime, poll: int, edition: int | None = None) -> Poll:
    """Close the roll: from here on cards can be printed, and nobody is added.

    Raises
    ------
    Refused
        when a class would be known by its few ballots, or trimming would leave it none.
    """
    del now
    held = poll_locked(actor, poll, PollState.DRAFT, edition=edition)
    _require_classes(held)
    voters = list(Voter.objects.filter(poll=held).order_by("number"))
    taken: set[str] = set()
    for voter in voters:
        _give_code(voter, taken)
    Voter.objects.bulk_update(voters, ["card", "code_digest"])
    held.state = PollState.READY
    touched(held)
    tell(held, people=len(voters))
    return held


@service("poll.reopen_roll")
def poll_reopen_roll(*, actor: Actor, now: datetime, poll: int) -> Poll:
    """Open the roll again before voting begins: cards that were printed no longer hold."""
    del now
    held = poll_locked(actor, poll, PollState.READY)
    for voter in held.voters.all():
        voter.card, voter.code_digest = voter.card + 1, ""
        voter.save(update_fields=["card", "code_digest"])
    held.state, held.cards_at = PollState.DRAFT, None
    touched(held)
    tell(held)
    return held


@service("poll.cards")
def cards_printed(*, actor: Actor, now: datetime, poll: int) -> Poll:
    """Note that code cards were printed."""
    held = poll_locked(actor, poll, PollState.READY, PollState.OPEN)
    held.cards_at = now
    touched(held)
    tell(held, people=held.voters.count())
    return held


@service("roll.new_card")
def card_renew(*, actor: Actor, now: datetime, poll: int, voter: int) -> Voter:
    """Give somebody a new code: the old card no longer holds.

    Raises
    ------
    Refused
        when the voter has voted or taken paper.
    """
    del now
    held = poll_locked(actor, poll, PollState.READY, PollState.OPEN)
    row = Voter.objects.select_for_update().filter(poll=held, pk=voter).first()
    if row is None:
        raise Missing
    if RollMark.objects.filter(voter=row).exists():
        raise Refused(
            _("%(name)s has voted already, or took paper.") % {"name": row.name},
            _("A new card is not needed."),
        )
    others = Voter.objects.filter(poll=held).exclude(pk=row.pk)
    row.card += 1
    _give_code(row, set(others.values_list("code_digest", flat=True)))
    row.save(update_fields=["card", "code_digest"])
    tell(row, number=row.number)
    return row


@service("poll.open")
def poll_open(*, actor: Actor, now: datetime, poll: int, edition: int | None = None) -> Poll:
    """Open the poll.

    Raises
    ------
    Refused
        when the database may lose what it has acknowledged.
    """
    held = poll_locked(actor, poll, PollState.READY, edition=edition)
    _require_safe_writes()
    held.state, held.opened_at = PollState.OPEN, now
    touched(held)
    tell(held, people=held.voters.count())
    return held


@service("poll.close")
def poll_close(*, actor: Actor, now: datetime, poll: int, edition: int | None = None) -> Poll:
    """Close the poll: waits for castings under way, and lets no other in."""
    held = poll_locked(actor, poll, PollState.OPEN, edition=edition)
    held.state, held.closed_at = PollState.CLOSED, now
    touched(held)
    tell(held, voted=RollMark.objects.filter(poll=held).count(), people=held.voters.count())
    return held


@service("poll.extend")
def poll_extend(*, actor: Actor, now: datetime, poll: int, why: str) -> Poll:
    """Open a closed poll again, with a reason, before anything was counted."""
    del now
    held = poll_locked(actor, poll, PollState.CLOSED)
    reason = needed(why, "why")
    held.state, held.closed_at = PollState.OPEN, None
    touched(held)
    tell(held, why=reason)
    return held


@service("poll.void")
def poll_void(*, actor: Actor, now: datetime, poll: int, why: str) -> Poll:
    """Declare a poll void, with a reason: its ballots are burnt uncounted."""
    del now
    held = poll_locked(actor, poll, *UNDECIDED)
    voted = RollMark.objects.filter(poll=held).count()
    held.state, held.void_why = PollState.VOID, needed(why, "why")
    touched(held)
    burn(held)
    tell(held, why=held.void_why, voted=voted)
    return held


def burn(held: Poll) -> None:
    """Let the database write roll and box anew, without the ballots of a poll."""
    with connection.cursor() as cursor:
        cursor.execute("select ballots_burn(%s)", [held.pk])


def _give_code(voter: Voter, taken: set[str]) -> None:
    """Set the digest of the voter's code; draw again where two would be alike."""
    while True:
        code = code_of(settings.SECRET_KEY, voter.poll_id, voter.pk, voter.card)
        digest = digest_of_code(settings.SECRET_KEY, voter.poll_id, code)
        if digest not in taken:
            break
        voter.card += 1
    taken.add(digest)
    voter.code_digest = digest


def _require_classes(held: Poll) -> None:
    rows = list(held.classes.annotate(people=Count("voters")))
    if sum(row.people for row in rows) < FEWEST:
        raise Refused(
            _("The roll has fewer than five people."),
            _("So few ballots keep no secret; put more people on it."),
        )
    for row in rows:
        if row.people < FEWEST and row.counted_with_id is None:
            raise Refused(
                _("The class “%(name)s” has %(count)d people, fewer than five.")
                % {"name": row.name, "count": row.people},
                _("Say with which class its ballots are counted, so that nobody is known."),
                "classes",
            )
        if row.people <= 2 * held.trim:
            raise Refused(
                _("Trimming leaves no ballot of the class “%(name)s”.") % {"name": row.name},
                _("Drop fewer marks, or put more people into it."),
                "trim",
            )


def _require_safe_writes() -> None:
    if settings.SANBI_UNSAFE_WRITES:
        return
    with connection.cursor() as cursor:
        for name in SAFE_WRITES:
            cursor.execute("select current_setting(%s)", [name])
            if cursor.fetchone()[0] == "off":
                raise Refused(
                    _("%(name)s is off: a ballot that was confirmed could be lost.")
                    % {"name": name},
                    _("Set it to on in postgresql.conf, then open the poll."),
                )
