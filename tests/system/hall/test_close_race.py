"""50 castings against 50 closes: there is one tally, and it counts what was acknowledged."""

from __future__ import annotations

import asyncio
import os
import random
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Timer
from typing import Any

import pytest
from django.db import connection
from psycopg import AsyncConnection

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import BoxBallot, Poll, RollMark, Voter
from sanbi.site.live import box
from sanbi.site.live.box import Answer, Casting, cast
from tests.apps.factories.ballots import AT, make_poll, marks_of
from tests.support.live import database_address

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("SANBI_CLOSE_ROUNDS", "12"))
CASTS, CLOSES, WRITERS, CLOSERS = 50, 50, 5, 5
LATEST = 0.1
"""Seconds after which the first close comes at the latest."""
SLOWLY = box.POLLS.replace("from ballots_poll", "from ballots_poll, pg_sleep(0.004)")
"""Both runs wait a moment between looking at the poll and writing: the race is sure to happen."""


@contextmanager
def closing_threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(CLOSERS) as pool:
        yield pool
        gate = Barrier(CLOSERS)  # so that each thread closes its own connection

        def go_home(_number: int) -> None:
            gate.wait()
            connection.close()

        list(pool.map(go_home, range(CLOSERS)))


def close(poll: int) -> int:
    """Close the poll; 1 when this is the one that did."""
    try:
        services.poll_close(actor=SYSTEM, now=AT, poll=poll)
    except Refused:
        return 0
    return 1


async def some_cast(batches: list[list[Casting]]) -> int:
    """Cast over as many connections as there are batches, each in small parts."""

    async def write(batch: list[Casting]) -> int:
        held = await AsyncConnection.connect(database_address(), autocommit=True)
        async with held:
            outcomes: list[box.Outcome] = []
            for start in range(0, len(batch), 2):
                outcomes += await cast(held, batch[start : start + 2])
            return sum(outcome.answer is Answer.RECORDED for outcome in outcomes)

    return sum(await asyncio.gather(*map(write, batches)))


def one_round(
    poll: Poll, voters: list[Voter], pool: ThreadPoolExecutor, draw: random.Random
) -> dict[str, Any]:
    """Open the poll anew, and let all cast and close at once."""
    RollMark.objects.filter(poll=poll).delete()
    BoxBallot.objects.filter(poll=poll).delete()
    Poll.objects.filter(pk=poll.pk).update(state="open")
    made = [
        Casting(
            poll.pk,
            voter.pk,
            voter.poll_class_id,
            "terminal",
            uuid.uuid4(),
            marks_of(voter),
            voter.card,
        )
        for voter in voters
    ]
    batches = [made[number::WRITERS] for number in range(WRITERS)]
    closes: list[Future[int]] = []

    def let_close() -> None:
        closes.extend(pool.submit(close, poll.pk) for _ in range(CLOSES))

    late = Timer(draw.uniform(0, LATEST), let_close)  # in the midst of the castings
    late.start()
    acknowledged = asyncio.run(some_cast(batches))
    late.join()
    closed = sum(future.result() for future in closes)
    entry = Entry.objects.filter(action="poll.close", outcome="done").order_by("-pk")[0]
    return {
        "closed": closed,
        "acknowledged": acknowledged,
        "told": entry.details["voted"],
        "roll": RollMark.objects.filter(poll=poll).count(),
        "box": BoxBallot.objects.filter(poll=poll).count(),
    }


def fair(found: dict[str, Any]) -> bool:
    """One close, and one number in every place where it stands."""
    counts = {found[name] for name in ("acknowledged", "told", "roll", "box")}
    return found["closed"] == 1 and len(counts) == 1


def rounds(count: int) -> list[dict[str, Any]]:
    poll = make_poll("open", people=17)
    voters = list(Voter.objects.filter(poll=poll).select_related("poll"))[:CASTS]
    assert len(voters) == CASTS
    draw = random.Random(3)  # noqa: S311 - to be drawn again
    with closing_threads() as pool:
        return [one_round(poll, voters, pool, draw) for _ in range(count)]


@pytest.mark.slow
def test_every_round_has_one_tally(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "POLLS", SLOWLY.replace("for share", "for share of ballots_poll"))
    found = rounds(ROUNDS)
    unfair = [row for row in found if not fair(row)]
    early = sum(row["acknowledged"] < CASTS for row in found)
    print(  # noqa: T201 - shown by make bench-hall
        f"{CASTS} castings against {CLOSES} closings, {ROUNDS:,} rounds: {len(unfair)} with more"
        f" than one tally; in {early:,} the closing came before the last casting"
    )
    assert unfair == []
    assert any(0 < row["told"] < CASTS for row in found), "no round was closed in its midst"


@pytest.mark.slow
def test_twin_that_looks_without_the_lock_counts_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "POLLS", SLOWLY.replace("for share", ""))
    found = rounds(ROUNDS)
    assert any(row["acknowledged"] > row["told"] for row in found), found
