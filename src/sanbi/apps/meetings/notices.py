"""Lines in the inboxes of those whom a meeting or a tour concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import Role
from sanbi.apps.meetings.models import Decision, Meeting, Tour
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.queries.people import current

AT_WORK = (Role.CLERK, Role.LEADER, Role.BUREAU)


def tell_invited(meeting: Meeting, now: datetime) -> int:
    """Tell the units that are invited when and where; return the lines written."""
    text = gettext_noop("Invited to “%(title)s” on %(when)s, %(place)s.")
    return _to_invited(meeting, text, now)


def tell_off(meeting: Meeting, now: datetime) -> int:
    """Tell the units that were invited that it is called off."""
    return _to_invited(meeting, gettext_noop("“%(title)s” on %(when)s is called off."), now)


def tell_decided(decisions: Iterable[Decision], now: datetime) -> int:
    """Tell each unit what was decided for it, once for each decision."""
    text = gettext_noop("Decided at “%(title)s”: %(text)s To be done by %(day)s.")
    return sum(
        send(
            people_of([row.unit_id], now),
            text,
            {"title": row.meeting.title, "text": row.text, "day": row.due_on.isoformat()},
            now=now,
            link=reverse("decision", args=[row.pk]),
            key=f"decision:{row.pk}",
            private=["text"],
        )
        for row in decisions
    )


def tell_asked(meeting: Meeting, units: Iterable[int], due_on: date, now: datetime) -> int:
    """Ask units for a contribution in writing."""
    return send(
        people_of(units, now),
        gettext_noop("Write a contribution for “%(title)s” by %(day)s."),
        {"title": meeting.title, "day": due_on.isoformat()},
        now=now,
        link=reverse("contributions", args=[meeting.pk]),
    )


def tell_screeners(tour: Tour, units: Iterable[int], now: datetime) -> int:
    """Ask bureaus to say of the stops of a tour whether they are fit to be shown."""
    return send(
        people_of(units, now),
        gettext_noop("Say which projects of “%(title)s” are fit to be shown."),
        {"title": tour.title},
        now=now,
        link=reverse("tour", args=[tour.pk]),
    )


def people_of(units: Iterable[int], now: datetime) -> set[int]:
    """Return the accounts that work for some units."""
    held = current(timezone.localdate(now))
    rows = held.filter(unit__in=list(units), role__in=AT_WORK)
    return set(rows.order_by().values_list("user", flat=True))


def _to_invited(meeting: Meeting, text: str, now: datetime) -> int:
    units = meeting.invitations.values_list("unit", flat=True)
    when = timezone.localtime(meeting.begins_at).strftime("%Y-%m-%d %H:%M")
    return send(
        people_of(units, now) | {meeting.chair_id},
        text,
        {"title": meeting.title, "when": when, "place": meeting.place},
        now=now,
        link=reverse("meeting", args=[meeting.pk]),
    )
