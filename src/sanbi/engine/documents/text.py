"""A text that knows where in the raw bytes each of its characters came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Origins = NDArray[np.int64]

# From these code points on UTF-8 takes one byte more (RFC 3629).
WIDER = (0x80, 0x800, 0x10000)


class Span(NamedTuple):
    """A half-open range of places: characters of a text, or bytes of a file.

    A tuple, because a long text has a hundred thousand of them.
    """

    start: int
    end: int

    def __len__(self) -> int:
        """How many places it holds."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a place."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """New characters for a span of a text; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class MappedText:
    """A text with the bytes that each character came from; every change keeps the map.

    Parameters
        text : n characters.
        origins : n × 2, for each character the first byte and the one after the last, in the
            bytes of the file. Several characters may share bytes (a repair), and a character that
            was inserted has an empty range at its place.

    >>> text = MappedText.decoded("亮晒", "gbk")
    >>> text.edited([Edit(Span(1, 2), "相")]).origin(Span(1, 2))
    Span(start=2, end=4)
    """

    __slots__ = ("origins", "text")

    def __init__(self, text: str, origins: Origins) -> None:
        """Hold a text and its map; `ValueError` when they differ in length."""
        if origins.shape != (len(text), 2):
            raise ValueError(f"{len(text)} characters need as many origins, not {origins.shape}")
        self.text = text
        self.origins = origins

    @classmethod
    def decoded(cls, text: str, encoding: str = "utf-8", start: int = 0) -> Self:
        """A text as it stands in bytes of an encoding that codes each character by itself."""
        if encoding.lower().replace("-", "") == "utf8":
            widths = _utf8_widths(text)
        else:
            width = {sign: len(sign.encode(encoding)) for sign in set(text)}
            widths = np.fromiter((width[sign] for sign in text), np.int64, len(text))
        ends = start + np.cumsum(widths)
        return cls(text, np.stack([ends - widths, ends], axis=1).reshape(len(text), 2))

    @classmethod
    def shared(cls, text: str, start: int, end: int) -> Self:
        """Characters that all came from the same bytes."""
        return cls(text, np.tile(np.array([start, end], np.int64), (len(text), 1)))

    @classmethod
    def joined(cls, parts: Iterable[MappedText]) -> Self:
        """The parts one after another."""
        held = list(parts)
        origins = [part.origins for part in held]
        empty = np.empty((0, 2), np.int64)
        return cls("".join(part.text for part in held), np.concatenate([empty, *origins]))

    def __len__(self) -> int:
        """How many characters."""
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        """Whether characters and map are the same."""
        if not isinstance(other, MappedText):
            return NotImplemented
        return self.text == other.text and np.array_equal(self.origins, other.origins)

    def __hash__(self) -> int:
        """By the characters alone, which is enough to tell texts apart."""
        return hash(self.text)

    def __repr__(self) -> str:
        """The text, short."""
        return f"MappedText({self.text[:20]!r}, {len(self)} characters)"

    def cut(self, span: Span) -> MappedText:
        """The part in a span."""
        return MappedText(self.text[span.start : span.end], self.origins[span.start : span.end])

    def origin(self, span: Span) -> Span:
        """The bytes that a span of characters came from; an empty span stands at one place."""
        part = self.origins[span.start : span.end]
        if len(part):
            return Span(int(part[:, 0].min()), int(part[:, 1].max()))
        place = self._place(span.start)
        return Span(place, place)

    def located(self, raw: Span) -> Span:
        """The characters that came from a range of bytes; empty at the next one where none did.

        Characters stand in the order of their bytes, so the search is by halves: O(log n).
        """
        start = int(self.origins[:, 1].searchsorted(raw.start, "right"))
        end = int(self.origins[:, 0].searchsorted(raw.end, "left"))
        return Span(start, max(start, end))

    def edited(self, edits: Sequence[Edit]) -> MappedText:
        """The text after the edits, which lie in order and apart; `ValueError` otherwise.

        Where as many characters come as go, each takes the bytes of the one that it replaces;
        otherwise all share the bytes of the span. O(characters + edits).
        """
        for before, after in pairwise(edits):
            if before.span.end > after.span.start:
                raise ValueError(f"the edits at {before.span} and {after.span} overlap")
        parts: list[MappedText] = []
        here = 0
        for edit in edits:
            parts.append(self.cut(Span(here, edit.span.start)))
            parts.append(self._replaced(edit))
            here = edit.span.end
        parts.append(self.cut(Span(here, len(self))))
        return MappedText.joined(parts)

    def kept(self, wanted: Iterable[bool]) -> MappedText:
        """The characters whose flag is set, one flag for each; O(characters)."""
        flags = np.fromiter(wanted, np.bool_, len(self))
        return MappedText("".join(compress(self.text, flags)), self.origins[flags])

    def _replaced(self, edit: Edit) -> MappedText:
        if len(edit.text) == len(edit.span):
            return MappedText(edit.text, self.origins[edit.span.start : edit.span.end])
        origin = self.origin(edit.span)
        return MappedText.shared(edit.text, origin.start, origin.end)

    def _place(self, index: int) -> int:
        if index < len(self):
            return int(self.origins[index, 0])
        return int(self.origins[-1, 1]) if len(self) else 0


def _utf8_widths(text: str) -> NDArray[np.int64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return 1 + np.searchsorted(WIDER, codes, side="right").astype(np.int64)
