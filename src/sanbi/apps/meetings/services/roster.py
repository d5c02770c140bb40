"""The roster of a meeting: typed, taken in from a table, or taken over from an earlier meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Attendee, Meeting, VoterClass
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.meetings.services.venues import BEFORE_THE_END, venue_in
from sanbi.apps.orgs.chosen import units_by_name

MOST_ATTENDEES = 2000


@dataclass(frozen=True)
class AttendeeFacts:
    """What the roster says of a person; ``venue`` by primary key, ``voter_class`` or empty."""

    name: str
    unit_name: str
    post: str = ""
    venue: int | None = None
    voter_class: str = ""
    phone: str = ""


@service("attendee.add")
def attendee_add(*, actor: Actor, now: datetime, meeting: int, facts: AttendeeFacts) -> Attendee:
    """Put a person on the roster.

    Raises
    ------
    Refused
        without a name or unit, for somebody who is on it, and when the roster is full.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    _require_room(held, 1)
    made = Attendee(meeting=held, number=_next_number(held))
    _write(made, facts, units_by_name())
    _changed(held, now)
    tell(held, attendee=made.name, unit=made.unit_name)
    return made


@service("attendee.change")
def attendee_change(
    *, actor: Actor, now: datetime, meeting: int, attendee: int, facts: AttendeeFacts
) -> Attendee:
    """Change what the roster says of a person; the card keeps its code."""
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = attendee_in(held, attendee)
    _write(row, facts, units_by_name())
    _changed(held, now)
    tell(held, attendee=row.name, unit=row.unit_name)
    return row


@service("attendee.remove")
def attendee_remove(*, actor: Actor, now: datetime, meeting: int, attendee: int) -> Meeting:
    """Take a person off the roster.

    Raises
    ------
    Refused
        when something was noted about the person's coming: that stays.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = attendee_in(held, attendee)
    if row.arrivals.exists():
        raise Refused(
            _("Something was noted about the coming of %(name)s.") % {"name": row},
            _("Note the person as on leave or absent."),
        )
    name, unit = row.name, row.unit_name
    row.delete()
    _changed(held, now)
    tell(held, attendee=name, unit=unit)
    return held


@service("attendee.renew_card")
def card_renew(*, actor: Actor, now: datetime, meeting: int, attendee: int) -> Attendee:
    """Issue another card for one that was lost: the older one is not taken any more."""
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = attendee_in(held, attendee)
    row.card += 1
    row.save()
    _changed(held, now)
    tell(held, attendee=row.name, card=row.card)
    return row


@service("roster.take_in")
def roster_take_in(
    *, actor: Actor, now: datetime, meeting: int, rows: Sequence[AttendeeFacts]
) -> int:
    """Take a roster in: who is on it already (name and unit) is changed, others are added.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    Refused
        without rows, when one says nothing of use, and when the roster would be too long; then
        nothing is taken in.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    added = _merge(held, rows)
    _changed(held, now)
    tell(held, rows=len(rows), added=added)
    return len(rows)


@service("roster.take_over")
def roster_take_over(*, actor: Actor, now: datetime, meeting: int, earlier: int) -> int:
    """Take the roster of an earlier meeting over, with the venues of the same name.

    Returns
    -------
    int
        The number of people on the earlier roster.

    Raises
    ------
    Refused
        when nobody is on the earlier roster.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    other = meetings_for(actor).filter(pk=earlier).exclude(pk=held.pk).first()
    if other is None:
        raise Missing
    here = dict(held.venues.values_list("name", "pk"))
    rows = [
        AttendeeFacts(
            row.name,
            row.unit_name,
            row.post,
            here.get(row.venue.name) if row.venue else None,
            row.voter_class,
            row.phone,
        )
        for row in other.attendees.select_related("venue").order_by("number")
    ]
    added = _merge(held, rows)
    _changed(held, now)
    tell(held, earlier=other.title, rows=len(rows), added=added)
    return len(rows)


@service("roster.cards")
def cards_printed(*, actor: Actor, now: datetime, meeting: int) -> list[Attendee]:
    """Note that the cards were printed, and return the roster that they are printed from.

    Raises
    ------
    Refused
        when nobody is on the roster.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    rows = list(held.attendees.select_related("venue").order_by("number"))
    if not rows:
        raise Refused(_("Nobody is on the roster."), _("Take it in first."))
    held.cards_at = now
    touched(held)
    tell(held, cards=len(rows))
    return rows


def attendee_in(meeting: Meeting, attendee: int) -> Attendee:
    """Return a person of a meeting's roster, locked; raises Missing when there is none."""
    found = meeting.attendees.filter(pk=attendee).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing
    return found


def _merge(held: Meeting, rows: Sequence[AttendeeFacts]) -> int:
    """Write rows over those of the same name and unit; the number of those that are new."""
    if not rows:
        raise Refused(_("There is nobody to take in."), _("Take another roster."))
    known = {(row.name, row.unit_name): row for row in held.attendees.order_by("number")}
    new = {(row.name, row.unit_name) for row in rows} - known.keys()
    _require_room(held, len(new))
    units, number = units_by_name(), _next_number(held)
    for facts in rows:
        row = known.get((facts.name, facts.unit_name))
        if row is None:
            row = Attendee(meeting=held, number=number)
            number += 1
            known[(facts.name, facts.unit_name)] = row
        _write(row, facts, units)
    return len(new)


def _write(row: Attendee, facts: AttendeeFacts, units: dict[str, int]) -> None:
    row.name, row.unit_name = needed(facts.name, "name"), needed(facts.unit_name, "unit_name")
    others = row.meeting.attendees.exclude(pk=row.pk)
    if others.filter(name=row.name, unit_name=row.unit_name).exists():
        raise Refused(
            _("%(name)s of %(unit)s is on the roster already.")
            % {"name": row.name, "unit": row.unit_name},
            _("Change that entry."),
            "name",
        )
    if facts.voter_class not in {"", *VoterClass.values}:
        raise Refused(_("There is no such class."), _("Choose one."), "voter_class")
    row.unit_id = units.get(row.unit_name)
    row.venue = None if facts.venue is None else venue_in(row.meeting, facts.venue)
    row.post, row.voter_class = facts.post.strip(), facts.voter_class
    row.phone = facts.phone.strip()
    row.save()


def _require_room(held: Meeting, more: int) -> None:
    if held.attendees.count() + more > MOST_ATTENDEES:
        raise Refused(
            _("A roster has %(most)d people at most.") % {"most": MOST_ATTENDEES},
            _("Leave some out."),
        )


def _next_number(held: Meeting) -> int:
    return int(held.attendees.aggregate(last=Max(F("number")))["last"] or 0) + 1


def _changed(held: Meeting, now: datetime) -> None:
    held.roster_at = now
    touched(held)
