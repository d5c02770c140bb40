"""Text as the counts know it."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.language.symbols import UNKNOWN, Vocabulary, normalised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２５年６月，增长１．５％", "0年0月，增长0%"),
        ("投资1,234.5万元,占GDP的3%", "投资0万元，占A的0%"),
        ("会议——强调……", "会议—强调…"),
        ("县 委　书记", "县委书记"),
        ("一行\n两行", "一行\n两行"),
    ],
)
def test_normalised(text: str, expected: str) -> None:
    assert normalised(text) == expected


def test_a_sign_ends_a_run_and_a_rare_character_is_unknown() -> None:
    vocabulary = Vocabulary("\n县委")
    assert vocabulary.numbers("县委@垟").tolist() == [1, 2, 0, UNKNOWN]
    assert len(vocabulary) == 3


def test_a_document_names_its_own_rare_characters() -> None:
    vocabulary = Vocabulary("\n县委").widened("上林垟村垟")
    assert vocabulary.symbols == ("\n", "县", "委", "上", "垟", "村", "林")
    assert UNKNOWN not in vocabulary.numbers("上林垟村")
    assert vocabulary.numbers("旻").tolist() == [UNKNOWN]
