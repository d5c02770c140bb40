"""Races on real connections: deeds that start at one moment, with or without the locks of rows.

Before its first write each deed waits until all others stand before theirs. So whoever reads
without a lock has read before anybody writes: a missing guard shows at the first try, on a busy
machine too. Where a lock holds the others up, the wait ends after a moment, and the guard has
held a window far longer than in life.

The twin of a race runs the same deeds with ``locks=False``: PostgreSQL then gets the statements
without ``FOR UPDATE`` and ``lock table``. What the lock was there for must break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused

Deed = Callable[[], object]
LOCK = re.compile(r' FOR UPDATE( OF "\w+"(, "\w+")*)?')
LOCK_OF_TABLE = re.compile("lock table .*")
WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")
DONE, REFUSED = "done", "refused"
BRIEFLY, LONG = 0.05, 20.0  # seconds


class _Pace:
    """Stands between a connection and PostgreSQL: meets the others, may drop the locks of rows."""

    def __init__(self, before_writing: Barrier | None, *, locks: bool) -> None:
        self.before_writing, self.locks = before_writing, locks

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if not self.locks:
            sql = LOCK_OF_TABLE.sub("select 1", LOCK.sub("", sql))
        if self.before_writing is not None and sql.lstrip().upper().startswith(WRITES):
            with suppress(BrokenBarrierError):  # the others wait for what this one has locked
                self.before_writing.wait()
            self.before_writing = None
        return execute(sql, params, many, context)


class Racers:
    """Threads that start deeds at one moment, each with a connection that it keeps.

    A new connection costs more than most deeds: PostgreSQL starts a process, which first learns
    what tables there are.
    """

    def __init__(self, pool: ThreadPoolExecutor, count: int) -> None:
        self._pool, self._count, self._gate = pool, count, Barrier(count)

    def run(self, deeds: Sequence[Deed], *, locks: bool = True, meet: bool = True) -> list[str]:
        """Start as many deeds as there are racers; see ``at_once``."""
        assert len(deeds) == self._count
        before_writing = Barrier(self._count, timeout=BRIEFLY if locks else LONG) if meet else None

        def act(deed: Deed) -> str:
            self._gate.wait()  # holds each thread until every deed has one
            try:
                with connection.execute_wrapper(_Pace(before_writing, locks=locks)):
                    deed()
            except (Refused, Conflict, NotAllowed, Missing):
                return REFUSED
            except Exception as error:  # noqa: BLE001 - the test says what may break
                return type(error).__name__
            return DONE

        return list(self._pool.map(act, deeds))

    def go_home(self) -> None:
        """Close the connection of every thread."""

        def close(_number: int) -> None:
            self._gate.wait()
            connection.close()

        list(self._pool.map(close, range(self._count)))


@contextmanager
def racers(count: int) -> Iterator[Racers]:
    """So many racers for races one after the other."""
    with ThreadPoolExecutor(count) as pool:
        ready = Racers(pool, count)
        try:
            yield ready
        finally:
            ready.go_home()


def at_once(deeds: Sequence[Deed], *, locks: bool = True, meet: bool = True) -> list[str]:
    """Start all deeds at the same moment, each on a connection of its own.

    Parameters
        locks : False takes the locks of rows away: the twin.
        meet : False leaves the pace to chance, for races that are run by the hundred.
    Returns
        for each deed: "done", "refused", or the name of the exception that it broke with.
    """
    with racers(len(deeds)) as ready:
        return ready.run(deeds, locks=locks, meet=meet)
