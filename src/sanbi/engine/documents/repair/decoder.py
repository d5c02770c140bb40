"""What a page tells of the decoder that spoiled it: one decoder did the whole page.

Where a pair of bytes has no character, some decoders drop it, some show a "?" for it, and some keep
it as a character for private use. What the surely read places of a page show speaks for or against
the same at the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PRIVATE = re.compile("[\ue000-\uf8ff]")
# Set on simulated damage (docs/algorithms/repair.md), in nats.
UNDROPPED = 0.01  # against dropped pairs, for each sign of a place that was read without one
ASKED = 5.0  # against them, for each place that was read with a "?" for such a pair
DROPPED = 5.0  # the other way round, and in favour of them
MOST = 12.0
SEEN_FROM = 0.3  # confidence from which a place counts


@dataclass(slots=True)
class Decoder:
    """What was seen of a page's decoder.

    Parameters
        keeps : whether it keeps pairs without a character, so that none is ever dropped.
    """

    keeps: bool
    signs: int = 0
    dropped: int = 0
    asked: int = 0

    def saw(self, confidence: float, signs: int, dropped: int, asked: int) -> None:
        """Take in a place: how surely it was read, its signs, and the pairs it was read with."""
        if confidence < SEEN_FROM:
            return
        self.dropped += dropped > 0
        self.asked += asked > 0
        self.signs += 0 if dropped or asked else signs

    @property
    def against_dropped(self) -> float:
        """Nats against a reading with pairs that were dropped without a trace."""
        found = UNDROPPED * self.signs + ASKED * self.asked - DROPPED * self.dropped
        return min(MOST, max(0.0, found))

    @property
    def against_asked(self) -> float:
        """Nats against a reading with a "?" for a dropped pair."""
        return min(MOST, max(0.0, DROPPED * self.dropped - ASKED * self.asked))


def decoder_of(text: str) -> Decoder:
    """The decoder of a page of which nothing was read yet."""
    return Decoder(keeps=PRIVATE.search(text) is not None)
