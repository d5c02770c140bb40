"""Folders and files around a server: lock, socket folder, log, leftovers of a killed run."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.errors import PostgresError

SOCKETS = Path("/tmp")  # noqa: S108  short (a socket's path ends at 107 bytes); owned_folder checks
LOG_KEPT = 256 * 1024  # bytes of earlier runs that stay in the log
PATIENCE = 10.0  # seconds for a server whose starter has died to end by itself
PROCESSES = Path("/proc")
PROGRAM = "postgres"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `<folder>.lock`, so that one run at a time uses the folder.

    Raises
        PostgresError  when another run holds it.
    """
    path = folder.with_name(folder.name + ".lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PostgresError(
                Phrase("{folder} is in use by another run; stop that one first", folder=folder)
            ) from None
        yield


def owned_folder(path: Path, uid: int, gid: int) -> Path:
    """Make a folder that only `uid` can enter, or take the one that is there.

    Raises
        PostgresError  when it is a link, belongs to someone else or is open to others.
    """
    made = False
    try:
        path.mkdir(mode=0o700)
        made = True
    except FileExistsError:
        pass
    state = path.lstat()
    if made and state.st_uid != uid:
        os.chown(path, uid, gid)
        state = path.lstat()
    private = stat.S_ISDIR(state.st_mode) and stat.S_IMODE(state.st_mode) & 0o077 == 0
    if not private or state.st_uid != uid:
        raise PostgresError(
            Phrase("{path} is not a private folder of user {uid}; remove it", path=path, uid=uid)
        )
    return path


def mark_of(folder: Path) -> str:
    """A short name that is always the same for a database folder."""
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


@contextmanager
def socket_folder(folder: Path, uid: int, gid: int) -> Iterator[Path]:
    """The folder of the server's socket: short, private, the same for the same database folder."""
    path = owned_folder(SOCKETS / f"sanbi-{uid}-{mark_of(folder)}", uid, gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def give(folder: Path, uid: int, gid: int) -> None:
    """Let a database folder belong to the account that runs the server (as root only)."""
    owner = folder.stat().st_uid
    if owner == uid:
        return
    if os.geteuid() != 0:
        raise PostgresError(
            Phrase(
                "{folder} belongs to user {owner}; run as that user, or move the folder away",
                folder=folder,
                owner=owner,
            )
        )
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, gid, follow_symlinks=False)


@contextmanager
def open_log(folder: Path) -> Iterator[BinaryIO]:
    """`<folder>.log`, open for appending; of earlier runs only the end is kept."""
    path = log_path(folder)
    with path.open("ab"):
        pass
    content = path.read_bytes()
    if len(content) > LOG_KEPT:
        path.write_bytes(content[-LOG_KEPT:])
    with path.open("ab") as log:
        yield log


def log_path(folder: Path) -> Path:
    """Where the server's messages go."""
    return folder.with_name(folder.name + ".log")


def lines_since(folder: Path, start: int, most: int = 5) -> str:
    """The end of what the log tells from byte `start` on, for a message."""
    with log_path(folder).open("rb") as log:
        log.seek(start)
        text = log.read().decode("utf-8", errors="replace")
    return "\n".join(text.splitlines()[-most:])


# -- leftovers -------------------------------------------------------------------------------------
def processes_in(data: Path) -> list[int]:
    """The processes of PostgreSQL that work in a database folder (Linux only).

    Somebody's shell that stands in the folder is none of them.
    """
    place = data.resolve()
    found = []
    for entry in PROCESSES.glob("[0-9]*"):
        try:
            here, program = (entry / "cwd").readlink(), (entry / "exe").readlink().name
        except OSError:
            continue  # it has ended, or is not ours
        if here == place and program.removesuffix(" (deleted)") == PROGRAM:
            found.append(int(entry.name))
    return found


def end_leftovers(data: Path) -> None:
    """End what a killed run has left in a folder that is locked by us, and its pid file.

    The pid file alone proves nothing: its number may be another program's by now. And it must not
    go while a part of the dead server still writes, or two servers would share the data.
    """
    if not PROCESSES.is_dir():
        return  # PostgreSQL judges by itself
    _wait_until_gone(data)
    _signal(signal.SIGINT, [pid for pid in processes_in(data) if pid == _server(data)])
    _wait_until_gone(data)
    _signal(signal.SIGKILL, processes_in(data))
    _wait_until_gone(data)
    left = processes_in(data)
    if left:
        raise PostgresError(
            Phrase("a server (process {pids}) still works in {folder}", pids=left, folder=data)
        )
    (data / "postmaster.pid").unlink(missing_ok=True)


def _server(data: Path) -> int | None:
    """The number in the pid file: the parts of a server must not be told to end one by one."""
    try:
        first = (data / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0]
        return int(first)
    except (OSError, ValueError):
        return None


def _signal(sign: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, sign)


def _wait_until_gone(data: Path) -> None:
    """Wait for a server that has been told to end by the death of its starter."""
    until = time.monotonic() + PATIENCE
    while processes_in(data) and time.monotonic() < until:
        time.sleep(0.05)
