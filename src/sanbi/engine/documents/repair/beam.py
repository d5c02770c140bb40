"""The hypotheses of a search for one damaged place, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.language.rows import Rows
from sanbi.engine.documents.language.symbols import BITS, MASK, SYMBOLS, UNKNOWN
from sanbi.engine.documents.repair.codes import FORBIDDEN, Codes
from sanbi.engine.documents.repair.naming import LAND, LAND_ENDS, LAND_SIGNS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALIGNED = -1
TWO_STOPS = 8.0  # nats against a mark right behind a mark
STOP = np.zeros(0x110000, bool)
STOP[[ord(mark) for mark in "，。、；：！？,;:!?"]] = True
WINDOW = (1 << 3 * BITS) - 1


NAMES = (
    "pending",
    "last",
    "code",
    "window",
    "settled",
    "lost",
    "parent",
    "shifted",
    "dropped",
    "asked",
    "named",
)
PLACES = {name: place for place, name in enumerate(NAMES)}
WROTE = len(NAMES)  # from here on four columns hold what a step wrote
WIDE = WROTE + 4


@dataclass(frozen=True, slots=True)
class Beam:
    """Hypotheses about what stood at a place of a page, n of them.

    Their whole numbers stand in one table, n × `WIDE`, so that choosing rows copies once.

    Parameters
        numbers : the columns below.
        score : log probability and log priors, in nats.

    Columns
        pending : the first byte of an original character whose second is still to come, or -1.
        last : the second byte of the last original character; 0 after another sign.
        code : the code point that was written last.
        window : the last three symbols, as a key of the model.
        settled : at which token it came back, for the last time.
        lost : bytes that it had to guess.
        parent : its row in the step before.
        shifted : whether it ever left the alignment that the decoder saw.
        dropped : how often it took a pair for dropped without a trace.
        asked : how often it took a "?" for a dropped pair.
        named : signs of names of places in it that such names are often made of.
        wrote : up to four code points that this step adds, 0 for none.
    """

    numbers: Ints
    score: Floats

    def __len__(self) -> int:
        """How many."""
        return len(self.score)

    @property
    def pending(self) -> Ints:
        """First bytes that wait for their second."""
        return self.numbers[:, 0]

    @property
    def last(self) -> Ints:
        """Second bytes of the characters before."""
        return self.numbers[:, 1]

    @property
    def code(self) -> Ints:
        """Code points written last."""
        return self.numbers[:, 2]

    @property
    def window(self) -> Ints:
        """Keys of the last three symbols."""
        return self.numbers[:, 3]

    @property
    def settled(self) -> Ints:
        """Tokens at which they came back."""
        return self.numbers[:, 4]

    @property
    def lost(self) -> Ints:
        """Bytes that were guessed."""
        return self.numbers[:, 5]

    @property
    def parent(self) -> Ints:
        """Rows in the step before."""
        return self.numbers[:, 6]

    @property
    def shifted(self) -> NDArray[np.bool_]:
        """Which ever left the decoder's alignment."""
        shifted: NDArray[np.bool_] = self.numbers[:, 7] != 0
        return shifted

    @property
    def dropped(self) -> Ints:
        """Pairs dropped without a trace."""
        return self.numbers[:, 8]

    @property
    def asked(self) -> Ints:
        """Pairs dropped and marked."""
        return self.numbers[:, 9]

    @property
    def named(self) -> Ints:
        """Signs of names of places."""
        return self.numbers[:, 10]

    @property
    def wrote(self) -> Ints:
        """Code points that this step adds, n × 4."""
        return self.numbers[:, WROTE:]

    def rows(self, which: Ints | NDArray[np.bool_]) -> Beam:
        """Some of them, in that order."""
        return Beam(self.numbers[which], self.score[which])

    def changed(self, score: Floats | None = None, **columns: NDArray[np.generic] | int) -> Beam:
        """The same with other columns; one value stands for all rows."""
        numbers = self.numbers
        if columns:
            numbers = numbers.copy()
            for name, values in columns.items():
                numbers[:, PLACES[name]] = values
        return Beam(numbers, self.score if score is None else score)

    def step(self) -> Beam:
        """The beginning of the next step: each is its own parent and has written nothing."""
        numbers = self.numbers.copy()
        numbers[:, PLACES["parent"]] = np.arange(len(self))
        numbers[:, WROTE:] = 0
        return Beam(numbers, self.score)

    def written(self, code: Ints, window: Ints, score: Floats, last: Ints | None = None) -> Beam:
        """The same with one more code point each, and another second byte if one is given."""
        numbers = self.numbers.copy()
        free = WROTE + (numbers[:, WROTE:] != 0).sum(axis=1)
        numbers[np.arange(len(self)), free] = code
        numbers[:, PLACES["code"]], numbers[:, PLACES["window"]] = code, window
        if last is not None:
            numbers[:, PLACES["last"]] = last
        return Beam(numbers, score)


def begun(window: int, last: int, code: int) -> Beam:
    """The one hypothesis before a place: aligned as the decoder was.

    Parameters
        window : the three symbols before it, as a key of the model.
        last : the second byte of the character before it; 0 for another sign.
        code : that character.
    """
    numbers = np.zeros((1, WIDE), np.int64)
    held = Beam(numbers, np.zeros(1))
    return held.changed(pending=ALIGNED, last=last, code=code, window=window)


def joined(beams: Sequence[Beam]) -> Beam:
    """All hypotheses of several beams."""
    return Beam(
        np.concatenate([beam.numbers for beam in beams]),
        np.concatenate([beam.score for beam in beams]),
    )


def pruned(beam: Beam, most: int, depth: float) -> Beam:
    """The best ones, at most so many, none further than `depth` nats behind the first."""
    return beam.rows(best_of(beam.score, most, depth))


def best_of(scores: Floats, most: int, depth: float) -> Ints:
    """The places of the best scores, best first; of equal ones the first. O(n + k log k)."""
    least = scores.max(initial=-np.inf) - depth
    if len(scores) > most:
        least = max(least, np.partition(scores, len(scores) - most)[len(scores) - most])
    near = np.flatnonzero(scores >= least)
    return near[np.argsort(-scores[near], kind="stable")[:most]]


def ties(beam: Beam, most: int, depth: float) -> Beam:
    """The same for scores: hypotheses that are equal but for what they still hold count as one."""
    scores = np.unique(-beam.score)[:most]
    least = -scores[-1] if len(scores) else 0.0
    return beam.rows(beam.score >= max(least, beam.score.max(initial=-np.inf) - depth))


class Writer:
    """Adds original characters to hypotheses, with what the model thinks of them."""

    def __init__(self, model: Model, codes: Codes, table: Ints) -> None:
        """Write characters of a code table under a model."""
        self.model, self.codes, self.table = model, codes, table
        self.rows = Rows(model.scorer)
        self.land, self.ends = (
            np.bincount(model.vocabulary.numbers("".join(sorted(signs))), minlength=SYMBOLS)
            for signs in (LAND_SIGNS, LAND_ENDS)
        )
        self.land[0] = self.ends[0] = self.land[UNKNOWN] = self.ends[UNKNOWN] = 0

    def pair(self, beam: Beam, first: Ints, second: Ints) -> Beam:
        """The character of two bytes; hypotheses that cannot hold it fall out."""
        fits = np.flatnonzero(self.codes.costs[first, second] < FORBIDDEN)
        if len(fits) < len(beam):
            beam, first, second = beam.rows(fits), first[fits], second[fits]
        if not len(fits):
            return beam
        score = self.scores(beam, np.arange(len(beam)), first, second)
        return self._paired(beam, first, second, score)

    def best_pairs(self, beam: Beam, seconds: Ints, most: int, depth: float) -> Beam:
        """The best characters of the byte that each holds and any of `seconds`.

        As `pair` of all combinations and `pruned` would give, without rows for the poor ones.
        """
        rows, ways = np.nonzero(self.codes.costs[beam.pending[:, None], seconds] < FORBIDDEN)
        first, second = beam.pending[rows], seconds[ways]
        best, score = self.best(beam, rows, first, second, most, depth)
        return self._paired(beam.rows(rows[best]), first[best], second[best], score)

    def best(
        self, beam: Beam, rows: Ints, first: Ints, second: Ints, most: int, depth: float
    ) -> tuple[Ints, Floats]:
        """Which of many characters of two bytes each are the best ones, and their scores.

        Parameters
            rows : which hypothesis goes on, for each character.
        """
        score = self.scores(beam, rows, first, second)
        best = best_of(score, most, depth)
        return best, score[best]

    def scores(self, beam: Beam, rows: Ints, first: Ints, second: Ints) -> Floats:
        """The scores that hypotheses, named by their rows, get with the character of two bytes."""
        stop = STOP[beam.code][rows] & STOP[self.table[first, second]]
        chance = self.rows.chances(beam.window, rows, self.codes.numbers[first, second])
        added = np.log(chance) - TWO_STOPS * stop - self.codes.costs[first, second]
        score: Floats = beam.score[rows] + added
        return score

    def symbol(self, beam: Beam, number: Ints, code: Ints) -> Beam:
        """A symbol of the model, and the code point that is written for it."""
        stop = STOP[beam.code] & STOP[code]
        chance = self.rows.chances(beam.window, np.arange(len(beam)), number)
        added = beam.written(
            code,
            (beam.window << BITS | number) & WINDOW,
            beam.score + np.log(chance) - TWO_STOPS * stop,
        )
        return self._named(added)

    def _paired(self, beam: Beam, first: Ints, second: Ints, score: Floats) -> Beam:
        number = self.codes.numbers[first, second]
        window = (beam.window << BITS | number) & WINDOW
        added = beam.written(self.table[first, second], window, score, last=second)
        return self._named(added)

    def _named(self, beam: Beam) -> Beam:
        """Those that just ended the name of a place are believed more, before most are given up.

        Taken back at the end, where whole texts are looked at (`naming.likely_names`).
        """
        window = beam.window
        ended = np.flatnonzero(self.ends[window & MASK])
        if not len(ended):
            return beam
        before = window[ended]
        signs = self.land[before >> BITS & MASK] + self.land[before >> 2 * BITS & MASK]
        named, score = beam.named.copy(), beam.score.copy()
        named[ended] += signs
        score[ended] += LAND * signs
        return beam.changed(score=score, named=named)
