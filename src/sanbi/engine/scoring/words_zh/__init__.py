"""Chinese words of the engine's faults: English template → Chinese template, by subject.

Keys of a scheme are named as an author may write them, in English or Chinese: “points / 满分”.
"""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.engine.conditions import words_zh as conditions
from sanbi.engine.phrases import said_in
from sanbi.engine.scoring.words_zh import (
    advice,
    cluster,
    evaluation,
    formula,
    outside,
    packages,
    periods,
    scheme_checking,
    scheme_reading,
    scheme_words,
    shared,
)

OWN: tuple[Mapping[str, str], ...] = (
    shared.PLACES,
    shared.SHARED,
    scheme_words.PARTS,
    scheme_words.MEANINGS,
    scheme_reading.FILES,
    scheme_reading.VALUES,
    scheme_checking.TREE,
    scheme_checking.LEAVES,
    scheme_checking.NAMES,
    scheme_checking.DECISIONS,
    scheme_checking.GRADES,
    evaluation.DATA,
    evaluation.SCORES,
    evaluation.RULES,
    evaluation.MARKS,
    evaluation.EXPLAINING,
    formula.SIGNS,
    formula.SENTENCES,
    formula.TREES,
    conditions.FORMS,
    conditions.COMPARISONS,
    conditions.FACTS,
    periods.PERIODS,
    packages.FINDINGS,
    packages.EARLIER,
    packages.BYTES,
    packages.TEXTS,
    packages.MANIFESTS,
    packages.ARCHIVES,
    packages.BALLOTS,
    advice.ADVICE,
    cluster.CLUSTER,
)
BORROWED: tuple[Mapping[str, str], ...] = (
    scheme_words.CHOICES,
    periods.KINDS,
    outside.YAML,
    outside.SYSTEM,
)

# Where a choice and a part share a word (an effect, a rule, an indicator), the part's name holds.
CHINESE: Mapping[str, str] = {
    english: chinese for table in (*BORROWED, *OWN) for english, chinese in table.items()
}


def in_chinese(text: str) -> str:
    """A phrase in Chinese; a text that the catalogue does not hold stays as it is."""
    return said_in(text, CHINESE, "、")
