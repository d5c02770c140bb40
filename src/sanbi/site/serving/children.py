"""Child processes that live as long as their block, and end when this process dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.server import uninterrupted
from sanbi.site.serving.errors import ServingError

STOP_SECONDS = 5.0
KILL_SECONDS = 2.0
SHOWN_LINES = 8
END_SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Child:
    """A running child process."""

    name: Phrase
    process: subprocess.Popen[bytes]
    log: Path | None = None

    def check(self) -> None:
        """Raise `ServingError` with the end of the log when it has ended."""
        status = self.process.poll()
        if status is None:
            return
        if self.log is None:
            raise ServingError(
                Phrase("{name} ended (status {status})", name=self.name, status=status)
            )
        text = self.log.read_text(encoding="utf-8", errors="replace")
        raise ServingError(
            Phrase(
                "{name} ended (status {status}); see {log}\n{lines}",
                name=self.name,
                status=status,
                log=self.log,
                lines="\n".join(text.splitlines()[-SHOWN_LINES:]),
            )
        )


@contextmanager
def running(
    name: Phrase,
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path | None = None,
    orphan: signal.Signals = signal.SIGTERM,
) -> Iterator[Child]:
    """A child with the words of its command line; told to end, then killed, when the block ends.

    Parameters
        log : takes its output, from this start on; None leaves it on the terminal.
        orphan : what the kernel sends it when this process dies (Linux only).
    """
    guarded = [*guard(orphan), *words]
    if log is None:
        process = _start(guarded, environment, None)
    else:
        with log.open("wb") as out:
            process = _start(guarded, environment, out.fileno())
    try:
        yield Child(name, process, log)
    finally:
        with uninterrupted():
            _stop(process)


def python(*words: str) -> list[str]:
    """The words that start this Python; the folder that it starts in does not lend modules."""
    return [sys.executable, "-P", *words]


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let the first Ctrl-C, SIGTERM or SIGHUP end the block in order; later ones change nothing.

    Without this only Ctrl-C would run the clean-up, and a second one would break it off.
    """

    def end(_sign: int, _frame: FrameType | None) -> None:
        for sign in END_SIGNS:
            signal.signal(sign, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {sign: signal.signal(sign, end) for sign in END_SIGNS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def guard(orphan: signal.Signals) -> list[str]:
    """The words that let the kernel end a command when its starter dies (Linux only)."""
    if sys.platform != "linux" or shutil.which("setpriv") is None:
        return []
    return ["setpriv", "--pdeathsig", orphan.name.removeprefix("SIG"), "--"]


def _start(
    words: Sequence[str], environment: Mapping[str, str], out: int | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=out,
        env=dict(environment),
        start_new_session=True,  # a Ctrl-C at the terminal is for us to act on
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the child, and whatever it has started itself."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    until = time.monotonic() + KILL_SECONDS
    with suppress(ProcessLookupError, PermissionError):  # nobody is left of its group
        while time.monotonic() < until:
            os.killpg(process.pid, signal.SIGKILL)
            process.poll()
            time.sleep(0.02)
    process.wait()
