"""The hypotheses of a search for one damaged place, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.language.symbols import BITS
from sanbi.engine.documents.repair.codes import FORBIDDEN, Codes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALIGNED = -1
TWO_STOPS = 8.0  # nats against a mark right behind a mark
STOP = np.zeros(0x110000, bool)
STOP[[ord(mark) for mark in "，。、；：！？,;:!?"]] = True
WINDOW = (1 << 3 * BITS) - 1


@dataclass(frozen=True, slots=True)
class Beam:
    """Hypotheses about what stood at a place of a page.

    Parameters
        pending : the first byte of an original character whose second is still to come, or -1.
        last : the second byte of the last original character; 0 after another sign.
        code : the code point that was written last.
        window : the last three symbols, as a key of the model.
        score : log probability and log priors, in nats.
        shifted : whether it ever left the alignment that the decoder saw.
        settled : at which token it came back, for the last time.
        lost : bytes that it had to guess.
        parent : its row in the step before.
        wrote : up to four code points that this step adds, 0 for none.
    """

    pending: Ints
    last: Ints
    code: Ints
    window: Ints
    score: Floats
    shifted: NDArray[np.bool_]
    settled: Ints
    lost: Ints
    parent: Ints
    wrote: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.pending)

    def rows(self, which: Ints | NDArray[np.bool_]) -> Beam:
        """Some of them, in that order."""
        return Beam(*(getattr(self, field.name)[which] for field in fields(self)))

    def changed(self, **columns: NDArray[np.generic]) -> Beam:
        """The same with other columns."""
        return Beam(*(columns.get(f.name, getattr(self, f.name)) for f in fields(self)))

    def step(self) -> Beam:
        """The beginning of the next step: each is its own parent and has written nothing."""
        return self.changed(parent=np.arange(len(self)), wrote=_nothing(len(self)))


def begun(window: int, last: int, code: int) -> Beam:
    """The one hypothesis before a place: aligned as the decoder was.

    Parameters
        window : the three symbols before it, as a key of the model.
        last : the second byte of the character before it; 0 for another sign.
        code : that character.
    """
    zero = np.zeros(1, np.int64)
    return Beam(
        pending=np.full(1, ALIGNED),
        last=np.full(1, last),
        code=np.full(1, code),
        window=np.full(1, window),
        score=np.zeros(1),
        shifted=np.zeros(1, bool),
        settled=zero,
        lost=zero,
        parent=zero,
        wrote=_nothing(1),
    )


def joined(beams: Sequence[Beam]) -> Beam:
    """All hypotheses of several beams."""
    return Beam(*(np.concatenate([getattr(beam, f.name) for beam in beams]) for f in fields(Beam)))


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


def _nothing(rows: int) -> Ints:
    return np.zeros((rows, 4), np.int64)


class Writer:
    """Adds original characters to hypotheses, with what the model thinks of them."""

    def __init__(self, model: Model, codes: Codes, table: Ints) -> None:
        """Write characters of a code table under a model."""
        self.model, self.codes, self.table = model, codes, table

    def pair(self, beam: Beam, first: Ints, second: Ints) -> Beam:
        """The character of two bytes; hypotheses that cannot hold it fall out."""
        cost = self.codes.costs[first, second]
        fits = cost < FORBIDDEN
        kept, first, second = beam.rows(fits), first[fits], second[fits]
        if not fits.any():
            return kept
        added = self.symbol(kept, self.codes.numbers[first, second], self.table[first, second])
        return added.changed(score=added.score - cost[fits], last=second)

    def best_pairs(self, beam: Beam, seconds: Ints, most: int, depth: float) -> Beam:
        """The best characters of the byte that each holds and any of `seconds`.

        As `pair` of all combinations and `pruned` would give, without rows for the poor ones.
        """
        cost = self.codes.costs[beam.pending[:, None], seconds[None, :]]
        rows, ways = np.nonzero(cost < FORBIDDEN)
        if not len(rows):
            return beam.rows(rows)
        first, second = beam.pending[rows], seconds[ways]
        windows, known = np.unique(beam.window, return_inverse=True)
        chance = self.model.scorer.chances(
            self.model.scorer.context(windows), known[rows], self.codes.numbers[first, second]
        )
        stop = STOP[beam.code][rows] & STOP[self.table[first, second]]
        score = beam.score[rows] + np.log(chance) - TWO_STOPS * stop - cost[rows, ways]
        best = best_of(score, most, depth)
        return self.pair(beam.rows(rows[best]), first[best], second[best])

    def symbol(self, beam: Beam, number: Ints, code: Ints) -> Beam:
        """A symbol of the model, and the code point that is written for it."""
        stop = STOP[beam.code] & STOP[code]
        windows, rows = np.unique(beam.window, return_inverse=True)
        chance = self.model.scorer.chances(self.model.scorer.context(windows), rows, number)
        wrote = beam.wrote.copy()
        wrote[np.arange(len(beam)), (wrote != 0).sum(axis=1)] = code
        return beam.changed(
            score=beam.score + np.log(chance) - TWO_STOPS * stop,
            window=(beam.window << BITS | number) & WINDOW,
            wrote=wrote,
            code=code,
        )
