"""Voters' pages: plain HTTP over asyncio, retried until an answer comes, and event streams."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.hall.place import HOST, Roll, marks

PATIENCE = 8.0
"""Seconds for an answer; then the page sends again."""
PAUSE = 0.05


class Page:
    """One connection that is kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(
        self, path: str, facts: dict[str, Any], *, deaf: bool = False
    ) -> tuple[int, dict[str, Any]]:
        """Send, and return status and answer; ``deaf``: the network breaks before it comes."""
        try:
            async with asyncio.timeout(PATIENCE):
                if self._streams is None:
                    self._streams = await asyncio.open_connection(HOST, self._port)
                reader, writer = self._streams
                writer.write(request(path, facts))
                await writer.drain()
                return await (_nothing() if deaf else _answer(reader))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def request(path: str, facts: dict[str, Any]) -> bytes:
    """Return the bytes of a request."""
    body = json.dumps(facts).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _nothing() -> tuple[int, dict[str, Any]]:
    """Hear nothing: the ballot is under way, and the network breaks."""
    await asyncio.sleep(PAUSE)
    raise ConnectionResetError


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    lengths = [int(line[15:]) for line in head if line.lower().startswith("content-length:")]
    body = await reader.readexactly(lengths[0]) if lengths else b""
    status = int(head[0].split()[1])
    try:
        return status, json.loads(body)
    except ValueError:
        return status, {}


@dataclass
class Record:
    """What voters were told: voter → (key, receipt); how often what was answered instead."""

    acknowledged: dict[int, tuple[str, str]] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    entering: list[float] = field(default_factory=list)


async def vote(page: Page, roll: Roll, voter: int, record: Record, *, deaf: bool) -> None:
    """Cast as the page does: one key, sent again until an answer comes."""
    key, token = str(uuid.uuid4()), roll.token(voter)
    facts = {"token": token, "key": key, "marks": marks(voter)}
    begun = time.perf_counter()
    while True:
        try:
            status, told = await page.post("/live/cast", facts, deaf=deaf)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            record.others["network"] += 1
            deaf = False
            await asyncio.sleep(PAUSE)
            continue
        if status == 200:
            record.acknowledged[voter] = (key, told["receipt"])
            record.seconds.append(time.perf_counter() - begun)
            return
        record.others[f"{status} {told.get('answer', '')}"] += 1
        if status in (409, 422):
            return
        await asyncio.sleep(PAUSE)


async def everybody_votes(
    port: int,
    roll: Roll,
    record: Record,
    *,
    at_once: int = 64,
    deaf_every: int = 0,
    going_on: Callable[[], bool] = lambda: True,
) -> None:
    """Let all voters cast, so many at once; every so-manieth does not hear the first answer."""
    waiting = list(enumerate(roll.voters))[::-1]

    async def desk() -> None:
        page = Page(port)
        while waiting and going_on():
            number, voter = waiting.pop()
            deaf = deaf_every > 0 and number % deaf_every == 0
            await vote(page, roll, voter, record, deaf=deaf)
        page.close()

    await asyncio.gather(*(desk() for _ in range(at_once)))
