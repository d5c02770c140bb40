"""The roster of a meeting, and how many of it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.meetings.models import Attendee, Meeting, Presence, Venue
from sanbi.apps.meetings.queries.meetings import meetings_for

CAME = (Presence.PRESENT, Presence.DEPUTY)
MOST_EARLIER = 20


@dataclass(frozen=True)
class Turnout:
    """How many of a venue came; ``venue`` is None for those without one, or for all."""

    venue: Venue | None
    listed: int
    came: int
    excused: int
    absent: int

    @property
    def waiting(self) -> int:
        """How many are not noted yet."""
        return self.listed - self.came - self.excused - self.absent


def roster_of(
    meeting: Meeting, *, venue: str = "", presence: str = "", text: str = ""
) -> QuerySet[Attendee]:
    """Return the roster of a meeting that was asked for, in order of the numbers.

    Parameters
    ----------
    venue : primary key of a venue as text, ``none`` for people without one, empty for all.
    text : a part of the name or the unit.
    """
    rows = meeting.attendees.select_related("venue", "unit").order_by("number")
    if venue == "none":
        rows = rows.filter(venue__isnull=True)
    elif venue.isdecimal() and len(venue) < 18:  # noqa: PLR2004 - an int8
        rows = rows.filter(venue=int(venue))
    if presence in Presence.values:
        rows = rows.filter(presence=presence)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    return rows


def attendee_get(meeting: Meeting, attendee: int) -> Attendee:
    """Return a person of the roster; raises Missing when there is none."""
    found = meeting.attendees.select_related("venue", "unit").filter(pk=attendee).first()
    if found is None:
        raise Missing
    return found


def counts_of(meeting: Meeting) -> list[Turnout]:
    """Return how many came of each venue, then of those without one where there are any."""
    rows = {row["venue"]: row for row in _counted(meeting)}
    found = [_count(venue, rows.get(venue.pk)) for venue in meeting.venues.all()]
    if None in rows:
        found.append(_count(None, rows[None]))
    return found


def total_of(counts: Sequence[Turnout]) -> Turnout:
    """Return the sum over venues."""
    return Turnout(
        None,
        sum(row.listed for row in counts),
        sum(row.came for row in counts),
        sum(row.excused for row in counts),
        sum(row.absent for row in counts),
    )


def earlier_rosters(actor: Actor, meeting: Meeting) -> QuerySet[Meeting]:
    """Return other meetings with a roster that the actor sees, the newest first."""
    rows = meetings_for(actor).exclude(pk=meeting.pk).filter(attendees__isnull=False)
    return rows.distinct()[:MOST_EARLIER]


def _counted(meeting: Meeting) -> list[dict[str, Any]]:
    rows = meeting.attendees.order_by().values("venue")
    counted = rows.annotate(
        listed=Count("pk"),
        came=Count("pk", filter=Q(presence__in=CAME)),
        excused=Count("pk", filter=Q(presence=Presence.EXCUSED)),
        absent=Count("pk", filter=Q(presence=Presence.ABSENT)),
    )
    return [dict(row) for row in counted]


def _count(venue: Venue | None, row: dict[str, Any] | None) -> Turnout:
    given = row or {}
    return Turnout(venue, *(given.get(name, 0) for name in ("listed", "came", "excused", "absent")))
