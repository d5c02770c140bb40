"""Whole rows of chances: what a model thinks of every symbol after a context, kept for a while.

A search asks for thousands of symbols after the same few contexts. One row then costs less than a
binary search for each of them.
"""

from __future__ import annotations

import numpy as np

from sanbi.engine.documents.language.scorer import Floats, Scorer
from sanbi.engine.documents.language.symbols import SYMBOLS, Ids

KEPT = 256  # rows at once, 8 MB in all
TOGETHER = 32  # rows made at once: what a processor holds near itself
WORTH = 240  # symbols after one context, on average, from which on its row is worth making


class Rows:
    """Chances of many symbols after few contexts, or few after many: whichever way is quicker."""

    def __init__(self, scorer: Scorer) -> None:
        """Hold what makes the rows; they are made when they are wanted."""
        self.scorer = scorer
        self._table = np.empty((0, SYMBOLS), np.float32)
        self._places: dict[int, int] = {}

    def chances(self, before: Ids, which: Ids, symbols: Ids) -> Floats:
        """The probability of each symbol after the context that `which` names in `before`.

        Parameters
            before : keys of three symbols.
            which : for each symbol a place in `before`.
            symbols : numbers of symbols.
        """
        known, places = np.unique(before, return_inverse=True)
        rows = places[which]
        if len(known) > KEPT or len(symbols) < WORTH * len(known):
            return self.scorer.chances(self.scorer.context(known), rows, symbols)
        held = self._held(known)
        return self._table[held[rows], symbols].astype(np.float64)

    def _held(self, known: Ids) -> Ids:
        """Where the rows of these contexts are in the table, made if need be."""
        keys = known.tolist()
        missing = [key for key in keys if key not in self._places]
        if len(self._places) + len(missing) > KEPT:
            self._places.clear()
            missing = keys
        if not len(self._table):
            self._table = np.empty((KEPT, SYMBOLS), np.float32)
        for start in range(0, len(missing), TOGETHER):
            part = missing[start : start + TOGETHER]
            first = len(self._places)
            self._table[first : first + len(part)] = self.scorer.rows(np.array(part, np.int64))
            self._places.update(zip(part, range(first, first + len(part)), strict=True))
        return np.array([self._places[key] for key in keys], np.int64)
