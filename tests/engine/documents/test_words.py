"""What reading says is said in Chinese too: the source is searched for its phrases."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from sanbi.engine.documents.words_zh import WORDS
from tests.support.templates import Found, templates_in

SOURCE = "src/sanbi/engine/documents"


@pytest.fixture(scope="module")
def found(repo: Path) -> Found:
    root = repo / SOURCE
    return templates_in(sorted(root.rglob("*.py")), root)


def test_every_phrase_has_chinese_words(found: Found) -> None:
    assert len(found.templates) > 30
    assert sorted(found.templates - WORDS.keys()) == []
    assert found.loose == []


def test_no_words_are_idle(found: Found) -> None:
    assert sorted(WORDS.keys() - found.templates) == []


@pytest.mark.parametrize("english", WORDS)
def test_both_languages_have_the_same_values(english: str) -> None:
    names = [
        {name for _, name, _, _ in Formatter().parse(text)} - {None}
        for text in (english, WORDS[english])
    ]
    assert names[0] == names[1]
