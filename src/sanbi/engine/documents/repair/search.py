"""The search for what stood at one damaged place: step by step, the best hypotheses kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanbi.engine.documents.repair.beam import ALIGNED, Beam, Ints, begun, joined, pruned
from sanbi.engine.documents.repair.steps import TWICE, Rules
from sanbi.engine.documents.repair.tokens import Token

WIDTH = 250  # hypotheses that go on
TOLD = 100  # hypotheses that come out
DEPTH = 22.0  # nats behind the best at which one is given up
POOR = -3.6  # nats for each token: below it, two dropped pairs in a row are tried
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


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a place: three symbols as a key, the last character and its last byte."""

    window: int
    last: int
    code: int


def hypotheses(rules: Rules, tokens: Sequence[Token], before: Before) -> list[Hypothesis]:
    """The likeliest readings of a place, best first; one that is as it stands is among them.

    Two dropped pairs in a row take long to search for: only where nothing else reads well.
    """
    found = _searched(rules, tokens, before)
    if not found or _poor(found[0]):
        more = _searched(replace(rules, hidden=TWICE), tokens, before)
        return more or found
    return found


def _poor(best: Hypothesis) -> bool:
    return best.lost >= PAIR_LOST or best.score < POOR * (best.settled + AFTER)


def _searched(rules: Rules, tokens: Sequence[Token], before: Before) -> list[Hypothesis]:
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


def _narrowed(beam: Beam) -> Beam:
    """The best ones; what would leave the page as it is stays to be compared with."""
    best = pruned(beam, WIDTH, DEPTH)
    if best.shifted.all() and not beam.shifted.all():
        plain = pruned(beam.rows(~beam.shifted), 1, DEPTH)
        return joined([best, plain])
    return best


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
                float(beam.score[row]),
                bool(beam.shifted[row]),
                int(beam.settled[row]),
                int(beam.lost[row]),
            )
        )
    return found


def _pieces(row: int, trace: list[tuple[Ints, Ints]]) -> tuple[str, ...]:
    pieces = []
    for parent, wrote in reversed(trace):
        pieces.append("".join(chr(code) for code in wrote[row].tolist() if code))
        row = int(parent[row])
    return tuple(reversed(pieces))
