"""The check before a meeting, as far as its poll goes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.ballots.models import PollState
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.queries.polls import lists_beside, poll_of
from sanbi.apps.meetings.rehearsal import Fault

NAMED = 5


def check_poll(meeting: Meeting, now: datetime) -> list[Fault]:
    """Return what keeps the poll of a meeting from being opened; nothing without a poll."""
    del now
    poll = poll_of(meeting)
    if poll is None or poll.state in {PollState.OPEN, PollState.CLOSED}:
        return []
    found = []
    if poll.state == PollState.DRAFT:
        found.append(Fault(_("The roll of the poll is not closed."), _("Close it on its page.")))
    beside = lists_beside(meeting, poll)
    if beside.roster_alone:
        what = _("On the roster, not on the roll: %(names)s.")
        names = "、".join(beside.roster_alone[:NAMED])
        found.append(Fault(what % {"names": names}, _("Take the roll from the roster again.")))
    if beside.roll_alone:
        what = _("On the roll, not on the roster: %(names)s.")
        names = "、".join(beside.roll_alone[:NAMED])
        found.append(Fault(what % {"names": names}, _("Take the roll from the roster again.")))
    if poll.state == PollState.READY and poll.cards_at is None:
        found.append(Fault(_("The code cards are not printed."), _("Print them on its page.")))
    if poll.state == PollState.READY and not poll.paper_slips.exists():
        found.append(Fault(_("No paper ballots are printed."), _("Print some for each class.")))
    return found
