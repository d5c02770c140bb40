"""What files of plans say is said in Chinese too: the source is searched for its phrases."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from sanbi.engine.scheduling.catalogue import CHINESE
from sanbi.engine.scheduling.words_zh_files import FILES
from tests.support.templates import Found, templates_in

SOURCE = "src/sanbi/engine/scheduling/files"


@pytest.fixture(scope="module")
def found(repo: Path) -> Found:
    root = repo / SOURCE
    return templates_in(sorted(root.rglob("*.py")), root)


def test_every_phrase_has_chinese_words(found: Found) -> None:
    assert len(found.templates) > 50
    assert sorted(found.templates - CHINESE.keys()) == []
    assert found.loose == []


def test_no_words_are_idle_and_all_stand_in_order(found: Found) -> None:
    assert sorted(FILES.keys() - found.templates) == []
    assert list(FILES) == sorted(FILES)


@pytest.mark.parametrize("english", FILES)
def test_both_languages_have_the_same_values(english: str) -> None:
    names = [
        {name for _, name, _, _ in Formatter().parse(text)} - {None}
        for text in (english, FILES[english])
    ]
    assert names[0] == names[1]
    without_names = re.sub("{[^}]*}", "", english)
    assert re.search("[\u4e00-\u9fff]", FILES[english]) or not re.search("[a-z]", without_names)
