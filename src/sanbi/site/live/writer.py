"""One writer for all castings: whatever arrives while it commits makes the next batch.

The disk confirms a batch as fast as one ballot, so the hall's rush costs some commits. A casting is
answered after its commit, never before.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any

import psycopg
from psycopg import AsyncConnection

from sanbi.apps.ballots.codes import receipt_drawn
from sanbi.site.live.box import Answer, Casting, Outcome, cast, keys_taken
from sanbi.site.live.connections import UnsafeWrites, connected, require_safe_writes

LOG = logging.getLogger(__name__)
MOST = 256
"""Ballots of one commit: more would keep the first of them waiting."""
PATIENCE = 20.0
"""Seconds for which a batch is tried again while the database is away."""
PAUSE = 0.2


class Away(Exception):  # noqa: N818 - read as "raise Away"
    """The database did not come back in time, or could lose what it confirms.

    The page keeps the ballot and tries again.
    """


class Writer:
    """Takes castings in and answers each when it is safe."""

    def __init__(self, url: str, *, unsafe: bool = False) -> None:
        self._url, self._unsafe = url, unsafe
        self._queue: asyncio.Queue[tuple[Casting, asyncio.Future[Outcome]]] = asyncio.Queue()
        self._connection: AsyncConnection[Any] | None = None

    async def put(self, casting: Casting) -> Outcome:
        """Put a ballot into the box.

        Raises
        ------
        Away
            when the database cannot be reached; the ballot may be in or not: send it again.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((casting, future))
        return await future

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write as long as the block lasts."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            if self._connection is not None:
                await self._connection.close()

    async def _run(self) -> None:
        while True:
            waiting = [await self._queue.get()]
            while len(waiting) < MOST and not self._queue.empty():
                waiting.append(self._queue.get_nowait())
            await self._answer(waiting)

    async def _answer(self, waiting: list[tuple[Casting, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._written([casting for casting, _future in waiting])
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it was
            if len(waiting) > 1 and not isinstance(error, Away):
                await self._forget()
                for one in waiting:  # the fault of one ballot must not keep the others out
                    await self._answer([one])
                return
            for _casting, future in waiting:
                if not future.done():
                    future.set_exception(error)
            if not isinstance(error, Away):
                await self._forget()
            return
        for (_casting, future), outcome in zip(waiting, outcomes, strict=True):
            if not future.done():  # who waited for it may have gone
                future.set_result(outcome)

    async def _written(self, batch: Sequence[Casting]) -> list[Outcome]:
        until = asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                connection = await self._held()
                outcomes = await cast(connection, batch)
                return await self._drawn_again(connection, batch, outcomes)
            except UnsafeWrites as error:
                LOG.error("no ballot is taken: %s", error)  # noqa: TRY400 - the text says it all
                await self._forget()
                raise Away from error
            except (psycopg.OperationalError, psycopg.InterfaceError, OSError) as error:
                await self._forget()
                if asyncio.get_running_loop().time() > until:
                    raise Away from error
                await asyncio.sleep(PAUSE)

    async def _drawn_again(
        self, connection: AsyncConnection[Any], batch: Sequence[Casting], outcomes: list[Outcome]
    ) -> list[Outcome]:
        """Cast again what was kept out by a receipt that was drawn before, and by nothing else."""
        kept_out = [n for n, found in enumerate(outcomes) if found.answer is Answer.KEY_TAKEN]
        if not kept_out:
            return outcomes
        taken = await keys_taken(connection, [batch[n] for n in kept_out])
        again = [n for n in kept_out if (batch[n].poll, batch[n].key) not in taken]
        for n in again:
            batch[n].receipt = receipt_drawn()
            outcomes[n] = (await cast(connection, [batch[n]]))[0]
        return outcomes

    async def _held(self) -> AsyncConnection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = await connected(self._url)
            if not self._unsafe:  # the server may have come back with other settings
                await require_safe_writes(self._connection)
        return self._connection

    async def _forget(self) -> None:
        held, self._connection = self._connection, None
        if held is not None:
            with contextlib.suppress(Exception):
                await held.close()
