"""The catalogue of messages: both languages, the same facts, and the page for clerks."""

import re
import string
from pathlib import Path

import pytest

from sanbi.engine.scoring.data.messages import CATALOGUE, LANGUAGES, wording


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_say_the_same(code: str) -> None:
    english, chinese = (CATALOGUE[code][language] for language in LANGUAGES)
    assert fields("".join(english)) == fields("".join(chinese))
    assert bool(english[1]) == bool(chinese[1])
    assert re.search("[一-鿿]", chinese[0])
    assert not re.search("[一-鿿]", english[0])


def test_every_code_is_used_and_every_used_code_is_there(repo: Path) -> None:
    folder = repo / "src/sanbi/engine/scoring/data"
    sources = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    code = "\n".join(text for path, text in sources.items() if "messages_" not in path.name)
    unused = [name for name in CATALOGUE if f'"{name}"' not in code]
    assert unused == []
    pattern = r'(?:add|note|tell|Refused|_fault|wording)\(\s*"([a-z0-9-]+)"'
    assert set(re.findall(pattern, code)) <= set(CATALOGUE)


def test_the_page_for_clerks_names_every_fault(repo: Path) -> None:
    page = (repo / "docs/mechanisms/data.md").read_text(encoding="utf-8")
    missing = [code for code in CATALOGUE if f"`{code}`" not in page and code != "and-more"]
    assert missing == []


def test_long_and_invisible_texts_are_shown_safely() -> None:
    message, _ = wording("bad-flag", "en", {"text": "a\u200bb\n" + "x" * 100})
    assert "a<U+200B>b<U+000A>" in message
    assert "…" in message
    assert message.isprintable()
    assert wording("bad-flag", "en", {"text": "{0}{text}"})[0].startswith("'{0}{text}'")


def test_columns_have_their_name_in_the_language() -> None:
    assert wording("missing-cell", "zh", {"column": "unit"})[0] == "单位代码没有填"
    assert wording("missing-cell", "en", {"column": "unit"})[0] == "unit is empty"
