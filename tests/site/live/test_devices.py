"""A venue's screen says that it is here; whoever has no token of one is not heard."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sanbi.apps.audit.models import Entry
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import Device
from sanbi.site.live.connections import connected
from sanbi.site.live.devices import note_here
from tests.apps.factories.meetings import make_meeting, make_venue
from tests.apps.factories.orgs import County, make_county
from tests.support.live import database_address

NOW = datetime(2026, 9, 21, 7, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def said(token: str, clock: datetime, now: datetime) -> bool:
    """What the live service makes of a screen's clock."""

    async def noted() -> bool:
        async with await connected(database_address()) as held:
            return await note_here(held, token, round(clock.timestamp() * 1000), now)

    return asyncio.run(noted())


def a_screen(county: County, now: datetime) -> tuple[Device, str]:
    venue = make_venue(make_meeting(county))
    return services.device_add(
        actor=county.actor("office"), now=now, meeting=venue.meeting_id, venue=venue.pk, name="大屏"
    )


def test_a_screen_is_heard_with_its_clock_and_without_an_entry() -> None:
    made, token = a_screen(make_county(), NOW)
    entries = Entry.objects.count()
    assert said(token, NOW - timedelta(milliseconds=140), NOW)
    made.refresh_from_db()
    assert (made.seen_at, made.skew_ms) == (NOW, -140)
    assert Entry.objects.count() == entries
    assert said(token, NOW + timedelta(days=400), NOW)  # a clock of another year
    made.refresh_from_db()
    assert made.skew_ms == 2**31 - 1


def test_others_are_not_heard() -> None:
    made, _token = a_screen(make_county(), NOW)
    assert not said(made.token_digest, NOW, NOW)
    assert not said("", NOW, NOW)
    made.refresh_from_db()
    assert made.seen_at is None
