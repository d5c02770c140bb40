"""Plain text: each line a block."""

from __future__ import annotations

import re

from sanbi.engine.documents.model import Block, Source
from sanbi.engine.documents.sources.encodings import decode
from sanbi.engine.documents.text import Span
from sanbi.engine.phrases import Phrase

LINE = re.compile(r"[^\n]*\S[^\n]*")


def open_text(name: str, raw: bytes, digest: str) -> Source:
    """A text in any encoding; its lines are its blocks."""
    found = decode(raw)
    blocks = tuple(Block(Span(*line.span())) for line in LINE.finditer(found.text.text))
    return Source(
        name=name,
        kind="text",
        encoding=found.encoding,
        digest=digest,
        text=found.text,
        blocks=blocks,
        damage=damage_of(found.lost),
    )


def damage_of(lost: int) -> tuple[str, ...]:
    """What is told of bytes that could not be decoded."""
    return (Phrase("{count} bytes could not be decoded", count=lost),) if lost else ()
