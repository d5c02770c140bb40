"""The rush of a hall: all hold an event stream, 300 cast within 5 s, the rest within 60 s."""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psycopg

from benchmarks.hall.place import HOST, Hall, Roll, hall, marks
from benchmarks.hall.voters import Page, Record, request, vote
from benchmarks.measuring import Goal, Report

FIRST, FIRST_SECONDS, ALL_SECONDS = 300, 5.0, 60.0
EVENTS = 8
P95_MS, P99_MS, EVENT_MS = 500, 2_000, 1_000
SUSTAINED_SECONDS = 6.0
AT_ONCE = 128


@dataclass
class Streams:
    """Event streams that listen to a poll: when what came."""

    arrived: dict[int, list[float]] = field(default_factory=dict)  # number of the event → moments
    turnouts: int = 0
    broken: int = 0
    ready: int = 0
    _wanted: int = 0
    _all: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, port: int, poll: int) -> None:
        """Hold one stream until it is cancelled."""
        reader, writer = await asyncio.open_connection(HOST, port, limit=2**18)
        writer.write(f"GET /live/events?poll={poll} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        self._begin()
        try:
            while line := await reader.readline():
                if line.startswith(b"data: "):
                    self._note(json.loads(line[6:]))
            self.broken += 1
        finally:
            writer.close()

    async def all_ready(self, count: int) -> None:
        """Wait until so many listen."""
        self._wanted = count
        await self._all.wait()

    def _begin(self) -> None:
        self.ready += 1
        if self.ready == self._wanted:
            self._all.set()

    def _note(self, facts: dict[str, object]) -> None:
        if facts["kind"] == "turnout":
            self.turnouts += 1
        elif "number" in facts:
            self.arrived.setdefault(int(str(facts["number"])), []).append(time.perf_counter())


async def rush(held: Hall, roll: Roll, *, seconds: float) -> tuple[Record, Streams, list[float]]:
    """Let all vote with their streams open; also the seconds that each event took to arrive."""
    streams, record, draw = Streams(), Record(), random.Random(5)  # noqa: S311 - drawn again
    people = roll.voters
    listening = [asyncio.create_task(streams.listen(held.port, roll.poll)) for _ in people]
    await streams.all_ready(len(people))
    first = max(1, len(people) * FIRST // 1_000)
    share = seconds / ALL_SECONDS
    starts = [draw.uniform(0, FIRST_SECONDS * share) for _ in people[:first]]
    starts += [draw.uniform(FIRST_SECONDS * share, seconds) for _ in people[first:]]

    async def person(voter: int, start: float) -> None:
        await asyncio.sleep(start)
        page = Page(held.port)
        await _enter(page, roll, voter, record)
        await vote(page, roll, voter, record, deaf=False)
        page.close()

    told = asyncio.create_task(_tell(held, roll, seconds))
    await asyncio.gather(*map(person, people, starts))
    sent = await told
    await asyncio.sleep(2)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    delays = [
        arrived - sent[number] for number, held_ in streams.arrived.items() for arrived in held_
    ]
    return record, streams, delays


async def _enter(page: Page, roll: Roll, voter: int, record: Record) -> None:
    begun = time.perf_counter()
    status, told = await page.post("/live/enter", {"poll": roll.poll, "code": roll.code(voter)})
    record.entering.append(time.perf_counter() - begun)
    if status != 200:
        record.others[f"enter {status} {told.get('answer', '')}"] += 1


async def _tell(held: Hall, roll: Roll, seconds: float) -> list[float]:
    """Tell everybody something now and then; return when."""
    sent = []
    async with await psycopg.AsyncConnection.connect(held.owner_url, autocommit=True) as link:
        for number in range(EVENTS):
            await asyncio.sleep(seconds / (EVENTS + 1))
            facts = {"kind": "poll", "poll": roll.poll, "state": "open", "number": number}
            sent.append(time.perf_counter())
            await link.execute("select pg_notify('sanbi_live', %s)", [json.dumps(facts)])
    return sent


class Desk(asyncio.Protocol):
    """A connection that sends the next request as soon as the last one is answered."""

    def __init__(self, waiting: list[bytes], until: float) -> None:
        self._waiting, self._until, self._held = waiting, until, b""
        self.answered, self.refused = 0, 0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Take an answer, and send the next request."""
        self._held += data
        head, end, body = self._held.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.lower().split(b"content-length:")[1].split()[0]):
            return
        self._held = b""
        if head.startswith(b"HTTP/1.1 200"):
            self.answered += 1
        else:
            self.refused += 1
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that the server has hung up."""
        if not self.over.done():
            self.over.set_exception(error or ConnectionResetError())

    def _next(self) -> None:
        if not self._waiting or time.perf_counter() > self._until:
            self.over.set_result(None)
            self._transport.close()
            return
        self._transport.write(self._waiting.pop())


async def sustained(port: int, roll: Roll, seconds: float) -> float:
    """Ballots a second that are answered while 128 pages cast without a pause."""
    waiting = [
        request(
            "/live/cast",
            {"token": roll.token(voter), "key": str(uuid.uuid4()), "marks": marks(voter)},
        )
        for voter in roll.voters
    ]
    loop, begun = asyncio.get_running_loop(), time.perf_counter()
    desks = [
        (await loop.create_connection(lambda: Desk(waiting, begun + seconds), HOST, port))[1]
        for _ in range(AT_ONCE)
    ]
    await asyncio.gather(*(desk.over for desk in desks))
    assert waiting, "too few voters for so long"
    assert not any(desk.refused for desk in desks)
    return sum(desk.answered for desk in desks) / (time.perf_counter() - begun)


def disk_commits(folder: Path, seconds: float = 1.0) -> float:
    """Commits a second that the disk itself confirms: 8 kB written and synced, one by one."""
    path = folder / "sync"
    out = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        count, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            os.pwrite(out, b"x" * 8192, 0)
            os.fdatasync(out)
            count += 1
        return count / seconds
    finally:
        os.close(out)
        path.unlink()


def load_report(*, quick: bool) -> Report:
    """The rush, and what can be kept up beside simpler services."""
    people, seconds = (60, 6.0) if quick else (1_000, ALL_SECONDS)
    with hall() as held:
        record, streams, delays = asyncio.run(rush(held, held.open_poll(people), seconds=seconds))
        disk = disk_commits(held.folder)
    rates = _rates(1.0 if quick else SUSTAINED_SECONDS)
    p50, p95, p99 = _shares(record.seconds)
    event_99 = _shares(delays)[2]
    wanted = people * EVENTS
    own, none = rates["grouped"], rates["without the write"]
    single = max(rates["one by one"], rates["one by one, 16 at once"])
    return Report(
        f"hall: {people:,} voters hold a stream and cast within {seconds:.0f} s, one address",
        [],
        [
            Goal(f"casting p95 ≤ {P95_MS} ms", f"{p95:,.1f} ms", p95 <= P95_MS),
            Goal(f"casting p99 ≤ {P99_MS} ms", f"{p99:,.1f} ms", p99 <= P99_MS),
            Goal("no errors", str(dict(record.others)), not record.others and not streams.broken),
            Goal(f"events p99 < {EVENT_MS} ms", f"{event_99:,.1f} ms", event_99 < EVENT_MS),
            Goal("events reach everyone", f"{len(delays):,} of {wanted:,}", len(delays) == wanted),
            Goal("≥ 3 × one transaction a ballot", f"{own / single:.2f} ×", own >= 3 * single),
            Goal("≥ 0.3 × without the write", f"{own / none:.2f} ×", own >= 0.3 * none),
        ],
        [
            f"casting p50 {p50:,.1f} ms; entering p95 {_shares(record.entering)[1]:,.1f} ms",
            "ballots a second: "
            + "; ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())
            + f"; the disk confirms {disk:,.0f} commits a second",
        ],
    )


def _rates(seconds: float) -> dict[str, float]:
    """Ballots a second of the service, of one transaction a ballot, and without the write."""
    found = {}
    for name, target in (
        ("grouped", "sanbi.site.live.serving:make_application"),
        ("one by one", "benchmarks.hall.twins:make_single"),
        ("one by one, 16 at once", "benchmarks.hall.twins:make_sixteen"),
        ("without the write", "benchmarks.hall.twins:make_idle"),
    ):
        with hall(target) as held:
            roll = held.open_poll(int(4_000 * seconds))
            asyncio.run(sustained(held.port, roll, seconds / 4))  # warm up
            rest = held.open_poll(int(8_000 * seconds))
            found[name] = asyncio.run(sustained(held.port, rest, seconds))
    return found


def _shares(seconds: list[float]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds."""
    cuts = quantiles(seconds, n=100)
    return 1000 * cuts[49], 1000 * cuts[94], 1000 * cuts[98]
