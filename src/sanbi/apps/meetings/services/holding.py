"""A meeting while it is held: who came, what was decided; its end, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import (
    AgendaItem,
    Decision,
    DecisionState,
    Invitation,
    Meeting,
    MeetingState,
    Presence,
)
from sanbi.apps.meetings.notices import tell_decided
from sanbi.apps.meetings.queries.meetings import decisions_for
from sanbi.apps.meetings.rules import can_finish
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.orgs.chosen import unit_open
from sanbi.apps.orgs.queries.calendars import calendar

LONGEST_LIMIT = 366
"""Working days that a decision may give."""


@service("meeting.open")
def meeting_open(*, actor: Actor, now: datetime, meeting: int) -> Meeting:
    """Begin a meeting.

    Raises
    ------
    Refused
        before its day, and without an agenda.
    """
    held = meeting_locked(actor, meeting, MeetingState.PLANNED)
    if timezone.localdate(held.begins_at) > timezone.localdate(now):
        raise Refused(_("Its day has not come yet."), _("Change its day, or wait."))
    if not held.items.exists():
        raise Refused(_("Its agenda is empty."), _("Put an item on it first."))
    held.state, held.opened_at = MeetingState.OPEN, now
    touched(held)
    tell(held, items=held.items.count())
    return held


@service("meeting.attend")
def presence_set(
    *, actor: Actor, now: datetime, meeting: int, rows: Mapping[int, tuple[str, str]]
) -> Meeting:
    """Note who came, by the primary key of each unit: presence, and the person's name.

    Raises
    ------
    Refused
        for a unit that is not invited, and a presence that does not exist.
    """
    del now
    held = meeting_locked(actor, meeting, MeetingState.OPEN)
    known = {row.unit_id: row for row in held.invitations.order_by("pk")}
    for unit, (presence, person) in rows.items():
        if unit not in known or presence not in Presence.values:
            raise Refused(
                _("This unit is not invited, or its presence is unknown."),
                _("Load the page again."),
            )
        known[unit].presence, known[unit].person = presence, person.strip()
    Invitation.objects.bulk_update(known.values(), ["presence", "person"])
    counts = dict.fromkeys(Presence.values, 0)
    for row in known.values():
        counts[row.presence] += 1
    touched(held)
    tell(held, **counts)
    return held


@service("decision.record")
def decision_record(
    *,
    actor: Actor,
    now: datetime,
    meeting: int,
    text: str,
    unit: int,
    item: int | None = None,
    working_days: int | None = None,
    due_on: date | None = None,
) -> Decision:
    """Write down what was decided, while the meeting runs.

    Parameters
    ----------
    item : on which item of the agenda; the decision is about its project.
    working_days, due_on : one of them; days count from the day of the meeting, which itself
        does not count.

    Raises
    ------
    Refused
        when the meeting is not under way, without a text, and without or with both limits.
    """
    held = meeting_locked(actor, meeting, MeetingState.OPEN)
    about = _item(held, item)
    made = Decision.objects.create(
        meeting=held,
        item=about,
        project=about.project if about else None,
        text=needed(text, "text"),
        unit=unit_open(unit),
        working_days=working_days,
        due_on=_due(timezone.localdate(now), working_days, due_on),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, text=made.text, unit=made.unit.name, due_on=made.due_on)
    return made


@service("decision.remove")
def decision_remove(*, actor: Actor, now: datetime, meeting: int, decision: int) -> Meeting:
    """Take a decision back that was written down wrongly, while the meeting runs."""
    del now
    held = meeting_locked(actor, meeting, MeetingState.OPEN)
    row = held.decisions.filter(pk=decision).select_related("unit").first()
    if row is None:
        raise Missing
    row.delete()
    tell(held, text=row.text, unit=row.unit.name)
    return held


@service("meeting.close")
def meeting_close(
    *, actor: Actor, now: datetime, meeting: int, edition: int, remarks: str = ""
) -> Meeting:
    """End a meeting: its decisions hold, and the units that must act are told.

    Raises
    ------
    Refused
        when nobody has been noted as present.
    """
    held = meeting_locked(actor, meeting, MeetingState.OPEN, edition=edition)
    came = held.invitations.filter(presence__in=(Presence.PRESENT, Presence.DEPUTY))
    people = held.attendees.filter(presence__in=(Presence.PRESENT, Presence.DEPUTY)).count()
    if not came.exists() and not people:
        raise Refused(_("Nobody is noted as present."), _("Note who came first."))
    held.state, held.closed_at, held.remarks = MeetingState.CLOSED, now, remarks.strip()
    touched(held)
    decided = list(held.decisions.select_related("meeting").order_by("pk"))
    tell_decided(decided, now)
    tell(held, decisions=len(decided), came=came.count(), people=people)
    return held


@service("decision.finish")
def decision_finish(*, actor: Actor, now: datetime, decision: int, note: str) -> Decision:
    """Say that a decision is carried out, and how.

    Raises
    ------
    Refused
        when it is done already, or its meeting still runs.
    """
    rows = decisions_for(actor).filter(pk=decision)
    held = rows.select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(can_finish(actor, held), _("the unit that must act, or who called the meeting"))
    if held.meeting.state != MeetingState.CLOSED:
        raise Refused(_("The meeting still runs."), _("Wait until it is closed."))
    if held.state == DecisionState.DONE:
        raise Refused(_("It is done already."), _("Nothing more is needed."))
    if held.action is not None:
        raise Refused(
            _("The supervision office follows it as %(number)s.") % {"number": held.action.number},
            _("Report it there."),
        )
    held.done_note = needed(note, "note")
    held.state, held.done_on = DecisionState.DONE, timezone.localdate(now)
    held.done_by, held.done_by_name = actor.user, actor.name
    held.save()
    tell(held, note=held.done_note)
    return held


def _item(meeting: Meeting, item: int | None) -> AgendaItem | None:
    if item is None:
        return None
    found = meeting.items.filter(pk=item).select_related("project").first()
    if found is None:
        raise Missing
    return found


def _due(today: date, working_days: int | None, due_on: date | None) -> date:
    if (working_days is None) == (due_on is None):
        raise Refused(
            _("Say either a number of working days or a day."),
            _("Leave one of the two empty."),
            "working_days",
        )
    if due_on is not None:
        if due_on < today:
            raise Refused(_("This day has passed."), _("Choose a later one."), "due_on")
        return due_on
    days = working_days or 0
    if not 1 <= days <= LONGEST_LIMIT:
        raise Refused(
            _("A limit is 1 to 366 working days."), _("Type a number between."), "working_days"
        )
    return calendar().add_workdays(today, days)
