"""The record of a meeting that was held, as its minutes say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from sanbi.apps.ballots.models import PollState
from sanbi.apps.meetings.models import AgendaItem, Decision, Meeting, MeetingState, Presence
from sanbi.apps.meetings.queries.clock import clocks_of
from sanbi.apps.meetings.queries.polls import poll_of


@dataclass(frozen=True)
class Matter:
    """An item of the agenda with what was decided on it; ``minutes`` spoken, None if not timed."""

    item: AgendaItem
    decisions: Sequence[Decision]
    minutes: int | None = None


@dataclass(frozen=True)
class Evaluated:
    """The poll that was held: people on the roll, ballots, and what its sealed box hashes to."""

    title: str
    people: int
    ballots: int
    digest: str  # empty while the box is not sealed


@dataclass(frozen=True)
class Record:
    """The record: who came, what was dealt with and decided. Moments are local.

    ``number`` counts the meetings that were closed in the year.
    """

    meeting: Meeting
    place: str
    year: int
    number: int
    began: datetime
    ended: datetime
    present: Sequence[str]
    excused: Sequence[str]
    absent: Sequence[str]
    matters: Sequence[Matter]
    others: Sequence[Decision]  # on no item
    poll: Evaluated | None = None


def record_of(meeting: Meeting) -> Record:
    """Return the record of a closed meeting that was asked for."""
    began, ended = _local(meeting.opened_at), _local(meeting.closed_at)
    came: dict[str, list[str]] = {value: [] for value in Presence.values}
    for row in meeting.invitations.select_related("unit"):
        came[row.presence].append(f"{row.unit.name}{row.person and f' {row.person}'}")
    for person in meeting.attendees.order_by("number"):
        came[person.presence].append(f"{person.unit_name} {person.name}")
    decided: dict[int | None, list[Decision]] = {}
    for decision in meeting.decisions.select_related("unit").order_by("pk"):
        decided.setdefault(decision.item_id, []).append(decision)
    return Record(
        meeting,
        settings.SANBI_PLACE,
        ended.year,
        _number(meeting, ended.year),
        began,
        ended,
        [*came[Presence.PRESENT], *came[Presence.DEPUTY]],
        came[Presence.EXCUSED],
        came[Presence.ABSENT],
        [
            Matter(clock.item, decided.get(clock.item.pk, []), clock.minutes or None)
            for clock in clocks_of(meeting, ended)
        ],
        decided.get(None, []),
        _evaluated(meeting),
    )


def _evaluated(meeting: Meeting) -> Evaluated | None:
    """The poll with its turnout, never its result: that is published by itself."""
    held = poll_of(meeting)
    if held is None or held.opened_at is None or held.state == PollState.VOID:
        return None
    box = getattr(held, "sealed_box", None)
    people, voted = held.voters.count(), held.roll_marks.count()
    return Evaluated(held.title, people, voted, box.digest if box else "")


def _number(meeting: Meeting, year: int) -> int:
    """How many meetings were closed in the year, up to this one."""
    rows = Meeting.objects.filter(
        state=MeetingState.CLOSED, closed_at__year=year, closed_at__lte=meeting.closed_at
    )
    return rows.count()


def _local(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("only a meeting that was closed has a record")
    return timezone.localtime(moment)
