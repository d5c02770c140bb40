"""Polls that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import same_edition
from sanbi.apps.audit.live_events import tell_live
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.ballots.queries.polls import polls_for
from sanbi.apps.ballots.rules import can_run


def poll_locked(actor: Actor, poll: int, *states: PollState, edition: int | None = None) -> Poll:
    """Return a poll that the actor runs, locked, in one of some states.

    Castings hold the row for as long as they write, so closing waits for them, and they for it.

    Raises
    ------
    Missing, NotAllowed
        when the actor may not see it, or not run it.
    Conflict
        when it has another edition than was looked at.
    Refused
        in another state.
    """
    held = polls_for(actor).filter(pk=poll).order_by().select_for_update().first()
    if held is None:
        raise Missing
    require(can_run(actor), _("the assessment office"))
    same_edition(held, edition)
    if states and held.state not in states:
        raise Refused(
            _("The poll is “%(state)s”.") % {"state": PollState(held.state).label},
            _("What was asked for does not fit; look at its page."),
        )
    return held


def touched(held: Poll) -> None:
    """Count a change, and tell pages and screens that the poll has changed."""
    held.edition += 1
    held.save()
    tell_live("poll", poll=held.pk, state=held.state)


def roll_changed(held: Poll, now: datetime) -> None:
    """Note that the roll is not the one that cards were printed for."""
    held.roll_at = now
    touched(held)
