"""From the hypotheses of a place to candidates with a confidence, or to no repair at all."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanbi.engine.documents.repair.balance import opened, unbalanced
from sanbi.engine.documents.repair.decoder import Decoder
from sanbi.engine.documents.repair.naming import likely_names
from sanbi.engine.documents.repair.search import Hypothesis
from sanbi.engine.documents.script.tables import by_character
from sanbi.engine.phrases import Phrase

SHOWN = 5
UNREADABLE = "□"
NO_FEATURES = ("margin", "lost")
BEHIND = 18.0  # nats behind the best at which a reading is not shown
CLEAR = 3.0  # nats by which a repair has to beat the page as it stands
CLEAR_IF_HURT = 1.0  # the same on a page whose readings in brackets show that it was treated so
NEIGHBOURS = 8  # characters before a place that names and sister copies are told by
BESIDE = 4  # characters on either side by which a sister copy is searched
SISTER = 14.0  # nats for a reading that a sister copy has between the same neighbours
HALF_SISTER = 4.0  # nats for one that it has behind the same neighbours
WIDE = str.maketrans(",:;!?()", "，：；！？（）")
BARE = re.compile(r"[^㐀-鿿0-9]")

# Calibrated on simulated damage: `python -m benchmarks.repair --fit` (docs/algorithms/repair.md).
WEIGHTS = {"constant": 0.3, "margin": 1.35, "lost": -0.7}
SURE = 0.995  # confidence from which a repair is accepted without a person


@dataclass(frozen=True, slots=True)
class Ranked:
    """The readings of a place, best first, and where they end.

    ``texts`` and ``gaps`` (nats behind the best) go together; ``features`` are what the confidence
    was worked out from.
    """

    texts: tuple[str, ...]
    gaps: tuple[float, ...]
    tokens: int
    confidence: float
    features: dict[str, float]
    grounds: tuple[Phrase, ...]
    dropped: int = 0  # pairs that the best one takes for dropped without a trace
    asked: int = 0  # pairs that it takes a "?" for


class Sisters:
    """Other copies of the same report, bare of marks and in simplified characters."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Hold the copies."""
        self.texts = tuple(bare(text) for text in texts)

    def bonus(self, before: str, reading: str, after: str) -> float:
        """What a sister copy adds to a reading between its neighbours, in nats."""
        left, middle, right = bare(before)[-BESIDE:], bare(reading), bare(after)[:BESIDE]
        if not middle:
            return 0.0
        if any(left + middle + right in text for text in self.texts):
            return SISTER
        if any(left + middle in text or middle + right in text for text in self.texts):
            return HALF_SISTER
        return 0.0


def bare(text: str) -> str:
    """Han characters and digits only, simplified."""
    return BARE.sub("", by_character(text))


def ranked(
    found: Sequence[Hypothesis],
    before: str,
    rest: Sequence[str],
    sisters: Sisters,
    decoder: Decoder,
    clear: float = CLEAR,
) -> Ranked | None:
    """Candidates of a place, or `None` where the page is as likely to be right as it stands.

    Parameters
        before : the text in front of the place, from the beginning of its line.
        rest : for each token, the text of the page from it on (some characters suffice).
        decoder : what is known of the one that spoiled the page.
        clear : nats by which a repair has to beat the page as it stands.
    """
    known = _with_balance(_with_decoder(found, decoder), before)
    scored = _with_sisters(_with_names(known, before), before[-NEIGHBOURS:], rest, sisters)
    shifted = [(h, score) for h, score in scored if h.shifted]
    plain = max((score for h, score in scored if not h.shifted), default=-math.inf)
    if not shifted or shifted[0][1] - plain < clear:
        return None
    best = shifted[0][1]
    kept = [(h, score) for h, score in shifted if score > best - BEHIND][: 4 * SHOWN]
    tokens = max(h.settled for h, _ in kept[:SHOWN])
    texts: dict[str, tuple[Hypothesis, float]] = {}
    for h, score in kept:
        texts.setdefault(_as_read("".join(h.pieces[:tokens])), (h, score))
    shown = [("".join(h.pieces[:tokens]), (h, score)) for h, score in texts.values()][:SHOWN]
    second = max(shown[1][1][1] if len(shown) > 1 else best - BEHIND, plain)
    top = shown[0][1][0]
    features = {
        "margin": max(0.0, min(best - second, _lead(shown), BEHIND)),
        "lost": float(top.lost),
    }
    return Ranked(
        tuple(text for text, _ in shown),
        tuple(score - best for _, (_, score) in shown),
        tokens,
        confidence(features),
        features,
        tuple(_ground(h) for _, (h, _) in shown),
        top.dropped,
        top.asked,
    )


def unreadable(tokens: int) -> Ranked:
    """A place that is certainly damaged and that no reading fits."""
    ground = Phrase("could not be read")
    return Ranked((UNREADABLE,), (0.0,), tokens, 0.0, dict.fromkeys(NO_FEATURES, 0.0), (ground,))


def confidence(features: dict[str, float]) -> float:
    """The calibrated probability that the best reading is right."""
    sum_ = WEIGHTS["constant"] + sum(WEIGHTS[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-sum_))


def _with_decoder(found: Sequence[Hypothesis], decoder: Decoder) -> list[Hypothesis]:
    """The scores, with what the rest of the page tells of dropped pairs."""
    dropped, asked = decoder.against_dropped, decoder.against_asked
    if not dropped and not asked:
        return list(found)
    return [
        replace(h, score=h.score - dropped * (h.dropped > 0) - asked * (h.asked > 0)) for h in found
    ]


def _with_balance(found: Sequence[Hypothesis], before: str) -> list[Hypothesis]:
    """The scores, less what closes without being open."""
    open_before = opened(before)
    costs = [unbalanced("".join(h.pieces), open_before) for h in found]
    return [
        replace(h, score=h.score - cost) if cost else h
        for h, cost in zip(found, costs, strict=True)
    ]


def _with_names(found: Sequence[Hypothesis], before: str) -> list[tuple[Hypothesis, float]]:
    """The scores, with what names of places and people are made of; best first."""
    near = before[-NEIGHBOURS:]
    scored = [(h, h.score + likely_names(near, "".join(h.pieces))) for h in found]
    return sorted(scored, key=lambda pair: -pair[1])


def _as_read(text: str) -> str:
    """A reading without what makes no difference to who reads it: script, width of marks."""
    return by_character(text).translate(WIDE)


def _lead(shown: Sequence[tuple[str, tuple[Hypothesis, float]]]) -> float:
    """How far the first is before the others without what names are made of, in nats."""
    others = [h.score for _, (h, _) in shown[1:]]
    return shown[0][1][0].score - max(others) if others else BEHIND


def _with_sisters(
    found: list[tuple[Hypothesis, float]], before: str, rest: Sequence[str], sisters: Sisters
) -> list[tuple[Hypothesis, float]]:
    if not sisters.texts:
        return found
    scored = []
    for h, score in found:
        reading, after = "".join(h.pieces[: h.settled]), rest[h.settled]
        bonus = sisters.bonus(before, reading, after) if h.shifted else 0.0
        scored.append((h, score + bonus))
    return sorted(scored, key=lambda pair: -pair[1])


def _ground(hypothesis: Hypothesis) -> Phrase:
    if not hypothesis.lost:
        return Phrase("bytes moved back")
    return Phrase("bytes moved back, {count} lost ones guessed", count=hypothesis.lost)
