"""Limits on wrong codes, by poll and where they come from.

A code has eight digits. A hall may sit behind one address, so terminals are counted each for
itself, and the address only for devices that are none.
"""

from __future__ import annotations

from collections import deque

WINDOW = 60.0
FROM_ONE, IN_ALL = 40, 300
"""Wrong codes within the window, from one terminal or address and for a poll; then no further one
is looked at.

At 300 a minute, one right code in a roll of 300 takes half a day; a poll is open for minutes.
"""


class Guesses:
    """Counts wrong codes, in the memory of the process."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[int, str], deque[float]] = {}

    def too_many(self, poll: int, source: str, now: float) -> bool:
        """Whether a further try waits; ``source`` names the terminal or address."""
        here = self._count((poll, source), now)
        return here >= FROM_ONE or self._count((poll, ""), now) >= IN_ALL

    def note(self, poll: int, source: str, now: float) -> None:
        """Count a wrong code of a poll that exists."""
        for key in ((poll, source), (poll, "")):
            self._wrong.setdefault(key, deque()).append(now)

    def _count(self, key: tuple[int, str], now: float) -> int:
        """Return the wrong codes within the window; what is older is forgotten."""
        held = self._wrong.get(key)
        if held is None:
            return 0
        while held and held[0] < now - WINDOW:
            held.popleft()
        if not held:
            del self._wrong[key]
        return len(held)
