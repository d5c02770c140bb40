"""Runs a reader of hostile files in a process of its own."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CONFINE = Path(__file__).with_name("confine.py")
# Arrow's own pool takes addresses ahead of need, which the limit of memory would count.
SURROUNDINGS = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}
TOO_LITTLE_MEMORY, REFUSED = 4, 3
HOW = {
    0: "well",
    REFUSED: "refused",
    TOO_LITTLE_MEMORY: "memory",
    -signal.SIGABRT: "memory",  # how a reader in Rust ends when there is none
    -signal.SIGKILL: "slow",
    -signal.SIGXCPU: "slow",
}
Ended = Literal["well", "refused", "memory", "slow", "much", "broken"]


@dataclass(frozen=True)
class Outcome:
    """What a confined program wrote, and how it ended.

    ``refused`` it said so itself; ``memory``, ``slow``, ``much``: it passed a limit; ``broken``:
    it failed in another way.
    """

    output: bytes
    ended: Ended


@dataclass(frozen=True)
class Bounds:
    """Limits of a reader: bytes of memory, seconds of clock and processor, bytes of output."""

    memory: int
    seconds: float
    output: int


def run_confined(
    program: Path, arguments: Sequence[str], content: bytes, bounds: Bounds
) -> Outcome:
    """Run a program on a content and return what it wrote; it can write no file.

    The program must not import Sanbi: it runs without its settings and database.
    """
    command = [
        *(sys.executable, "-I", str(CONFINE), str(bounds.memory), str(math.ceil(bounds.seconds))),
        *(str(program), *arguments),
    ]
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        with subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**SURROUNDINGS, "PATH": os.defpath},
            cwd="/",
        ) as process:
            return _watched(process, bounds)


def _watched(process: subprocess.Popen[bytes], bounds: Bounds) -> Outcome:
    timer = threading.Timer(bounds.seconds, process.kill)
    timer.start()
    try:
        output = process.stdout.read(bounds.output + 1) if process.stdout else b""
        if len(output) > bounds.output:
            process.kill()
            return Outcome(b"", "much")
        ended = HOW.get(process.wait(), "broken")
    finally:
        timer.cancel()
    return Outcome(output, ended)  # type: ignore[arg-type]  # HOW holds no other words
