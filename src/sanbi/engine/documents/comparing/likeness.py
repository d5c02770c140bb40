"""How alike two texts are: how much they share, and whether it comes in the same order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sanbi.engine.documents.comparing.copies import Copy, sentences_of, shingles_of, words_of


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares from 0 to 1.

    ``shared`` is of all runs of four signs (Jaccard), ``held`` of those of the shorter text;
    ``order`` is the share of common sentences that follow each other in both texts alike, 1 where
    fewer than three are common; ``common`` is how many there are.
    """

    shared: float
    held: float
    order: float
    common: int


@dataclass(frozen=True, slots=True)
class Prints:
    """What is kept of a text for comparing it many times."""

    shingles: frozenset[str]
    sentences: tuple[str, ...]


FEW = 3  # common sentences, below which their order says nothing


def prints_of(copy: Copy) -> Prints:
    """Runs and sentences of a text. O(n)."""
    spans = sentences_of(copy.text)
    sentences = tuple(words_of(copy.text[span.start : span.end]) for span in spans)
    return Prints(shingles_of(copy.text), sentences)


def likeness_of(first: Prints, second: Prints) -> Likeness:
    """How alike two texts are. O(n log n)."""
    both = len(first.shingles & second.shingles)
    either = len(first.shingles | second.shingles)
    least = min(len(first.shingles), len(second.shingles))
    order, common = _order(first.sentences, second.sentences)
    return Likeness(both / either if either else 0.0, both / least if least else 0.0, order, common)


def _order(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[float, int]:
    """The longest run of common sentences that rises in both, by their number."""
    places = {sentence: at for at, sentence in enumerate(second)}
    common = [places[sentence] for sentence in dict.fromkeys(first) if sentence in places]
    if len(common) < FEW:
        return 1.0, len(common)
    piles: list[int] = []
    for place in common:
        at = bisect_left(piles, place)
        piles[at : at + 1] = [place]
    return len(piles) / len(common), len(common)
