"""An article as it is compared: its words, and the facts that were read from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sanbi.engine.documents.kept import articles_kept, facts_kept
from sanbi.engine.documents.model import Article, DocumentReading, Facts
from sanbi.engine.documents.text import Span

SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)]*")
WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9.%]+")
SIZE = 4  # signs of a shingle
LEAST_SENTENCE = 5  # words' signs of a sentence that is compared


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of one document; ``facts`` may be empty, then only the words are compared.

    ``start`` is where ``text`` begins in the clean text of its document.
    """

    key: str
    text: str
    facts: Facts = field(default_factory=Facts)
    title: str | None = None
    start: int = 0


def copies_of(name: str, reading: DocumentReading) -> tuple[Copy, ...]:
    """The articles of a document that have a text; the key is ``name#place``."""
    return _copies(name, reading.layout.text.text, reading.layout.articles, reading.facts)


def copies_kept(name: str, record: Mapping[str, Any]) -> tuple[Copy, ...]:
    """The articles of a reading that was kept as `document_json` wrote it."""
    return _copies(name, record["text"], articles_kept(record), facts_kept(record))


def _copies(
    name: str, whole: str, articles: Sequence[Article], all_facts: Sequence[Facts]
) -> tuple[Copy, ...]:
    found = []
    for place, (article, facts) in enumerate(zip(articles, all_facts, strict=True)):
        if not article.paragraphs:
            continue
        body = Span(article.paragraphs[0].start, article.paragraphs[-1].end)
        title = whole[article.title.start : article.title.end] if article.title else None
        text = whole[body.start : body.end]
        found.append(Copy(f"{name}#{place}", text, facts, title, body.start))
    return tuple(found)


def words_of(text: str) -> str:
    """The text without marks and blanks, by which copies differ without meaning it."""
    return "".join(WORDS.findall(text))


def shingles_of(text: str) -> frozenset[str]:
    """All runs of four signs."""
    words = words_of(text)
    return frozenset(words[at : at + SIZE] for at in range(len(words) - SIZE + 1))


def sentences_of(text: str) -> list[Span]:
    """Where the sentences stand; clauses that end in a semicolon count as such."""
    return [
        Span(*found.span())
        for found in SENTENCE.finditer(text)
        if len(words_of(found[0])) >= LEAST_SENTENCE
    ]
