"""The check before a meeting: each rule is red for its own fault alone, and green without it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.audit.models import Entry
from sanbi.apps.meetings import rehearsal, services
from sanbi.apps.meetings.models import Attendee, Device, Meeting
from tests.apps.factories.meetings import (
    make_attendee,
    make_device,
    make_item,
    make_meeting,
    make_venue,
)
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MINUTE = timedelta(minutes=1)


def ready(county: County, now: datetime) -> Meeting:
    """A meeting of which everything is green."""
    held = make_meeting(county, roster_at=now - MINUTE, cards_at=now)
    venue = make_venue(held)
    for unit in (county.towns[0], county.bureau):
        make_attendee(
            held,
            f"代表{unit.pk}",
            unit=unit,
            unit_name=unit.name,
            venue=venue,
            phone="13800000000",
        )
    make_device(venue, seen_at=now - MINUTE, skew_ms=-2000)
    make_item(held, kind="speech", unit=county.bureau)
    return held


def red(held: Meeting, now: datetime) -> list[str]:
    held.refresh_from_db()
    return [line.key for line in rehearsal.rehearsed(held, now) if not line.green]


def test_everything_is_green(county: County, now: datetime) -> None:
    assert red(ready(county, now), now) == []


def drop_unit(held: Meeting) -> None:
    Attendee.objects.filter(unit__name="县发改局").update(unit=None)


FAULTS: dict[str, Callable[[Meeting], object]] = {
    "units": drop_unit,
    "seats": lambda held: held.attendees.filter(number=1).update(venue=None),
    "reachable": lambda held: held.attendees.filter(number=1).update(phone=""),
    "clocks": lambda _held: Device.objects.update(skew_ms=2001),
    "screens": lambda held: make_venue(held, "分会场"),
    "cards": lambda held: Meeting.objects.filter(pk=held.pk).update(
        roster_at=held.cards_at + MINUTE
    ),
    "agenda": lambda held: held.items.update(unit=None),
}


@pytest.mark.parametrize("key", FAULTS)
def test_one_fault_turns_one_line_red(county: County, now: datetime, key: str) -> None:
    held = ready(county, now)
    FAULTS[key](held)
    assert red(held, now) == [key]


def test_an_empty_meeting_says_what_to_do(county: County, now: datetime) -> None:
    held = make_meeting(county)
    assert red(held, now) == ["venues", "roster", "units", "cards", "agenda"]
    lines = rehearsal.rehearsed(held, now)
    assert all(fault.do for line in lines for fault in line.faults)


def test_a_screen_that_fell_silent_is_red_again(county: County, now: datetime) -> None:
    held = ready(county, now)
    Device.objects.update(seen_at=now - 5 * MINUTE)
    assert red(held, now) == []
    assert red(held, now + timedelta(seconds=1)) == ["screens"]


class TestDevices:
    def test_a_screen_is_known_by_its_token_alone(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        venue = make_venue(held)
        made, token = services.device_add(
            actor=county.actor("office"), now=now, meeting=held.pk, venue=venue.pk, name="大屏"
        )
        assert made.token_digest == hashlib.sha256(token.encode()).hexdigest()
        assert (made.seen_at, made.skew_ms) == (None, None)

    def test_the_token_is_shown_once_and_kept_nowhere(self, county: County, client: Client) -> None:
        venue = make_venue(make_meeting(county))
        client.force_login(county.users["office"], BACKEND)
        there = reverse("device-add", args=[venue.meeting_id, venue.pk])
        page = client.post(there, {"name": "大屏"}, follow=True).content.decode()
        token = page.split("#device=")[1].split("<")[0].strip()
        digest = hashlib.sha256(token.encode()).hexdigest()
        assert Device.objects.get().token_digest == digest
        again = client.get(reverse("meeting-rehearsal", args=[venue.meeting_id]))
        assert token not in again.content.decode()
        assert not any(token in str(entry.details) for entry in Entry.objects.all())


@pytest.fixture
def _extra() -> Iterator[None]:
    kept = dict(rehearsal.EXTRA)
    yield
    rehearsal.EXTRA.clear()
    rehearsal.EXTRA.update(kept)


@pytest.mark.usefixtures("_extra")
def test_an_app_above_adds_its_own_rule(county: County, now: datetime) -> None:
    held = ready(county, now)
    faults: list[Any] = [rehearsal.Fault("测评票还没有准备好。", "请先准备。")]
    rehearsal.register("poll", "测评就绪", lambda _meeting, _now: faults)  # type: ignore[arg-type]
    assert red(held, now) == ["poll"]
    faults.clear()
    assert red(held, now) == []
