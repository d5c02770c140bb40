"""Every phrase of pacing has its Chinese, and no Chinese is idle."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from sanbi.engine.pacing.words_zh import WORDS
from tests.support.templates import templates_in


def test_every_phrase_has_its_words(repo: Path) -> None:
    root = repo / "src/sanbi/engine/pacing"
    found = templates_in(sorted(root.rglob("*.py")), root)
    assert found.loose == []
    assert sorted(found.templates) == sorted(WORDS)


def test_words_stand_in_order() -> None:
    assert list(WORDS) == sorted(WORDS)


@pytest.mark.parametrize("english", WORDS)
def test_both_languages_have_the_same_values(english: str) -> None:
    names = [{name for _, name, _, _ in Formatter().parse(t)} for t in (english, WORDS[english])]
    assert names[0] - {None} == names[1] - {None}
    assert re.search("[\u4e00-\u9fff]", WORDS[english])
