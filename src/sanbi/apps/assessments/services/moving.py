"""What every change of a round's state shares: the lock, the table, the record."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round, RoundStep
from sanbi.apps.assessments.rules import can_see_round
from sanbi.apps.assessments.transitions import Verb, state_after
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.orgs.queries import calendar

END_OF_DAY = time(17, 30)


def round_locked(actor: Actor, pk: int) -> Round:
    """Return a round, locked until the transaction ends.

    Every service that changes a round or anything of it takes this lock first, so that none of
    them sees a state that another is about to change.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    held = Round.objects.select_for_update().filter(pk=pk).first()
    if held is None or not can_see_round(actor, held):
        raise Missing
    return held


def move(held: Round, verb: Verb, actor: Actor, now: datetime, reason: str = "") -> None:
    """Change the state by the table and record the step; the caller saves the round.

    Raises
    ------
    Refused
        when the round's state does not allow it.
    """
    to = state_after(held, verb)
    RoundStep.objects.create(
        round=held,
        from_state=held.state,
        to_state=to,
        reason=reason,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    held.state = to


def person_of(actor: Actor) -> int:
    """Return the account that acts, where a person must answer for it.

    Raises
    ------
    NotAllowed
        for the system itself and for nobody.
    """
    if actor.user is None:
        raise NotAllowed(who_may=_("a person"))
    return actor.user


def needs_reason(reason: str) -> str:
    """Return a reason without blanks around it.

    Raises
    ------
    Refused
        when it is empty.
    """
    text = reason.strip()
    if not text:
        raise Refused(_("This needs a reason."), _("Say why in a sentence."), "reason")
    return text


def workdays_later(now: datetime, days: int) -> datetime:
    """Return the close of business some working days after a moment."""
    day = timezone.localdate(now)
    last = calendar().add_workdays(day, days)
    return timezone.make_aware(datetime.combine(last, END_OF_DAY))


def later_than(moment: datetime | None, now: datetime, where: str) -> None:
    """Refuse a deadline that has passed already."""
    if moment is not None and moment <= now:
        raise Refused(_("The deadline lies in the past."), _("Choose a later day."), where)
