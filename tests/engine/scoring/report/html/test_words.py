"""The two languages say the same things."""

import re
import string
from pathlib import Path

import pytest

from sanbi.engine.scoring.report import html
from sanbi.engine.scoring.report.html import words
from sanbi.engine.scoring.report.html.words import words_of
from sanbi.engine.scoring.report.html.words.chinese import CHINESE
from sanbi.engine.scoring.report.html.words.english import ENGLISH

HOME = Path(html.__file__).parent
# Keys that the code puts together from a word of the scheme: f"rounding.{mode}".
FAMILIES = re.compile(
    r"(aggregate|at|better|effect|fact|kind|kind_of|lead|missing|otherwise|over|population|rounding"
    r"|stage|ties)\..+|(band|mark|param|ranks|select|term|legend_bars|fact_marks)_.+"
)


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_tables_have_the_same_keys() -> None:
    assert list(CHINESE) == list(ENGLISH)


@pytest.mark.parametrize("key", CHINESE)
def test_both_texts_take_the_same_facts(key: str) -> None:
    assert holes(CHINESE[key]) == holes(ENGLISH[key])


def test_english_is_without_chinese_signs() -> None:
    assert [
        key for key, text in ENGLISH.items() if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text)
    ] == []


def test_every_key_is_used() -> None:
    sources = [*HOME.glob("*.py"), *HOME.glob("templates/*"), HOME / "words/__init__.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    idle = [
        key
        for key in CHINESE
        if f'"{key}"' not in text and f"'{key}'" not in text and not FAMILIES.fullmatch(key)
    ]
    assert idle == []


def test_periods_are_written_for_readers() -> None:
    assert words_of("zh").period("2026Q3") == "2026年三季度"
    assert words_of("zh").short_period("2026Q3") == "26年三季"
    assert words_of("zh").short_period("2026-09") == "26年9月"
    assert words_of("zh").short_period("2026") == "2026年"
    assert words_of("en").short_period("2026Q3") == "Q3 2026"
    assert words_of("en").period("wave-2") == "wave-2"


def test_an_unknown_word_of_a_kind_stays_itself() -> None:
    assert words_of("en").of("rule", "new") == "new"
    assert words.words_of("zh").of("better", "high") == "分数高者为优"
