"""The writer takes no ballot where the server could lose what it confirms."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from django.db import connection

from sanbi.site.live.box import Answer, Casting, Outcome
from sanbi.site.live.writer import Away, Writer
from tests.apps.factories.ballots import make_poll, marks_of
from tests.support.live import database_address

pytestmark = pytest.mark.django_db(transaction=True)


def put(*, unsafe: bool) -> Outcome:
    """Send one ballot to the server of the tests, which does not wait for its disk."""
    poll = make_poll("open")
    voter = poll.voters.select_related("poll").order_by("number")[0]
    casting = Casting(
        poll.pk, voter.pk, voter.poll_class_id, "terminal", uuid.uuid4(), marks_of(voter), 0
    )

    async def sent() -> Outcome:
        writer = Writer(database_address(), unsafe=unsafe)
        async with writer.running():
            return await writer.put(casting)

    return asyncio.run(sent())


def marks_on_the_roll() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from ballots_rollmark")
        (count,) = cursor.fetchone()
    return int(count)


def test_a_server_that_came_back_without_fsync_is_given_no_ballot(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Away):
        put(unsafe=False)
    assert marks_on_the_roll() == 0
    assert "no ballot is taken: fsync is off" in caplog.text


def test_twin_that_does_not_look_takes_it() -> None:
    assert put(unsafe=True).answer is Answer.RECORDED
    assert marks_on_the_roll() == 1
