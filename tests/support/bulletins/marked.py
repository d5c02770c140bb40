"""Bulletins with their labels in the text; what a label means stands in README.md beside."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.documents.model import Article, Layout
from sanbi.engine.documents.text import MappedText, Span

TEXTS = Path(__file__).parent / "texts"
OPENING = re.compile(r"\{([dlftq])(?: ([^|{}]*))?\|")
DEADLINE = re.compile(r"@(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Mark:
    """A labelled stretch: its kind, its place in the plain text and what the label says."""

    kind: str
    span: Span
    said: str
    deadline: dt.date | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bulletin:
    name: str
    head: dict[str, Any]
    text: str
    marks: tuple[Mark, ...] = field(default=())

    @property
    def held_out(self) -> bool:
        """Whether it was written and labelled when the rules stood, and none was made on it."""
        return bool(self.head.get("held_out"))

    @property
    def published(self) -> dt.date:
        day: dt.date = self.head["published"]
        return day

    def of(self, kinds: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind in kinds]


def bulletins() -> list[Bulletin]:
    """All of them, by name."""
    return [marked(path.stem, path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.txt"))]


def marked(name: str, source: str) -> Bulletin:
    """A bulletin out of its marked-up text."""
    head, body = source.split("---\n", 1)
    text, marks = _unmarked(body.strip())
    return Bulletin(name, yaml.safe_load(head), text, tuple(marks))


def laid_out(text: str) -> Layout:
    """The layout of a clean text: its first line is the title, each further line a paragraph."""
    spans, here = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(here, here + len(line)))
        here += len(line) + 1
    title = spans[0] if spans else None
    article = Article(Span(0, len(text)), title, None, None, tuple(spans[1:]), None, None)
    return Layout(MappedText.decoded(text), (article,), ())


def _unmarked(body: str) -> tuple[str, list[Mark]]:
    parts: list[str] = []
    marks: list[Mark] = []
    open_marks: list[tuple[str, str, int]] = []
    here = length = 0
    while here < len(body):
        if opening := OPENING.match(body, here):
            open_marks.append((opening[1], (opening[2] or "").strip(), length))
            here = opening.end()
            continue
        tail = re.compile(r"(@\d{4}-\d\d-\d\d)?(?:>([^{}|]*))?\}").match(body, here)
        if tail and open_marks:
            kind, said, start = open_marks.pop()
            day = dt.date.fromisoformat(tail[1][1:]) if tail[1] else None
            names = tuple((tail[2] or "").split(",")) if tail[2] else ()
            marks.append(Mark(kind, Span(start, length), said, day, names))
            here = tail.end()
            continue
        parts.append(body[here])
        here, length = here + 1, length + 1
    if open_marks:
        raise ValueError(f"a label is not closed: {open_marks}")
    return "".join(parts), sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
