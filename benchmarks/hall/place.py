"""A hall: a durable database of its own, an open poll in it, and the live service."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from sanbi.apps.ballots.codes import code_of, digest_of_code
from sanbi.apps.ballots.tokens import VoterToken, voter_token
from sanbi.engine.phrases import Phrase
from sanbi.site.postgres import ServerAddress, embedded_server
from sanbi.site.postgres.folders import processes_in
from sanbi.site.postgres.rights import APP_ROLE
from sanbi.site.postgres.server import OWNER
from sanbi.site.serving.children import Child, running
from sanbi.site.serving.ports import reserved_port
from sanbi.site.serving.programs import LIVE_TARGET, live_words
from tests.support.migrated import DATABASE, lay_data

ROOT = Path(__file__).resolve().parents[2]
PLACE, TEMPLATES, SOURCE = ROOT / "var/bench", ROOT / "var/test-templates", ROOT / "src/sanbi"
HOST, KEY = "127.0.0.1", "for benchmarks only " * 3
START_SECONDS = 30.0
GRADES = '[["好", "100"], ["较好", "85"], ["一般", "70"], ["较差", "60"]]'
UNITS = 12
WITH_CARDS = 2_000
"""So many have a code: among 100,000 codes of eight digits two would be alike."""
POLL = """
insert into ballots_poll (title, period, electorate, kind, criteria, grades, top, step, trim, whole,
    own_counts, quorum, device_allowed, state, unreturned, void_why, edition, by_name)
values ('现场测评', '2026Q3', '', 'grade', '[]', %s, 100, 3, 0, true, false, 50, true, 'open', 0,
    '', 0, '')
returning id
"""
UNIT = """
insert into orgs_unit (code, name, short_name, pinyin, kind, statistics_code, civil_code, sequence)
values (%s, %s, '', %s, 'township', '', '', 0) on conflict (code) do update set name = excluded.name
returning id
"""
CLASS = """
insert into ballots_pollclass (poll_id, name, weight, place) values (%s, '部门', 1, 1) returning id
"""
VOTERS = """
insert into ballots_voter (poll_id, number, name, post, poll_class_id, venue, card, code_digest)
select %s, n, '测评人' || n, '', %s, '', 0, '' from generate_series(1, %s) n returning id
"""


@dataclass(frozen=True)
class Roll:
    """An open poll: its key, the class of all voters, and the voters' keys."""

    poll: int
    voter_class: int
    voters: list[int]

    def token(self, voter: int, voter_class: int | None = None) -> str:
        """What lets a voter cast; with a class of its own, to try what cannot be written."""
        held = self.voter_class if voter_class is None else voter_class
        until = int(time.time()) + 3600
        return voter_token(KEY, VoterToken(self.poll, voter, held, "", "terminal", 0, until))

    def code(self, voter: int) -> str:
        """What stands on a voter's card."""
        return code_of(KEY, self.poll, voter, 0)


@dataclass
class Hall:
    """A running hall; `restart` and `kill_…` do to it what a bad day does."""

    folder: Path
    target: str
    port: int = 0
    _database: ExitStack = field(default_factory=ExitStack)
    _address: ServerAddress | None = None
    _live: Child | None = None

    def start_database(self) -> None:
        """Start the server over the data that lie there."""
        server = embedded_server(self.folder / "pg", durable=True)
        self._address = self._database.enter_context(server)

    def stop_database_at_once(self) -> None:
        """Stop the server as a power cut would, but for what the kernel has still to write."""
        assert self._address is not None
        with suppress(ProcessLookupError):
            self._address.process.send_signal(signal.SIGQUIT)
        self._address.process.wait()
        self._database.close()

    @property
    def owner_url(self) -> str:
        """The address of the database as its owner."""
        assert self._address is not None
        return self._address.url_of(OWNER, DATABASE)

    @property
    def url(self) -> str:
        """The address of the database as the live service works with it."""
        assert self._address is not None
        return self._address.url_of(APP_ROLE, DATABASE)

    @property
    def data(self) -> Path:
        """Where the server's files lie."""
        return self.folder / "pg"

    def asked(self, query: str, *values: object) -> list[Any]:
        """Ask the database."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def kill_backend(self) -> bool:
        """Kill a process of the database that works for the live service; True if there was one."""
        query = "select pid from pg_stat_activity where usename = %s order by random() limit 1"
        try:
            found = self.asked(query, APP_ROLE)
        except psycopg.OperationalError:
            return False
        for (pid,) in found:
            if pid in processes_in(self.data):
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def kill_worker(self) -> bool:
        """Kill the process of the live service that answers; True if there was one."""
        assert self._live is not None
        found = [pid for pid in _below(self._live.process.pid) if "worker-" in _words(pid)]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return bool(found)

    def wait_until_up(self) -> None:
        """Wait until the live service answers."""
        until = time.monotonic() + START_SECONDS
        while not _answers(self.port):
            if self._live is not None:
                self._live.check()
            if time.monotonic() > until:
                raise TimeoutError("the live service does not answer")
            time.sleep(0.02)

    def open_poll(self, people: int) -> Roll:
        """Open a poll of grades for people of one class."""
        with psycopg.connect(self.owner_url) as connection:
            poll = _only(connection.execute(POLL, [GRADES]).fetchone())
            for place in range(UNITS):
                code = f"H-{place:02d}"
                unit = _only(connection.execute(UNIT, [code, f"{code}镇", code]).fetchone())
                connection.execute(
                    "insert into ballots_subject (poll_id, unit_id, place) values (%s, %s, %s)",
                    [poll, unit, place + 1],
                )
            held = _only(connection.execute(CLASS, [poll]).fetchone())
            made = connection.execute(VOTERS, [poll, held, people]).fetchall()
            roll = Roll(poll, held, [key for (key,) in made])
            connection.cursor().executemany(
                "update ballots_voter set code_digest = %s where id = %s",
                [
                    (digest_of_code(KEY, poll, roll.code(key)), key)
                    for key in roll.voters[:WITH_CARDS]
                ],
            )
        return roll


@contextmanager
def hall(target: str = LIVE_TARGET, *, unsafe: bool = False) -> Iterator[Hall]:
    """A hall, whose live service is that of the product or a twin of it."""
    PLACE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=PLACE))
    held = Hall(folder, target)
    try:
        lay_data(folder / "pg", TEMPLATES, SOURCE)
        held.start_database()
        with reserved_port(HOST) as port:
            held.port = port
            words = [target if word == LIVE_TARGET else word for word in live_words(HOST, port)]
            with running(
                Phrase("the live service"),
                words,
                environment=_environment(held, unsafe=unsafe),
                log=folder / "live.log",
            ) as child:
                held._live = child  # noqa: SLF001 - the hall's own
                held.wait_until_up()
                yield held
    finally:
        held._database.close()  # noqa: SLF001
        shutil.rmtree(folder, ignore_errors=True)


def _environment(held: Hall, *, unsafe: bool) -> dict[str, str]:
    return {
        **os.environ,
        "SANBI_DATABASE_URL": held.url,
        "SANBI_SECRET_KEY": KEY,
        "SANBI_UNSAFE_WRITES": "1" if unsafe else "",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def marks(number: int = 0) -> dict[str, dict[str, str]]:
    """A whole ballot."""
    words = ("好", "较好", "一般", "较差")
    return {f"H-{place:02d}": {"": words[(place + number) % 4]} for place in range(UNITS)}


def _only(row: tuple[Any, ...] | None) -> int:
    assert row is not None
    return int(row[0])


def _below(parent: int) -> Iterator[int]:
    """Return the processes that a process has started, and theirs."""
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    except OSError:
        return
    for word in text.split():
        yield int(word)
        yield from _below(int(word))


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _answers(port: int) -> bool:
    asked = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        asked.request("GET", "/live/health")
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
