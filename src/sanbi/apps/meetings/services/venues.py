"""Venues of a meeting: the first is the main one, and there is always exactly one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Meeting, MeetingState, Venue, VenueRole
from sanbi.apps.meetings.services.locking import meeting_locked, touched

BEFORE_THE_END = (MeetingState.PLANNED, MeetingState.OPEN)


@dataclass(frozen=True)
class VenueFacts:
    """What a venue says; ``wall_m`` is the width of its wall screen in metres."""

    name: str
    place: str
    main: bool = False
    wall_m: Decimal | None = None


@service("venue.add")
def venue_add(*, actor: Actor, now: datetime, meeting: int, facts: VenueFacts) -> Venue:
    """Add a venue; the first becomes the main one.

    Raises
    ------
    Refused
        without a name or place, for a name that another venue has, and for a wall without width.
    """
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    last = held.venues.aggregate(last=Max("order"))["last"] or 0
    made = Venue(meeting=held, order=last + 1)
    _write(made, facts, main=facts.main or not held.venues.exists())
    touched(held)
    tell(held, venue=made.name, role=made.role)
    return made


@service("venue.change")
def venue_change(
    *, actor: Actor, now: datetime, meeting: int, venue: int, facts: VenueFacts
) -> Venue:
    """Change a venue; where it becomes the main one, the one before becomes a sub-venue.

    Raises
    ------
    Refused
        as `venue_add`, and when the main venue would be none any more.
    """
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = venue_in(held, venue)
    if row.role == VenueRole.MAIN and not facts.main:
        raise Refused(
            _("A meeting has one main venue."), _("Make another one the main venue."), "main"
        )
    _write(row, facts, main=facts.main)
    touched(held)
    tell(held, venue=row.name, role=row.role)
    return row


@service("venue.remove")
def venue_remove(*, actor: Actor, now: datetime, meeting: int, venue: int) -> Meeting:
    """Remove a venue in which nobody sits.

    Raises
    ------
    Refused
        when somebody of the roster is to sit there, and for the main venue while there are others.
    """
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = venue_in(held, venue)
    if row.attendees.exists():
        raise Refused(
            _("Somebody of the roster sits in “%(venue)s”.") % {"venue": row},
            _("Give them another venue first."),
        )
    if row.role == VenueRole.MAIN and held.venues.count() > 1:
        raise Refused(_("A meeting has one main venue."), _("Make another one the main venue."))
    name = row.name
    row.delete()
    touched(held)
    tell(held, venue=name)
    return held


def venue_in(meeting: Meeting, venue: int) -> Venue:
    """Return a venue of a meeting; raises Missing when there is none."""
    found = meeting.venues.filter(pk=venue).first()
    if found is None:
        raise Missing
    return found


def _write(row: Venue, facts: VenueFacts, *, main: bool) -> None:
    row.name, row.place = needed(facts.name, "name"), needed(facts.place, "place")
    if facts.wall_m is not None and facts.wall_m <= 0:
        raise Refused(_("A wall screen has a width."), _("Leave it empty without one."), "wall_m")
    others = row.meeting.venues.exclude(pk=row.pk)
    if others.filter(name=row.name).exists():
        raise Refused(_("Another venue has this name."), _("Choose another one."), "name")
    if main:
        others.filter(role=VenueRole.MAIN).update(role=VenueRole.SUB)
    row.role = VenueRole.MAIN if main else VenueRole.SUB
    row.wall_m = facts.wall_m
    row.save()
