"""Kneser-Ney: by hand on a tiny text, as probabilities on the shipped counts."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.language.counts import counted
from sanbi.engine.documents.language.scorer import KneserNey, Mixture
from sanbi.engine.documents.language.symbols import BITS, SYMBOLS, Vocabulary

VOCABULARY = Vocabulary("\n甲乙丙")


def _chance(scorer: KneserNey | Mixture, before: str, symbol: str) -> float:
    key = 0
    for number in VOCABULARY.numbers(before).tolist():
        key = key << BITS | number
    context = scorer.context(np.array([key]))
    return float(scorer.chances(context, np.zeros(1, int), VOCABULARY.numbers(symbol))[0])


def test_by_hand() -> None:
    """Three times 甲乙, once 甲丙: what follows 甲 is 乙, less the discounts."""
    texts = ["甲乙", "甲乙", "甲乙", "甲丙"]
    scorer = KneserNey(counted([VOCABULARY.numbers(text) for text in texts]))
    # single: left neighbours of 0, 甲, 乙, 丙 are 2, 1, 1, 1, each less 0.6; 2.4 of 5 go round
    rest = 4 * 0.6 / 5 / SYMBOLS
    single = (1 - 0.6) / 5 + rest
    # after 甲: 乙 and 丙 have one left neighbour each, less 0.7; the missing 1.4 of 2 go below
    pair = (1 - 0.7) / 2 + 1.4 / 2 * single
    # after 甲 at a line's beginning: counts 3 and 1 (nothing stands before), less 0.8
    third = (3 - 0.8) / 4 + 1.6 / 4 * pair
    assert _chance(scorer, "\n\n甲", "乙") == pytest.approx(third, rel=1e-6)


def test_the_shipped_chances_sum_to_one() -> None:
    scorer = official_prose().scorer
    numbers = [official_prose().vocabulary.numbers(text) for text in ("高质量", "乡镇党", "，要加")]
    keys = [int(a) << 2 * BITS | int(b) << BITS | int(c) for a, b, c in numbers]
    context = scorer.context(np.array([*keys, 0]))
    known = len(official_prose().vocabulary)
    for row in range(4):
        chances = scorer.chances(context, np.full(known, row), np.arange(known))
        assert chances.sum() == pytest.approx(1, abs=1e-5)


def test_a_mixture_lies_between() -> None:
    first = KneserNey(counted([VOCABULARY.numbers("甲乙")]))
    second = KneserNey(counted([VOCABULARY.numbers("甲丙")]))
    both = Mixture(first, second, 0.25)
    expected = 0.75 * _chance(first, "\n\n甲", "丙") + 0.25 * _chance(second, "\n\n甲", "丙")
    assert _chance(both, "\n\n甲", "丙") == pytest.approx(expected, rel=1e-9)
