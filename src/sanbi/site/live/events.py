"""Events: what PostgreSQL carries is handed to every page and screen that listens.

A listener holds the newest event of each kind and key, so that a slow one never grows, and a page
that comes back is told at once where things stand.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from sanbi.site.live.connections import connected

CHANNEL = "sanbi_live"
PAUSE = 0.5
"""Seconds before a lost connection is made anew."""
TURNOUT_SECONDS = 1.0
"""A turnout is told at most so often."""

Key = tuple[str, int]
Facts = dict[str, Any]
Counted = Callable[[int], Awaitable[Facts | None]]


class Listener:
    """A page or screen that listens to some topics, such as ("poll", 3)."""

    def __init__(self, topics: frozenset[Key]) -> None:
        self.topics = topics
        self._held: dict[str, Facts] = {}
        self._some = asyncio.Event()

    def give(self, facts: Facts) -> None:
        """Keep the newest event of its kind for the listener."""
        self._held[str(facts["kind"])] = facts
        self._some.set()

    async def take(self, seconds: float) -> list[Facts]:
        """Return what has happened; nothing when nothing does within some seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._some.wait(), seconds)
        self._some.clear()
        held, self._held = self._held, {}
        return list(held.values())


class Hub:
    """Hands events out. ``counted`` gives the turnout of a poll when it is to be told."""

    def __init__(self, url: str, counted: Counted, changed: Callable[[int], None]) -> None:
        self._url = url
        self._counted = counted
        self._changed = changed
        self._by_topic: dict[Key, set[Listener]] = {}
        self._due: set[int] = set()

    @contextlib.contextmanager
    def listening(self, topics: frozenset[Key]) -> Any:  # noqa: ANN401 - a generator of Listener
        """Listen as long as the block lasts."""
        listener = Listener(topics)
        for topic in topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        try:
            yield listener
        finally:
            for topic in topics:
                held = self._by_topic.get(topic, set())
                held.discard(listener)
                if not held:
                    self._by_topic.pop(topic, None)

    @property
    def count(self) -> int:
        """How many listen."""
        return len(set().union(*self._by_topic.values())) if self._by_topic else 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hand out as long as the block lasts."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._tell_turnout())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        """Listen to the database; over a new connection when the old one is lost."""
        while True:
            try:
                connection = await connected(self._url)
                async with connection:
                    await connection.execute(f"listen {CHANNEL}")
                    self._catch_up()
                    async for notice in connection.notifies():
                        self._take(notice.payload)
            except asyncio.CancelledError:
                raise
            except Exception:  # noqa: BLE001 - whatever it was, the hall must not fall silent
                await asyncio.sleep(PAUSE)

    def _catch_up(self) -> None:
        """Let everybody look again: something may have been told while nobody listened."""
        for kind, key in list(self._by_topic):
            if kind == "poll":
                self._due.add(key)
            else:
                self._give(kind, key, {"kind": kind, kind: key})

    def _take(self, payload: str) -> None:
        facts = json.loads(payload)
        kind = facts["kind"]
        if kind == "turnout":
            self._due.add(facts["poll"])
            return
        if kind == "poll":
            self._changed(facts["poll"])
        self._give(kind, facts[kind], facts)

    def _give(self, kind: str, key: int, facts: Facts) -> None:
        for listener in self._by_topic.get((kind, key), ()):
            listener.give(facts)

    async def _tell_turnout(self) -> None:
        while True:
            await asyncio.sleep(TURNOUT_SECONDS)
            due, self._due = self._due, set()
            for poll in due:
                try:
                    facts = await self._counted(poll)
                except asyncio.CancelledError:
                    raise
                except Exception:  # noqa: BLE001 - counted again the next time
                    self._due.add(poll)
                    continue
                if facts is not None:
                    self._give("poll", poll, facts)
