"""The kill storm: ballots are cast while workers, back-ends and the whole database are killed."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from dataclasses import dataclass

import psycopg

from benchmarks.hall.place import Hall, Roll, hall
from benchmarks.hall.voters import Record, everybody_votes
from sanbi.site.serving.programs import LIVE_TARGET

LONGEST = 7_200.0


@dataclass(frozen=True)
class Strikes:
    """How often what is killed."""

    workers: int
    backends: int
    servers: int


@dataclass(frozen=True)
class Outcome:
    """What the storm left behind."""

    acknowledged: int
    lost: int  # acknowledged, but not on the roll with the receipt that was told
    doubled: int  # ballots in the box beyond the marks on the roll
    missing: int  # marks on the roll without a ballot in the box
    struck: Strikes
    repeated: int  # castings that were sent again
    seconds: float

    @property
    def clean(self) -> bool:
        """Whether nothing was lost or doubled."""
        return (self.lost, self.doubled, self.missing) == (0, 0, 0)


def storm(
    ballots: int,
    strikes: Strikes,
    *,
    target: str = LIVE_TARGET,
    unsafe: bool = False,
    deaf_every: int = 10,
    pause: float = 0.3,
    seed: int = 1,
) -> Outcome:
    """Let people vote while everything is killed, spread over the whole time."""
    with hall(target, unsafe=unsafe) as held:
        roll, record, begun = held.open_poll(ballots), Record(), time.monotonic()
        clients = threading.Thread(
            target=lambda: asyncio.run(
                everybody_votes(held.port, roll, record, deaf_every=deaf_every)
            ),
            daemon=True,
        )
        clients.start()
        struck = _strike(held, strikes, record, ballots, pause, random.Random(seed))  # noqa: S311
        clients.join(LONGEST)
        assert not clients.is_alive(), "not everybody has voted"
        return judged(held, roll, record, struck, time.monotonic() - begun)


def _strike(
    held: Hall,
    strikes: Strikes,
    record: Record,
    ballots: int,
    pause: float,
    draw: random.Random,
) -> Strikes:
    """Kill in a drawn order; the next blow falls when a further part of the ballots is in."""
    order = ["w"] * strikes.workers + ["b"] * strikes.backends + ["s"] * strikes.servers
    draw.shuffle(order)
    done = dict.fromkeys("wbs", 0)
    for number, kind in enumerate(order):
        _wait_for(record, ballots * number // len(order))
        time.sleep(draw.uniform(0, pause))
        if kind == "w":
            held.wait_until_up()
            while not held.kill_worker():
                time.sleep(0.02)
                held.wait_until_up()
        elif kind == "b":
            while not held.kill_backend():
                time.sleep(0.02)
        else:
            held.stop_database_at_once()
            held.start_database()
        done[kind] += 1
    return Strikes(done["w"], done["b"], done["s"])


def _wait_for(record: Record, count: int) -> None:
    until = time.monotonic() + LONGEST
    while len(record.acknowledged) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


def judged(held: Hall, roll: Roll, record: Record, struck: Strikes, seconds: float) -> Outcome:
    """Compare what voters were told with what the database holds."""
    with psycopg.connect(held.owner_url) as connection:
        marks = {
            voter: (str(key), receipt)
            for voter, key, receipt in connection.execute(
                "select voter_id, cast_key, receipt from ballots_rollmark where poll_id = %s",
                [roll.poll],
            )
        }
        row = connection.execute(
            "select count(*) from ballots_boxballot where poll_id = %s", [roll.poll]
        ).fetchone()
    assert row is not None
    lost = sum(marks.get(voter) != told for voter, told in record.acknowledged.items())
    return Outcome(
        acknowledged=len(record.acknowledged),
        lost=lost,
        doubled=max(0, row[0] - len(marks)),
        missing=max(0, len(marks) - row[0]),
        struck=struck,
        repeated=sum(record.others.values()),
        seconds=seconds,
    )
