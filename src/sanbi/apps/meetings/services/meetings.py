"""Meetings: called, changed, called off; their cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.cycles import MOST_WORKDAYS, days_of
from sanbi.apps.meetings.models import Cycle, Invitation, Meeting, MeetingState, Series, Sort
from sanbi.apps.meetings.notices import tell_invited, tell_off
from sanbi.apps.meetings.rules import can_convene
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.orgs.chosen import person_open, units_open
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.queries.calendars import calendar


@dataclass(frozen=True)
class Facts:
    """What is said when a meeting is called: units and chair by primary key."""

    title: str
    begins_at: datetime
    place: str
    chair: int
    units: Sequence[int]
    sort: str = Sort.DISPATCH


@service("meeting_series.add")
def series_add(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    cycle: str,
    day: int,
    begins: time,
    place: str,
    chair: int,
    units: Sequence[int],
) -> Series:
    """Let a meeting come round: its next days are proposed from today on.

    Raises
    ------
    Refused
        for a day that the cycle does not have, and what `units_open` and others refuse.
    """
    require(can_convene(actor), who_convenes())
    if cycle not in Cycle.values:
        raise Refused(_("There is no such cycle."), _("Choose one."), "cycle")
    most = MOST_WORKDAYS[Cycle(cycle)]
    if not 1 <= day <= most:
        raise Refused(
            _("The day is a number from 1 to %(most)d.") % {"most": most},
            _("For a weekly meeting it is the weekday, 1 for Monday."),
            "day",
        )
    held = units_open(units, least=1)
    made = Series.objects.create(
        title=needed(title, "title"),
        cycle=cycle,
        day=day,
        begins=begins,
        place=needed(place, "place"),
        chair=person_open(chair, "chair"),
        since=timezone.localdate(now),
    )
    made.units.set(held)
    tell(made, cycle=cycle, day=day, units=[unit.name for unit in held])
    return made


@service("meeting_series.end")
def series_end(*, actor: Actor, now: datetime, series: int) -> Series:
    """Let a meeting come round no more after today; those called already stay."""
    held = Series.objects.select_for_update(of=("self",)).filter(pk=series).first()
    require(can_convene(actor), who_convenes())
    if held is None:
        raise Missing
    if held.ended_on is not None:
        raise Refused(_("It has ended already."), _("Add a new one."))
    held.ended_on = timezone.localdate(now)
    held.save()
    tell(held, on=held.ended_on)
    return held


@service("meeting.call")
def meeting_call(
    *,
    actor: Actor,
    now: datetime,
    facts: Facts,
    series: int | None = None,
    slot_on: date | None = None,
) -> Meeting:
    """Call a meeting, and tell the units that are invited.

    Parameters
    ----------
    series, slot_on : of which series it is, and the day that the series foresaw.

    Raises
    ------
    Refused
        in the past, and for a day that the series does not have.
    Conflict
        when somebody called it already.
    """
    require(can_convene(actor), who_convenes())
    units = _checked(facts, now)
    made = Meeting.objects.create(
        series=_series_with(series, slot_on),
        slot_on=slot_on,
        sort=facts.sort,
        title=needed(facts.title, "title"),
        begins_at=facts.begins_at,
        place=needed(facts.place, "place"),
        chair=person_open(facts.chair, "chair"),
        by=actor.user,
        by_name=actor.name,
    )
    Invitation.objects.bulk_create(Invitation(meeting=made, unit=unit) for unit in units)
    tell_invited(made, now)
    tell(made, begins_at=made.begins_at, units=[unit.name for unit in units])
    return made


@service("meeting.change")
def meeting_change(
    *, actor: Actor, now: datetime, meeting: int, edition: int, facts: Facts
) -> Meeting:
    """Change when, where, who chairs and who is invited, before it begins; all are told."""
    held = meeting_locked(actor, meeting, MeetingState.PLANNED, edition=edition)
    units = _checked(facts, now)
    held.title, held.place = needed(facts.title, "title"), needed(facts.place, "place")
    held.sort = facts.sort
    held.begins_at, held.chair = facts.begins_at, person_open(facts.chair, "chair")
    touched(held)
    held.invitations.exclude(unit__in=units).delete()
    known = set(held.invitations.values_list("unit", flat=True))
    Invitation.objects.bulk_create(
        Invitation(meeting=held, unit=unit) for unit in units if unit.pk not in known
    )
    tell_invited(held, now)
    tell(held, begins_at=held.begins_at, units=[unit.name for unit in units])
    return held


@service("meeting.cancel")
def meeting_cancel(
    *, actor: Actor, now: datetime, meeting: int, edition: int, reason: str
) -> Meeting:
    """Call a meeting off, with the reason; its day in the series is free again."""
    held = meeting_locked(actor, meeting, MeetingState.PLANNED, edition=edition)
    held.cancelled_why = needed(reason, "reason")
    held.state = MeetingState.CANCELLED
    touched(held)
    tell_off(held, now)
    tell(held, reason=held.cancelled_why)
    return held


def _checked(facts: Facts, now: datetime) -> list[Unit]:
    if facts.begins_at < now:
        raise Refused(
            _("This moment has passed."), _("Choose when the meeting will begin."), "begins_at"
        )
    if facts.sort not in Sort.values:
        raise Refused(_("There is no such kind of meeting."), _("Choose one."), "sort")
    return units_open(facts.units, least=1)


def _series_with(series: int | None, slot_on: date | None) -> Series | None:
    if series is None:
        return None
    held = Series.objects.filter(pk=series).first()
    if held is None:
        raise Missing
    day_before = slot_on - timedelta(days=1) if slot_on else None
    if day_before is None or next(days_of(held, calendar(), day_before)) != slot_on:
        raise Refused(
            _("“%(title)s” does not come round on this day.") % {"title": held},
            _("Take one of the days that are proposed."),
        )
    return held
