"""A layout as plain texts, and a rough repair for pages that the tests lay out by themselves."""

from __future__ import annotations

import re

from opencc import OpenCC

from sanbi.engine.documents.layout import arranged
from sanbi.engine.documents.model import Layout, Repaired
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.text import Edit, MappedText, Span

PINYIN = re.compile(r"\([a-zü\u00e0-\u01dc]{1,6}\)")


def laid_out(raw: bytes | str, *, rough: bool = False) -> Layout:
    """The layout of a page, as it stands or after the rough repair."""
    source = open_source("page", raw.encode() if isinstance(raw, str) else raw)
    text = roughly(source.text) if rough else source.text
    return arranged(source, Repaired(text, ()))


def roughly(text: MappedText) -> MappedText:
    """Without readings in brackets, and each sign simplified by itself."""
    text = text.edited([Edit(Span(*found.span()), "") for found in PINYIN.finditer(text.text)])
    simple = OpenCC("t2s")
    changed = [(at, sign, simple.convert(sign)) for at, sign in enumerate(text.text)]
    return text.edited([Edit(Span(at, at + 1), new) for at, old, new in changed if old != new])


def said(layout: Layout, span: Span | None) -> str | None:
    """The words of a span."""
    return None if span is None else layout.text.text[span.start : span.end]


def titles(layout: Layout) -> list[tuple[str | None, str | None]]:
    """Title and subtitle of each article."""
    return [(said(layout, a.title), said(layout, a.subtitle)) for a in layout.articles]


def paragraphs(layout: Layout, article: int = 0) -> list[str | None]:
    """The paragraphs of an article."""
    return [said(layout, span) for span in layout.articles[article].paragraphs]


def reasons(layout: Layout) -> dict[str, str]:
    """Why each row was left out."""
    return {row.text: row.reason for row in layout.dropped}
