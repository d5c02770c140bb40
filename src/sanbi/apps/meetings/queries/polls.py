"""The poll of a meeting, and its roster beside the poll's roll."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.apps.ballots.models import Poll
from sanbi.apps.meetings.models import Attendee, Meeting, MeetingPoll


@dataclass(frozen=True)
class Beside:
    """Names that stand on one list alone: the roster's voters, and the roll."""

    roster_alone: list[str]
    roll_alone: list[str]


def poll_of(meeting: Meeting) -> Poll | None:
    """Return the poll that is held in a meeting."""
    row = MeetingPoll.objects.filter(meeting=meeting).select_related("poll").first()
    return None if row is None else row.poll


def voters_on_roster(meeting: Meeting) -> list[Attendee]:
    """Return the people of the roster who evaluate, in the roster's order."""
    rows = meeting.attendees.exclude(voter_class="")
    return list(rows.select_related("unit", "venue").order_by("number"))


def lists_beside(meeting: Meeting, poll: Poll) -> Beside:
    """Return who stands on the roster alone or on the roll alone, by name and unit."""
    roster = {(row.name, row.unit_id): row.name for row in voters_on_roster(meeting)}
    roll = {(row.name, row.unit_id): row.name for row in poll.voters.all()}
    return Beside(
        [name for key, name in roster.items() if key not in roll],
        [name for key, name in roll.items() if key not in roster],
    )
