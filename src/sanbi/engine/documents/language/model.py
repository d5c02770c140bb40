"""A language model of official prose: how likely a text is, in nats."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from sanbi.engine.documents.language.counties import told_again
from sanbi.engine.documents.language.counts import counted, shipped_orders, shipped_symbols
from sanbi.engine.documents.language.scorer import Floats, KneserNey, Mixture, Scorer
from sanbi.engine.documents.language.symbols import BITS, Ids, Vocabulary

OWN_SHARE = 0.2  # of the document's own words; see docs/algorithms/language-model.md


class Model:
    """Scores sequences of symbols; `aware` gives one that knows a document's own words too."""

    def __init__(self, vocabulary: Vocabulary, scorer: Scorer, base: KneserNey) -> None:
        """Hold a vocabulary and what scores its numbers."""
        self.vocabulary = vocabulary
        self.scorer = scorer
        self._base = base

    def rank(self, character: str) -> int:
        """The place of a character among all by how likely it is alone, from 0."""
        number = int(self.vocabulary.numbers_as_written(character)[0])
        return int((self._base.single > self._base.single[number]).sum())

    def aware(self, texts: Sequence[str], share: float = OWN_SHARE) -> Model:
        """A model in which a share of the probability is that of these texts (normalised here)."""
        whole = "\n".join(texts)
        vocabulary = self.vocabulary.widened(whole)
        own = KneserNey(counted([vocabulary.numbers(text) for text in texts]))
        return Model(vocabulary, Mixture(self._base, own, share), self._base)

    def scores(self, texts: Sequence[str]) -> Floats:
        """The log probability of each text between two boundaries, in nats; many at once."""
        numbers = [self.vocabulary.numbers(text + "\n") for text in texts]
        if not numbers:
            return np.empty(0)
        owner = np.repeat(np.arange(len(texts)), [len(part) for part in numbers])
        return np.bincount(owner, self._logs(numbers), len(texts)).astype(np.float64)

    def places(self, numbers: Ids) -> Floats:
        """The log probability of each symbol of a run after those before it, in nats."""
        return self._logs([numbers])

    def _logs(self, numbers: Sequence[Ids]) -> Floats:
        stream = np.concatenate([np.concatenate([[0, 0, 0], part]) for part in numbers])
        inside = np.concatenate([np.arange(-3, len(part)) >= 0 for part in numbers])
        return self.behind(stream, np.flatnonzero(inside))

    def behind(self, stream: Ids, at: Ids) -> Floats:
        """The log probability of the symbols at some places of a run, each after the three before.

        No place may be lower than 3.
        """
        before = stream[at - 3] << 2 * BITS | stream[at - 2] << BITS | stream[at - 1]
        context = self.scorer.context(before)
        chance = self.scorer.chances(context, np.arange(len(at)), stream[at])
        return np.log(chance)


@lru_cache(maxsize=1)
def official_prose() -> Model:
    """The model of the counts that ship with Sanbi; read once, about 0.6 s and 90 MB."""
    vocabulary = Vocabulary(shipped_symbols())
    base = KneserNey(told_again(shipped_orders(), vocabulary))
    return Model(vocabulary, base, base)
