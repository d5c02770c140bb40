"""Everything that the site's processes say has Chinese words, and none is idle."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanbi.engine.phrases import Phrase, said_in
from sanbi.site.serving.words import _SYSTEM, CHINESE

SITE = Path(__file__).resolve().parents[3] / "src/sanbi/site"
SAID = [
    *(SITE / "postgres").glob("*.py"),
    *(SITE / "serving").glob("*.py"),
    *SITE.glob("*checks.py"),
]


def templates(source: str) -> Iterator[str]:
    """The templates of all phrases in a source; a phrase made on the spot is a fault."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "Phrase" and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)
            elif node.func.id == "Phrase" and isinstance(node.args[0], ast.JoinedStr):
                raise AssertionError(ast.unparse(node))


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_has_chinese_words_and_none_is_idle() -> None:
    said = {text for path in SAID for text in templates(path.read_text(encoding="utf-8"))}
    assert said - CHINESE.keys() == set()
    assert CHINESE.keys() - said - _SYSTEM.keys() == set()


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_the_same_values_stand_in_both(english: str) -> None:
    assert braces(english) == braces(CHINESE[english])


def test_the_rule_sees_a_phrase_made_on_the_spot() -> None:
    assert list(templates("Phrase('a {b}', b=1)")) == ["a {b}"]
    with pytest.raises(AssertionError):
        list(templates("Phrase(f'a {b}')"))


def test_a_phrase_is_said_in_chinese_with_its_values() -> None:
    phrase = Phrase("port {port} is busy; stop what uses it, or choose one with --port", port=80)
    assert said_in(phrase, CHINESE).startswith("端口 80 已被占用")
