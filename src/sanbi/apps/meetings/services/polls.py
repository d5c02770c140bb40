"""The poll of a meeting: which one it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.models import PollState
from sanbi.apps.ballots.queries.polls import polls_for
from sanbi.apps.meetings.models import Meeting, MeetingPoll, MeetingState
from sanbi.apps.meetings.services.locking import meeting_locked, touched

BEFORE_THE_END = (MeetingState.PLANNED, MeetingState.OPEN)


@service("meeting.poll")
def meeting_poll_set(
    *, actor: Actor, now: datetime, meeting: int, poll: int | None = None
) -> Meeting:
    """Say which poll is held in a meeting; None for none.

    Raises
    ------
    Refused
        for a poll that does not exist or was declared void.
    """
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    MeetingPoll.objects.filter(meeting=held).delete()
    name = ""
    if poll is not None:
        found = polls_for(actor).filter(pk=poll).exclude(state=PollState.VOID).first()
        if found is None:
            raise Refused(_("There is no such poll."), _("Choose one of the list."), "poll")
        MeetingPoll.objects.create(meeting=held, poll=found)
        name = found.title
    touched(held)
    tell(held, poll=name)
    return held
