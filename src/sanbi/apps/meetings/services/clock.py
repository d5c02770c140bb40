"""The speaking clock, and what is remarked on an item while the meeting runs."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.live_events import tell_live
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import AgendaItem, ClockMark, MeetingState
from sanbi.apps.meetings.queries.clock import ClockState, clocks_of
from sanbi.apps.meetings.services.locking import meeting_locked, touched


@service("clock.press")
def clock_press(*, actor: Actor, now: datetime, meeting: int, item: int, press: str) -> ClockMark:
    """Start, pause or end the clock of an item, by the server's time.

    Raises
    ------
    Refused
        when the meeting is not under way, the clock does not stand so that this can be pressed
        (somebody else pressed it), and when the clock of another item runs.
    """
    held = meeting_locked(actor, meeting, MeetingState.OPEN)
    clocks = clocks_of(held, now)
    own = next((clock for clock in clocks if clock.item.pk == item), None)
    if own is None:
        raise Missing
    if press not in own.presses:
        raise Refused(
            _("The clock of this item does not stand so any more."), _("Look at it again.")
        )
    running = [clock.item for clock in clocks if clock.state == ClockState.RUNNING]
    if press == "start" and running:
        raise Refused(
            _("The clock of “%(item)s” runs.") % {"item": running[0]}, _("Pause or end it first.")
        )
    made = ClockMark.objects.create(
        item=own.item, press=press, at=now, by=actor.user, by_name=actor.name
    )
    tell_live("show", show=held.pk)
    tell(held, item=own.item.title, press=press, seconds=own.seconds)
    return made


@service("agenda.remark")
def agenda_remark(*, actor: Actor, now: datetime, meeting: int, item: int, text: str) -> AgendaItem:
    """Write down what was said on an item, for the minutes; an empty text takes it back."""
    del now
    held = meeting_locked(actor, meeting, MeetingState.OPEN, MeetingState.CLOSED)
    row = held.items.filter(pk=item).first()
    if row is None:
        raise Missing
    row.remark = text.strip()
    row.save()
    touched(held)
    tell(held, item=row.title, remark=row.remark)
    return row
