"""Limits on wrong codes, by poll and address: a code has eight digits, and a hall one address."""

from __future__ import annotations

from collections import deque

WINDOW = 60.0
FROM_ADDRESS, IN_ALL = 40, 300
"""Wrong codes within the window, from one address and for a poll; then nobody is asked further.

At 300 a minute, one right code in a roll of 300 takes half a day; a poll is open for minutes.
"""


class Guesses:
    """Counts wrong codes, in the memory of the process."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[int, str], deque[float]] = {}

    def too_many(self, poll: int, address: str, now: float) -> bool:
        """Whether a further try waits."""
        here = self._held((poll, address), now)
        return len(here) >= FROM_ADDRESS or len(self._held((poll, ""), now)) >= IN_ALL

    def note(self, poll: int, address: str, now: float) -> None:
        """Count a wrong code."""
        for key in ((poll, address), (poll, "")):
            self._held(key, now).append(now)

    def _held(self, key: tuple[int, str], now: float) -> deque[float]:
        held = self._wrong.setdefault(key, deque())
        while held and held[0] < now - WINDOW:
            held.popleft()
        return held
