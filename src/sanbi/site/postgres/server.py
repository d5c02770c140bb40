"""An embedded PostgreSQL server that lives as long as a `with` block.

Reachable only through a socket in a private folder; never over the network. What is passed over
in `accounts` (as whom) and `folders` (lock, leftovers) comes together here.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.accounts import OWN_FOLDERS, Account, Place, choose_place
from sanbi.site.postgres.errors import PostgresError
from sanbi.site.postgres.folders import (
    SOCKETS,
    end_leftovers,
    give,
    lines_since,
    locked,
    log_path,
    mark_of,
    open_log,
    socket_folder,
)
from sanbi.site.postgres.programs import Programs, find_programs, refuse_signs
from sanbi.site.postgres.rights import APP_ROLE, make_app_role

OWNER = "sanbi"
DATABASE = "sanbi"
PORT = 5432  # only the name of the socket's file
START_SECONDS = 60.0
STOP_SIGNS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))

# The same result on every machine: nothing is taken from the environment's language.
INITDB = (
    f"--username={OWNER}",
    "--auth-local=trust",  # whoever can enter the socket's private folder
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--set=timezone=UTC",
    "--no-instructions",
)
# On the command line, never in postgresql.conf: a folder made by an older Sanbi follows as well.
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "dynamic_shared_memory_type": "mmap",  # containers give /dev/shm 64 MB only
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "io_method": "sync",
}


@dataclass(frozen=True)
class ServerAddress:
    """Where a running server is reached."""

    sockets: Path
    process: subprocess.Popen[bytes] = field(repr=False, compare=False)

    @property
    def url(self) -> str:
        """The address as the application's role, which owns nothing."""
        return self.url_of(APP_ROLE, DATABASE)

    @property
    def owner_url(self) -> str:
        """The address as the owner of the tables, for migrations; a superuser here."""
        return self.url_of(OWNER, DATABASE)

    def url_of(self, role: str, database: str) -> str:
        """The address of a database as some role."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets))}&port={PORT}"

    def has_ended(self) -> bool:
        """Whether the server has died."""
        return self.process.poll() is not None


@contextmanager
def embedded_server(
    folder: Path, *, durable: bool, programs: Programs | None = None
) -> Iterator[ServerAddress]:
    """A server with its data in `folder`, stopped when the block ends.

    To be entered from the main thread: on Linux the server also ends when the thread that started
    it does, however that happens.

    Parameters
        folder : made on first use. Beside it stand `<folder>.lock` and `<folder>.log`.
        durable : False for tests: quicker, and a power cut may lose everything.
        programs : other programs than the wheel's.
    Raises
        PostgresError  when it cannot run; nothing is left running then.
    """
    folder = folder.resolve()
    refuse_signs(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            place = choose_place(folder, programs or find_programs())
            account = place.account
            with (
                _own_folder_emptied(place, durable=durable),
                socket_folder(folder, account.uid, account.gid) as sockets,
                _running(folder, place, sockets, durable=durable) as address,
            ):
                yield address
    except PermissionError as error:
        raise PostgresError(
            Phrase(
                "{path}: no permission; work as the owner of the folder, or set SANBI_DATABASE_URL",
                path=error.filename or folder,
            )
        ) from error


def remove_server(folder: Path) -> None:
    """Remove a database folder with everything that a killed run has left of it elsewhere.

    Raises
        PostgresError  when a run holds it.
    """
    folder = folder.resolve()
    mark = mark_of(folder)
    with locked(folder):
        moved = OWN_FOLDERS.glob(f"sanbi-*-{mark}/pg")
        for data in [path for path in (folder, *moved) if path.is_dir()]:
            end_leftovers(data)
            shutil.rmtree(data, ignore_errors=True)
        for left in (*OWN_FOLDERS.glob(f"sanbi-*-{mark}"), *SOCKETS.glob(f"sanbi-*-{mark}")):
            shutil.rmtree(left, ignore_errors=True)
        log_path(folder).unlink(missing_ok=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let a clean-up end in peace: a second Ctrl-C would leave half of it undone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {sign: signal.signal(sign, signal.SIG_IGN) for sign in signs}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


# -- steps -----------------------------------------------------------------------------------------
@contextmanager
def _own_folder_emptied(place: Place, *, durable: bool) -> Iterator[None]:
    """Remove a folder that was made elsewhere, unless its data are to last."""
    try:
        yield
    finally:
        if place.own_folder is not None and not durable:
            shutil.rmtree(place.own_folder, ignore_errors=True)


@contextmanager
def _running(
    folder: Path, place: Place, sockets: Path, *, durable: bool
) -> Iterator[ServerAddress]:
    data = place.data
    if data.is_dir() and any(data.iterdir()):
        _check_version(data, place.programs)
        end_leftovers(data)
        give(data, place.account.uid, place.account.gid)
    else:
        _make_data(folder, place, durable=durable)
    with open_log(folder) as log:
        start = log.tell()
        process = subprocess.Popen(
            place.account.command(*_server_words(place, sockets, durable=durable)),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,  # a Ctrl-C at the terminal is for us to act on
        )
    try:
        address = ServerAddress(sockets, process)
        _wait_until_ready(address, folder, start)
        _make_database(address)
        yield address
    finally:
        with uninterrupted():
            _stop(process)


def _check_version(data: Path, programs: Programs) -> None:
    try:
        found = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise PostgresError(
            Phrase("{folder} is not empty and holds no database; move it away", folder=data)
        ) from None
    if found != str(programs.major):
        raise PostgresError(
            Phrase(
                "{folder} was made by PostgreSQL {found}, and this Sanbi brings {major}; move it"
                " away (demo data are made anew), or take its data along with pg_dump",
                folder=data,
                found=found,
                major=programs.major,
            )
        )


def _make_data(folder: Path, place: Place, *, durable: bool) -> None:
    """Make the database folder beside its place first, so that none is ever half made."""
    data, account = place.data, place.account
    beside = data.with_name(data.name + ".new")
    if beside.exists():
        shutil.rmtree(beside)
    beside.mkdir(mode=0o700)
    give(beside, account.uid, account.gid)
    words = [*INITDB, *([] if durable else ["--no-sync"]), f"--pgdata={beside}"]
    _run_initdb(folder, account, place.programs, words)
    if data.exists():
        data.rmdir()
    beside.rename(data)


def _run_initdb(folder: Path, account: Account, programs: Programs, words: list[str]) -> None:
    with open_log(folder) as log:
        start = log.tell()
        process = subprocess.Popen(
            account.command(programs.initdb, *words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        try:
            status = process.wait()
        except BaseException:
            with uninterrupted():
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            raise
    if status != 0:
        raise PostgresError(_failed(folder, start))


def _server_words(place: Place, sockets: Path, *, durable: bool) -> list[str | Path]:
    settings = SETTINGS | {"unix_socket_directories": str(sockets)}
    if not durable:
        settings |= FORGETFUL
    words: list[str | Path] = [place.programs.postgres, "-D", place.data]
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    return words


def _environment() -> dict[str, str]:
    return {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)}


def _wait_until_ready(address: ServerAddress, folder: Path, start: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if address.has_ended():
            raise PostgresError(_failed(folder, start))
        try:
            psycopg.connect(address.url_of(OWNER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise PostgresError(_failed(folder, start))


def _failed(folder: Path, start: int) -> Phrase:
    return Phrase(
        "PostgreSQL did not start; see {log}:\n{lines}",
        log=log_path(folder),
        lines=lines_since(folder, start),
    )


def _make_database(address: ServerAddress) -> None:
    with psycopg.connect(address.url_of(OWNER, "postgres"), autocommit=True) as connection:
        make_app_role(connection)
        found = connection.execute(
            "select 1 from pg_database where datname = %s", [DATABASE]
        ).fetchone()
        if found is None:
            connection.execute(f"create database {DATABASE}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for sign, seconds in STOP_SIGNS:
        if process.poll() is not None:
            return
        process.send_signal(sign)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
