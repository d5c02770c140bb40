"""What a bulletin tells of a meeting: read from its record and its published poll."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import QuerySet
from django.urls import reverse

from sanbi.apps.audit.actors import Actor
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.bulletins.sentences.meetings import Held, Polled, Resolved
from sanbi.apps.meetings.models import (
    Attendee,
    Invitation,
    Meeting,
    MeetingPoll,
    MeetingState,
    Presence,
)
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.queries.minutes import record_of
from sanbi.engine.integrity.ballots import read_box

CENT = Decimal("0.01")


def meetings_closed(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings of which the actor may tell, the newest first."""
    return meetings_for(actor).filter(state=MeetingState.CLOSED).order_by("-begins_at", "-pk")


def held_of(meeting: Meeting) -> Held:
    """Return the facts of a closed meeting."""
    record = record_of(meeting)
    people = meeting.attendees.exists()
    listed: QuerySet[Attendee] | QuerySet[Invitation] = (
        meeting.attendees.all() if people else meeting.invitations.all()
    )
    return Held(
        meeting.pk,
        meeting.title,
        meeting.place,
        meeting.chair.name,
        record.ended.date(),
        listed.count(),
        listed.filter(presence__in=(Presence.PRESENT, Presence.DEPUTY)).count(),
        "人" if people else "个单位",
        meeting.decisions.count(),
        reverse("meeting", args=[meeting.pk]),
    )


def resolved_by(meeting: Meeting) -> list[Resolved]:
    """Return the decisions of a meeting in the order in which they were written."""
    rows = meeting.decisions.select_related("unit").order_by("pk")
    return [Resolved(row.pk, row.text, row.unit.name, row.due_on) for row in rows]


def polled_at(meeting: Meeting) -> Polled | None:
    """Return the poll of a meeting; None while its result is not published."""
    found = MeetingPoll.objects.filter(meeting=meeting, poll__state=PollState.PUBLISHED)
    held = found.select_related("poll__sealed_box").first()
    return None if held is None else _polled(held.poll)


def _polled(poll: Poll) -> Polled:
    box = read_box(bytes(poll.sealed_box.content))
    ranked = sorted(
        (row for row in box.tally if row.rank is not None and row.points is not None),
        key=lambda row: (row.rank or 0, box.paper.subjects.index(row.subject)),
    )
    return Polled(
        poll.pk,
        poll.title,
        sum(box.turnout.on_roll.values()),
        sum(box.turnout.cast.values()) + box.turnout.void,
        tuple(
            (row.subject, box.names[row.subject], str(row.rank), _points(row.points or Fraction(0)))
            for row in ranked
        ),
        poll.sealed_box.digest[:16],
    )


def _points(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(CENT, rounding=ROUND_HALF_UP))
