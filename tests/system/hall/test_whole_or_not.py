"""Cast, close, seal and publish broken off after each statement: wholly done or wholly undone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import BoxBallot, Poll, PollState, RollMark, SealedBox, Voter
from sanbi.site.live import box
from sanbi.site.live.box import Answer, Casting, cast
from tests.apps.factories.ballots import AT, make_poll, marks_of
from tests.support.live import database_address
from tests.support.statements import BrokenOffError, HalfDoneError, fail_at_each_statement

pytestmark = pytest.mark.django_db(transaction=True)
State = tuple[int, int, int]  # marks on the roll, ballots in the box, notices


class Breaking:
    """A connection that breaks off after so many statements."""

    def __init__(
        self, held: AsyncConnection[Any], limit: int | None, *, whole: bool = True
    ) -> None:
        self._held, self._limit, self._whole = held, limit, whole
        self.count = 0

    async def execute(self, query: str, values: Any = None) -> Any:
        found = await self._held.execute(query.encode(), values)
        self.count += 1
        if self.count == self._limit:
            raise BrokenOffError
        return found

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """A transaction; none in the twin."""
        if not self._whole:
            yield
            return
        async with self._held.transaction():
            yield


def castings(poll: Poll) -> list[Casting]:
    """Castings of everybody on the roll."""
    return [
        Casting(
            poll.pk,
            voter.pk,
            voter.poll_class_id,
            "terminal",
            _key(voter),
            marks_of(voter),
            voter.card,
        )
        for voter in Voter.objects.filter(poll=poll).select_related("poll")
    ]


def _key(voter: Voter) -> Any:
    import uuid

    return uuid.UUID(int=voter.pk)


def left_after(batch: list[Casting], limit: int | None, *, whole: bool = True) -> tuple[State, int]:
    """Cast a batch broken off after so many statements; what is there then, and undo it."""

    async def run() -> int:
        connection = await AsyncConnection.connect(database_address(), autocommit=True)
        async with connection:
            breaking = Breaking(connection, limit, whole=whole)
            with contextlib.suppress(BrokenOffError):
                await cast(breaking, batch)  # type: ignore[arg-type]
            return breaking.count

    with psycopg.connect(database_address(), autocommit=True) as listener:
        listener.execute("listen sanbi_live")
        count = asyncio.run(run())
        told = len(list(listener.notifies(timeout=0.1)))
    state = RollMark.objects.count(), BoxBallot.objects.count(), told
    RollMark.objects.all().delete()
    BoxBallot.objects.all().delete()
    return state, count


def test_casting_is_wholly_done_or_wholly_undone() -> None:
    batch = castings(make_poll("open"))
    done, statements = left_after(batch, None)
    assert done == (len(batch), len(batch), 1)
    assert statements >= 4
    for limit in range(1, statements + 1):
        left, _count = left_after(batch, limit)
        assert left == (0, 0, 0), f"after statement {limit} of {statements}"


def test_twin_without_the_transaction_is_half_done() -> None:
    batch = castings(make_poll("open"))
    done, statements = left_after(batch, None, whole=False)
    left = [left_after(batch, limit, whole=False)[0] for limit in range(1, statements)]
    assert any(state not in ((0, 0, 0), done) for state in left), left


DEEDS: list[tuple[str, Callable[..., object]]] = [
    ("open", services.poll_close),
    ("closed", services.poll_seal),
    ("sealed", services.poll_publish),
    ("open", services.poll_void),
]


@pytest.mark.parametrize(("state", "deed"), DEEDS, ids=["close", "seal", "publish", "void"])
def test_a_service_is_wholly_done_or_wholly_undone(state: str, deed: Callable[..., object]) -> None:
    poll = make_poll(state)
    more = {"why": "停电"} if deed is services.poll_void else {}
    assert fail_at_each_statement(lambda: deed(actor=SYSTEM, now=AT, poll=poll.pk, **more)) >= 3


def test_twin_that_seals_without_a_transaction_is_half_done() -> None:
    poll = make_poll("closed")

    def seal() -> None:
        SealedBox.objects.create(poll=poll, content=b"", digest="0" * 64, hash_name="sha256")
        Poll.objects.filter(pk=poll.pk).update(state=PollState.SEALED)

    with pytest.raises(HalfDoneError, match="half done"):
        fail_at_each_statement(seal)


def run_all(*tasks: Coroutine[Any, Any, Any]) -> list[Any]:
    async def together() -> list[Any]:
        return await asyncio.gather(*tasks)

    return asyncio.run(together())


def test_a_batch_may_be_cast_again_after_any_fault() -> None:
    """The receipts stay those that were told first, and nothing comes in twice."""
    poll = make_poll("open")
    batch = castings(poll)

    async def twice() -> tuple[list[box.Outcome], list[box.Outcome]]:
        connection = await AsyncConnection.connect(database_address(), autocommit=True)
        async with connection:
            first = await cast(connection, batch)
            for casting in batch:
                casting.receipt = box.receipt_drawn()
            return first, await cast(connection, batch)

    first, again = run_all(twice())[0]
    assert first == again
    assert {outcome.answer for outcome in first} == {Answer.RECORDED}
    assert (RollMark.objects.count(), BoxBallot.objects.count()) == (len(batch), len(batch))
