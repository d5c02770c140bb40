"""The text layer of a file whose own bytes are packed: kept in UTF-8, so that places have bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sanbi.engine.documents.model import Block, Place, Role, Source
from sanbi.engine.documents.text import MappedText, Span


@dataclass
class Layer:
    """Blocks of text, one a line."""

    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        text: str,
        role: Role,
        *,
        page: int | None = None,
        size: float | None = None,
        place: Place | None = None,
    ) -> None:
        """Add a block at the end; line ends in it become blanks."""
        line = text.replace("\n", " ").replace("\r", " ").replace("\0", "")
        span = Span(self.length, self.length + len(line))
        self.blocks.append(Block(span, role, page, size, place))
        self.lines.append(f"{line}\n")
        self.length += len(line) + 1

    def source(self, name: str, kind: str, digest: str) -> Source:
        """The file as it was opened."""
        text = "".join(self.lines)
        return Source(
            name=name,
            kind=kind,
            encoding="utf-8",
            digest=digest,
            text=MappedText.decoded(text),
            blocks=tuple(self.blocks),
            layer=text.encode("utf-8", "replace"),
        )
