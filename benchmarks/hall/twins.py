"""Live services that lack one thing each: what must break without it, breaks."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from psycopg import AsyncConnection

from sanbi.site.live import application, box, connections, writer
from sanbi.site.live.application import LiveService
from sanbi.site.live.serving import make_application

KEYLESS = """
with given as (
    select * from unnest(
        %(polls)s::bigint[], %(voters)s::bigint[], %(keys)s::uuid[], %(receipts)s::text[],
        %(ways)s::text[], %(classes)s::bigint[], %(marks)s::jsonb[]
    ) as t(poll_id, voter_id, cast_key, receipt, way, poll_class_id, marks)
), marked as (
    insert into ballots_rollmark (voter_id, poll_id, way, cast_key, receipt)
    select voter_id, poll_id, way, cast_key, receipt from given
    on conflict do nothing
)
insert into ballots_boxballot (id, poll_id, poll_class_id, marks)
select gen_random_uuid(), poll_id, poll_class_id, marks from given
"""


def make_keyless() -> LiveService:
    """A service that puts in what it is sent, without asking whether it has it."""
    box.CAST = KEYLESS
    return make_application()


def make_forgetful() -> LiveService:
    """A service that confirms before the disk does."""
    connections.SETTINGS = connections.SETTINGS.replace(
        "synchronous_commit=on", "synchronous_commit=off"
    )
    return make_application()


def make_single() -> LiveService:
    """A service that spends a transaction on each ballot."""
    writer.MOST = 1
    return make_application()


class Sixteen:
    """Sixteen writers, each with a connection of its own."""

    def __init__(self, url: str, *, unsafe: bool = False) -> None:
        self._writers = [writer.Writer(url, unsafe=unsafe) for _ in range(16)]
        self._turn = 0

    async def put(self, casting: box.Casting) -> box.Outcome:
        """Put a ballot into the box over the next connection."""
        self._turn = (self._turn + 1) % len(self._writers)
        return await self._writers[self._turn].put(casting)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write as long as the block lasts."""
        async with contextlib.AsyncExitStack() as stack:
            for one in self._writers:
                await stack.enter_async_context(one.running())
            yield


def make_sixteen() -> LiveService:
    """A service that spends a transaction on each ballot, sixteen at the same time."""
    application.Writer = Sixteen  # type: ignore[misc,assignment]
    return make_single()


async def _no_cast(
    _connection: AsyncConnection[Any], batch: Sequence[box.Casting]
) -> list[box.Outcome]:
    return [box.Outcome(box.Answer.RECORDED, casting.receipt) for casting in batch]


def make_idle() -> LiveService:
    """A service that does everything but the write."""
    writer.cast = _no_cast
    return make_application()
