"""How likely stretches of text are after others, by the language model of official prose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sanbi.engine.documents.language import official_prose

MEMORY = 3
"""So many characters before a stretch bear on it; the model knows sequences of four."""
BOUNDARY = "\n" * MEMORY


def log_odds(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The log probability of each second text behind its first, in nats; many at once.

    Digits and Latin letters are unlikely to the model wherever they stand, so compare only
    readings of the same characters. O(characters).
    """
    if not pairs:
        return []
    model = official_prose()
    runs = [(BOUNDARY + before)[-MEMORY:] + text for before, text in pairs]
    lengths = np.array([len(text) for _, text in pairs])
    stream = model.vocabulary.numbers_as_written("".join(runs))
    owner = np.repeat(np.arange(len(pairs)), lengths)
    at = np.arange(len(owner)) + MEMORY * (owner + 1)  # each run has its memory before it
    logs = model.behind(stream, at)
    return [float(value) for value in np.bincount(owner, logs, len(pairs))]
