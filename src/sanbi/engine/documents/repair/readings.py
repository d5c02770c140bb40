"""Readings of characters, and readings in brackets that stand behind them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, pinyin

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.script import simple_form

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
LETTERS = f"a-zü{TONED}ɑ"
BRACKETED = re.compile(rf"(?<=[㐀-鿿])[(（]([{LETTERS}]{{1,6}})[)）]")
REMARK_TYPES = 3  # so many annotated characters of a page are no author's remarks any more
RARE = 2800  # an author explains how to read characters that are rarer than the first 2,800


@lru_cache(maxsize=30_000)
def readings(character: str) -> frozenset[str]:
    """All readings of a character, with tone marks; empty where none is known."""
    found = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    return frozenset(spelled(text) for text in found[0]) if found else frozenset()


def spelled(reading: str) -> str:
    """A reading as one spelling: composed letters, one kind of a."""
    return unicodedata.normalize("NFC", reading.replace("ɑ", "a"))


@dataclass(frozen=True, slots=True)
class Bracket:
    """A reading in brackets: where it stands (brackets included), and the character before it."""

    start: int
    end: int
    character: str
    reading: str


def intact(text: str) -> list[Bracket]:
    """The bracketed readings that belong to the character before them."""
    found = []
    for match in BRACKETED.finditer(text):
        character, reading = text[match.start() - 1], spelled(match[1])
        if reading in readings(character):
            found.append(Bracket(match.start(), match.end(), character, reading))
    return found


def inserted(brackets: list[Bracket], text: str, model: Model) -> list[Bracket]:
    """Those that a machine put in; an author's remark on how to read a rare character stays.

    The machine annotates a character always, and common ones. A remark is taken for an author's
    when it stands behind a rare character, or not behind each of its occurrences, on a page that
    has fewer than three annotated characters.
    """
    types = Counter(bracket.character for bracket in brackets)
    if len(types) >= REMARK_TYPES:
        return brackets
    return [
        bracket
        for bracket in brackets
        if not _rare(bracket.character, model)
        and types[bracket.character] * 2 > text.count(bracket.character)
    ]


def _rare(character: str, model: Model) -> bool:
    return model.rank(simple_form(character)) >= RARE
