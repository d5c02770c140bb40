"""A meeting and its poll: the roll from the roster, and the check that sees where they differ."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services as ballots
from sanbi.apps.ballots.models import Poll
from sanbi.apps.meetings.poll_check import check_poll
from sanbi.apps.meetings.queries.polls import lists_beside
from sanbi.apps.meetings.services import meeting_poll_set
from tests.apps.factories.ballots import AT, make_subjects, poll_facts
from tests.apps.factories.meetings import make_attendee, make_meeting, make_venue
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def meeting(county: County, now: datetime) -> Any:
    """A meeting with a poll being prepared, and eight people of two classes on its roster."""
    held = make_meeting(county)
    venue = make_venue(held)
    for number in range(8):
        kind = "leaders" if number < 5 else "departments"
        make_attendee(held, name=f"测评人{number}", venue=venue, voter_class=kind)
    make_attendee(held, name="旁听人", venue=venue)
    classes = [
        ballots.ClassFacts("县领导", Decimal(40)),
        ballots.ClassFacts("部门", Decimal(60), "县领导"),
    ]
    facts = poll_facts(make_subjects(), classes=classes)
    poll = ballots.poll_prepare(actor=SYSTEM, now=AT, facts=facts)
    meeting_poll_set(actor=county.actor("office"), now=now, meeting=held.pk, poll=poll.pk)
    return held


def test_the_roll_is_taken_from_the_roster(county: County, meeting: Any, now: datetime) -> None:
    poll = Poll.objects.get()
    assert any("不在测评名册" in fault.what for fault in check_poll(meeting, now))
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    answer = client.post(f"/meetings/{meeting.pk}/poll/roll/")
    assert answer.status_code == 302
    names = list(poll.voters.values_list("name", flat=True))
    assert names == [f"测评人{number}" for number in range(8)]
    assert lists_beside(meeting, poll).roster_alone == []
    what = [fault.what for fault in check_poll(meeting, now)]
    assert what == ["测评名册尚未封定。"]


def test_the_check_is_green_once_all_is_printed(
    county: County, meeting: Any, now: datetime
) -> None:
    poll = Poll.objects.get()
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    client.post(f"/meetings/{meeting.pk}/poll/roll/")
    ballots.poll_ready(actor=SYSTEM, now=AT, poll=poll.pk)
    assert len(check_poll(meeting, now)) == 2
    ballots.cards_printed(actor=SYSTEM, now=AT, poll=poll.pk)
    kind = poll.classes.first().pk
    ballots.papers_print(actor=SYSTEM, now=AT, poll=poll.pk, poll_class=kind, count=2)
    assert check_poll(meeting, now) == []
