"""Who of the roster came: noted from the list, one by one, or by card; corrections are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.cards import is_code_of, number_in
from sanbi.apps.meetings.models import Arrival, Attendee, Meeting, Presence, Way
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.meetings.services.roster import attendee_in
from sanbi.apps.meetings.services.venues import BEFORE_THE_END

DOORS_OPEN = timedelta(hours=12)
"""So long before its begin who comes may be noted."""


@service("attendance.note")
def attendance_note(
    *,
    actor: Actor,
    now: datetime,
    meeting: int,
    attendees: Sequence[int],
    presence: str,
    why: str = "",
) -> int:
    """Note for one or several people of the roster whether they came; who is noted so stays.

    Returns
    -------
    int
        How many were noted anew.

    Raises
    ------
    Refused
        for nobody, a presence that does not exist, before the doors open, and for a correction
        without a reason.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    _require_doors(held, now)
    if presence not in Presence.values or presence == Presence.UNKNOWN:
        raise Refused(_("This presence is unknown."), _("Choose one."), "presence")
    chosen = held.attendees.filter(pk__in=set(attendees)).select_for_update(of=("self",))
    rows = list(chosen.order_by("pk"))
    if not rows or len(rows) != len(set(attendees)):
        raise Refused(_("Choose people of the roster."), _("Tick their rows."))
    rows = [row for row in rows if row.presence != presence]
    corrected = [row for row in rows if row.presence != Presence.UNKNOWN]
    if corrected and not why.strip():
        raise Refused(
            _("%(name)s is noted as: %(presence)s.")
            % {"name": corrected[0], "presence": Presence(corrected[0].presence).label},
            _("Say why it is corrected."),
            "why",
        )
    way = Way.LIST if len(attendees) > 1 else Way.TYPED
    for row in rows:
        _note(row, presence, way, why.strip() if row in corrected else "", actor, now)
    touched(held)
    tell(held, noted=len(rows), presence=presence, corrected=[row.name for row in corrected])
    return len(rows)


@service("attendance.scan")
def attendance_scan(*, actor: Actor, now: datetime, meeting: int, code: str) -> Attendee:
    """Note somebody as present by the code of the card, scanned or typed.

    Raises
    ------
    Refused
        for a code of no card of the meeting, of an older card, and when the person is noted as
        present already.
    """
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    _require_doors(held, now)
    number = number_in(code)
    numbered = [] if number is None else [number]
    found = held.attendees.filter(number__in=numbered).values_list("pk", flat=True).first()
    row = None if found is None else attendee_in(held, found)
    if row is None or not is_code_of(row, code):
        raise Refused(
            _("This is no valid card of the meeting."),
            _("Look the person up in the list; a card that was replaced does not count."),
            "code",
        )
    if row.presence == Presence.PRESENT:
        at = f"{timezone.localtime(row.noted_at):%H:%M}" if row.noted_at else ""
        raise Refused(
            _("%(name)s is noted already, at %(at)s.") % {"name": row, "at": at},
            _("Nothing more is needed."),
            "code",
        )
    _note(row, Presence.PRESENT, Way.CARD, "", actor, now)
    tell(held, noted=1, presence=Presence.PRESENT, number=row.number)
    return row


def _note(row: Attendee, presence: str, way: Way, why: str, actor: Actor, now: datetime) -> None:
    Arrival.objects.create(
        attendee=row,
        presence=presence,
        way=way,
        why=why,
        at=now,
        by=actor.user,
        by_name=actor.name,
    )
    row.presence, row.noted_at = presence, now
    row.save()


def _require_doors(held: Meeting, now: datetime) -> None:
    if held.begins_at - now > DOORS_OPEN:
        raise Refused(
            _("The doors are not open yet."), _("Note who comes on the day of the meeting.")
        )
