"""How likely stretches of text are after others, by the language model of official prose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sanbi.engine.documents.language import official_prose

MEMORY = 3
"""So many characters before a stretch bear on it; the model knows sequences of four."""


def log_odds(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The log probability of each second text behind its first, in nats; many at once.

    Digits and Latin letters are unlikely to the model wherever they stand, so compare only
    readings of the same characters. O(characters).
    """
    if not pairs:
        return []
    model = official_prose()
    runs = []
    for before, text in pairs:
        numbers = model.vocabulary.numbers_as_written(before[-MEMORY:] + text)
        lead = np.zeros(MEMORY, np.int64)
        runs.append(np.concatenate([lead[: MEMORY - len(before)], numbers]))
    lengths = [len(run) - MEMORY for run in runs]
    stream = np.concatenate(runs)
    inside = np.concatenate([np.arange(len(run)) >= MEMORY for run in runs])
    owner = np.repeat(np.arange(len(runs)), lengths)
    logs = model.behind(stream, np.flatnonzero(inside))
    return [float(value) for value in np.bincount(owner, logs, len(runs))]
