"""One example for each service of venues, rosters and who came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sanbi.apps.meetings import services
from sanbi.apps.meetings.cards import code_of
from sanbi.apps.meetings.models import Arrival, Attendee, Venue
from tests.apps.audit.examples import Example
from tests.apps.factories.meetings import make_attendee, make_device, make_meeting, make_venue
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT
from tests.apps.meetings.calling import by


def bare(county: County, **given: Any) -> dict[str, Any]:
    """A meeting without venues or roster."""
    return {"meeting": make_meeting(county).pk, **given}


def seated(county: County, state: str = "planned", **given: Any) -> dict[str, Any]:
    """A meeting with one person in its main venue, and a sub-venue."""
    held = make_meeting(county, state)
    row = make_attendee(held, venue=make_venue(held))
    make_venue(held, "分会场")
    return {"meeting": held.pk, "attendee": row.pk, **given}


def of_venue(name: str, **given: Any) -> Callable[[County], dict[str, Any]]:
    def make(county: County) -> dict[str, Any]:
        held = seated(county)["meeting"]
        return {"meeting": held, "venue": Venue.objects.get(name=name).pk, **given}

    return make


def of_attendee(county: County, *, noted: bool = False) -> dict[str, Any]:
    found = seated(county)
    if noted:
        Arrival.objects.create(
            attendee_id=found["attendee"], presence="present", way="list", at=AT, by_name="x"
        )
    return found


def taken(county: County, *names: str) -> dict[str, Any]:
    rows = [services.AttendeeFacts(name, "县发改局") for name in names]
    return {"meeting": make_meeting(county).pk, "rows": rows}


def earlier(county: County, *, empty: bool = False) -> dict[str, Any]:
    other = make_meeting(county, "closed").pk if empty else seated(county, "closed")["meeting"]
    return {"meeting": make_meeting(county).pk, "earlier": other}


def noted(county: County, presence: str = "present", **given: Any) -> dict[str, Any]:
    found = seated(county)
    return {
        "meeting": found["meeting"],
        "attendees": [found["attendee"]],
        "presence": presence,
        **given,
    }


def scanned(county: County, *, right: bool = True) -> dict[str, Any]:
    found = seated(county)
    code = code_of(Attendee.objects.get(pk=found["attendee"]))
    return {"meeting": found["meeting"], "code": code if right else "001-2222-2222"}


def _of_the_meeting(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "attendee"}


PERSON = services.AttendeeFacts("张三", "县统计局", "局长", phone="13800000000")
VENUE = services.VenueFacts("分会场", "青石镇会议室")


def screened(county: County, name: str) -> dict[str, Any]:
    venue = make_venue(make_meeting(county))
    make_device(venue, "大屏")
    return {"meeting": venue.meeting_id, "venue": venue.pk, "name": name}


def a_screen(county: County, state: str = "planned") -> dict[str, Any]:
    device = make_device(make_venue(make_meeting(county, state)))
    return {"meeting": device.venue.meeting_id, "device": device.pk}


ROSTER_EXAMPLES = {
    "device.add": Example(
        done=by(services.device_add, "office", lambda c: screened(c, "侧屏")),
        refused=by(services.device_add, "office", lambda c: screened(c, "大屏")),
    ),
    "device.remove": Example(
        done=by(services.device_remove, "office", a_screen),
        refused=by(services.device_remove, "office", lambda c: a_screen(c, "closed")),
    ),
    "venue.add": Example(
        done=by(services.venue_add, "office", lambda c: bare(c, facts=VENUE)),
        refused=by(services.venue_add, "office", lambda c: _of_the_meeting(seated(c, facts=VENUE))),
    ),
    "venue.change": Example(
        done=by(
            services.venue_change, "office", of_venue("分会场", facts=replace(VENUE, main=True))
        ),
        refused=by(services.venue_change, "office", of_venue("主会场", facts=VENUE)),
    ),
    "venue.remove": Example(
        done=by(services.venue_remove, "office", of_venue("分会场")),
        refused=by(services.venue_remove, "office", of_venue("主会场")),
    ),
    "attendee.add": Example(
        done=by(services.attendee_add, "office", lambda c: bare(c, facts=PERSON)),
        refused=by(services.attendee_add, "clerk", lambda c: bare(c, facts=PERSON)),
    ),
    "attendee.change": Example(
        done=by(services.attendee_change, "office", lambda c: seated(c, facts=PERSON)),
        refused=by(services.attendee_change, "office", lambda c: seated(c, "closed", facts=PERSON)),
    ),
    "attendee.remove": Example(
        done=by(services.attendee_remove, "office", of_attendee),
        refused=by(services.attendee_remove, "office", lambda c: of_attendee(c, noted=True)),
    ),
    "attendee.renew_card": Example(
        done=by(services.card_renew, "office", of_attendee),
        refused=by(services.card_renew, "clerk", of_attendee),
    ),
    "roster.take_in": Example(
        done=by(services.roster_take_in, "office", lambda c: taken(c, "张三", "李四")),
        refused=by(services.roster_take_in, "office", taken),
    ),
    "roster.take_over": Example(
        done=by(services.roster_take_over, "office", earlier),
        refused=by(services.roster_take_over, "office", lambda c: earlier(c, empty=True)),
    ),
    "roster.cards": Example(
        done=by(services.cards_printed, "office", lambda c: _of_the_meeting(seated(c))),
        refused=by(services.cards_printed, "office", bare),
    ),
    "attendance.note": Example(
        done=by(services.attendance_note, "office", noted),
        refused=by(services.attendance_note, "office", lambda c: noted(c, "unknown")),
    ),
    "attendance.scan": Example(
        done=by(services.attendance_scan, "office", scanned),
        refused=by(services.attendance_scan, "office", lambda c: scanned(c, right=False)),
    ),
}
