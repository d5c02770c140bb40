"""An article as sentences and clauses, each with its place in the clean text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sanbi.engine.documents.model import Article, Layout
from sanbi.engine.documents.text import Span

STOPS = "。！？!?"
CLAUSE_ENDS = "，；：,;:"
OPENERS, CLOSERS = "“「『（(《〈", "”」』）)》〉"
LONGEST_QUOTE = 200
"""A quotation mark that is not closed within so many characters is damage, and ignored."""

SENTENCE = re.compile(rf"[^{STOPS}\n]*(?:[{STOPS}]+[”」』）)]*|$)")
CLAUSE = re.compile(rf"[^{CLAUSE_ENDS}]+")


@dataclass(frozen=True)
class Prose:
    """The text of one article; places count characters of the whole clean text."""

    text: str
    span: Span
    title: Span | None
    paragraphs: tuple[Span, ...]
    article: int = 0

    @classmethod
    def of(cls, layout: Layout, article: Article, number: int = 0) -> Prose:
        """The article of a layout; spans that reach beyond the text are cut."""
        text = layout.text.text
        size = len(text)

        def held(span: Span) -> Span:
            start = min(max(span.start, 0), size)
            return Span(start, min(max(span.end, start), size))

        title = held(article.title) if article.title else None
        body = tuple(held(span) for span in article.paragraphs)
        return cls(text, held(article.span), title, body, number)

    def said(self, span: Span) -> str:
        """How a span reads."""
        return self.text[span.start : span.end]

    @cached_property
    def heading(self) -> str:
        """The title's words, empty without one."""
        return self.said(self.title) if self.title else ""

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all paragraphs in order, without white space at their ends."""
        found = (
            stripped(self.text, Span(match.start(), match.end()))
            for paragraph in self.paragraphs
            for match in SENTENCE.finditer(self.text, paragraph.start, paragraph.end)
        )
        return tuple(span for span in found if len(span))

    def clauses(self, sentence: Span) -> list[Span]:
        """The clauses of a sentence, without the marks between them."""
        return [
            stripped(self.text, Span(match.start(), match.end()))
            for match in CLAUSE.finditer(self.text, sentence.start, sentence.end)
        ]


def stripped(text: str, span: Span) -> Span:
    """The span without white space at either end."""
    said = text[span.start : span.end]
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, max(start, span.start + len(said.rstrip())))


def split_at(text: str, span: Span, marks: str) -> list[Span]:
    """The parts of a span between marks that stand outside quotation marks and brackets."""
    parts, depth, here = [], 0, span.start
    for place in range(span.start, span.end):
        character = text[place]
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth = max(0, depth - 1)
        elif character in marks and not depth:
            parts.append(Span(here, place))
            here = place + 1
    parts.append(Span(here, span.end))
    return [part for part in (stripped(text, part) for part in parts) if len(part)]
