"""Keeps the live service up: starts its server anew whenever it ends by itself.

    python -m sanbi.site.live.staying WORDS...

Granian starts a worker anew that died, but ends altogether when one dies twice within 5.5 seconds.
A hall must go on then as well. A server that has never worked, but ends at once each time, is given
up: what it needs is missing, and its last words say what.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

AT_ONCE, OFTEN = 1.0, 10
"""Seconds of a run that count as ending at once, and how many of them at the start are too many."""
PAUSE = 0.1


class Keeper:
    """Runs a command for as long as it is wanted."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def end(self, _sign: int = 0, _frame: FrameType | None = None) -> None:
        """Let the command end, and start it no more."""
        self._over.set()
        if self._child is not None:
            self._child.terminate()

    def run(self) -> int:
        """Run the command until it ends as it was asked to; return its status."""
        status, short, worked = 0, 0, False
        while not self._over.is_set() and (worked or short < OFTEN):
            begun = time.monotonic()
            self._child = subprocess.Popen(self._words)
            if self._over.is_set():  # told to end while it was being started
                self._child.terminate()
            status = self._child.wait()
            if status == 0:
                break
            worked = worked or time.monotonic() - begun > AT_ONCE
            short += 1
            time.sleep(PAUSE)
        return 0 if self._over.is_set() else status


def main() -> int:
    """Run the words of the command line."""
    keeper = Keeper(sys.argv[1:])
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, keeper.end)
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
