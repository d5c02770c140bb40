"""The search for what stood at one damaged place: step by step, the best hypotheses kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sanbi.engine.documents.repair.beam import ALIGNED, Beam, Ints, begun, best_of
from sanbi.engine.documents.repair.naming import LAND
from sanbi.engine.documents.repair.steps import Rules
from sanbi.engine.documents.repair.tokens import Token

WIDTH = 250  # hypotheses that go on
AT_HOME = 80  # of them, or more than them, that hold no byte
TOLD = 100  # hypotheses that come out
DEPTH = 22.0  # nats behind the best at which one is given up
PAIR_LOST = 2  # bytes that were guessed: where one pair was dropped, two may have been
AFTER = 4  # tokens after the damage by which hypotheses are judged too


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What may have stood at a place.

    ``pieces`` holds what each token becomes; from token ``settled`` on they are as they stood.
    """

    pieces: tuple[str, ...]
    score: float
    shifted: bool
    settled: int
    lost: int
    dropped: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a place: three symbols as a key, the last character and its last byte."""

    window: int
    last: int
    code: int


def hypotheses(rules: Rules, tokens: Sequence[Token], before: Before) -> list[Hypothesis]:
    """The likeliest readings of a place, best first; one that is as it stands is among them."""
    beam = begun(before.window, before.last, before.code)
    trace: list[tuple[Ints, Ints]] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        new = rules.after(beam.step(), token, following)
        if not len(new):
            break
        new = new.changed(settled=np.where(new.settled < 0, place + 1, new.settled))
        beam = _narrowed(new)
        trace.append((beam.parent, beam.wrote))
        home = bool((beam.pending == ALIGNED).all())
        if home and place + 1 - int(beam.settled.max(initial=0)) >= AFTER:
            break
    return _told(beam, trace)


def lossy(found: Sequence[Hypothesis]) -> bool:
    """Whether the best one guessed a pair: then two dropped in a row are worth a search, too."""
    return bool(found) and found[0].lost >= PAIR_LOST


def _narrowed(beam: Beam) -> Beam:
    """The best ones; what would leave the page as it is stays to be compared with.

    Who has just begun a character has not paid for it yet: those at home have places of their own.
    """
    best = best_of(beam.score, WIDTH, DEPTH)
    home = np.flatnonzero(beam.pending == ALIGNED)
    home = home[beam.score[home] >= beam.score[best[0]] - DEPTH]
    some = home[best_of(beam.score[home], AT_HOME, DEPTH)]
    plain = np.flatnonzero(~beam.shifted)
    whole = plain[best_of(beam.score[plain], 1, DEPTH)]
    return beam.rows(np.unique(np.concatenate([best, some, whole])))


def _told(beam: Beam, trace: list[tuple[Ints, Ints]]) -> list[Hypothesis]:
    order = np.argsort(-beam.score, kind="stable")
    order = np.concatenate([order[:TOLD], order[TOLD:][~beam.shifted[order[TOLD:]]]])
    seen: set[str] = set()
    found = []
    for row in order.tolist():
        if beam.pending[row] != ALIGNED:
            continue
        pieces = _pieces(row, trace)
        if (whole := "".join(pieces)) in seen:
            continue
        seen.add(whole)
        found.append(
            Hypothesis(
                pieces,
                float(beam.score[row] - LAND * beam.named[row]),
                bool(beam.shifted[row]),
                int(beam.settled[row]),
                int(beam.lost[row]),
                int(beam.dropped[row]),
                int(beam.asked[row]),
            )
        )
    return sorted(found, key=lambda h: -h.score)


def _pieces(row: int, trace: list[tuple[Ints, Ints]]) -> tuple[str, ...]:
    pieces = []
    for parent, wrote in reversed(trace):
        pieces.append("".join(chr(code) for code in wrote[row].tolist() if code))
        row = int(parent[row])
    return tuple(reversed(pieces))
