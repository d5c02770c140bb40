"""Half-width marks in Chinese prose, made full-width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sanbi.engine.documents.text import Edit, Span

HAN = "㐀-鿿"
NEAR = f"{HAN}“”‘’《》（）【】％〇"
FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
MARK = re.compile(
    rf"(?<=[{NEAR}])[,:;?!](?![/\\])"
    rf"|(?<=[0-9A-Za-z%])[,;:?!](?=[{HAN}“《])"
    rf"|(?<=[{HAN}”》）])\.(?=[{HAN}“《\n]|$)"
)
BRACKETS = re.compile(r"\(([^()\n]{0,200})\)")
INSIDE = re.compile(f"[{HAN}]")


def full_width(text: str) -> list[Edit]:
    """The marks to replace, in order; numbers, times, addresses and Latin text keep theirs."""
    found = [*_marks(text), *_brackets(text)]
    return sorted(found, key=lambda edit: edit.span)


def _marks(text: str) -> Iterator[Edit]:
    for match in MARK.finditer(text):
        yield Edit(Span(match.start(), match.end()), FULL[match[0]])


def _brackets(text: str) -> Iterator[Edit]:
    for match in BRACKETS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if INSIDE.match(before) or INSIDE.search(match[1]):
            yield Edit(Span(match.start(), match.start() + 1), "（")
            yield Edit(Span(match.end() - 1, match.end()), "）")
