"""A text cut at its damaged places, for a page that shows them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.apps.documents.words import told
from sanbi.engine.documents.text import Span

QUIET = frozenset({"pinyin", "script", "punctuation"})
"""Plain conversions: shown by a thin line, without a number."""


@dataclass(frozen=True)
class Piece:
    """A run of text; ``css`` is empty where nothing was repaired."""

    text: str
    css: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Place:
    """A damaged place that a person may decide about; ``key`` is its row in the record."""

    key: int
    number: int
    row: Mapping[str, Any]

    @property
    def open(self) -> bool:
        """Whether it waits for a person."""
        return not self.row["accepted"]

    @property
    def percent(self) -> str:
        """How likely the first candidate is right, by calibration."""
        return f"{100 * self.row['confidence']:.0f}%"

    @property
    def ground(self) -> str:
        """How its first candidate comes about."""
        candidates = self.row["candidates"]
        return told(candidates[0]["ground"]) if candidates else ""

    @property
    def now(self) -> str:
        """How it reads now."""
        candidates = self.row["candidates"]
        return str(candidates[0]["text"]) if candidates else ""


def places_of(record: Mapping[str, Any]) -> list[Place]:
    """Return the places that are more than a plain conversion, numbered from 1 as they stand."""
    rows = [(key, row) for key, row in enumerate(record["repairs"]) if row["kind"] not in QUIET]
    rows.sort(key=lambda item: item[1]["raw"])
    return [Place(key, number, row) for number, (key, row) in enumerate(rows, start=1)]


def original_pieces(record: Mapping[str, Any]) -> list[Piece]:
    """Return the text as it came, damaged places marked."""
    return _pieces(record, str(record["original"]), "original", {True: "damaged", False: "damaged"})


def clean_pieces(record: Mapping[str, Any]) -> list[Piece]:
    """Return the clean text, each repair marked as sure or open."""
    return _pieces(record, str(record["text"]), "span", {True: "sure", False: "doubtful"})


def pieces_at(text: str, marks: Iterable[tuple[int, Span]], whole: Span) -> list[Piece]:
    """Return a part of a text cut at numbered places; an empty place keeps its number."""
    pieces, here = [], whole.start
    for number, span in sorted(marks, key=lambda mark: (mark[1].start, mark[0])):
        start, end = max(span.start, here), max(span.end, here)
        pieces.append(Piece(text[here:start]))
        pieces.append(Piece(text[start:end], "differs" if end > start else "absent", number))
        here = end
    pieces.append(Piece(text[here : whole.end]))
    return [piece for piece in pieces if piece.text or piece.number]


def _pieces(
    record: Mapping[str, Any], text: str, where: str, loud: Mapping[bool, str]
) -> list[Piece]:
    numbers = {place.key: place.number for place in places_of(record)}
    pieces, here = [], 0
    marks = _marks(record["repairs"], where)
    loudly = [mark for mark in marks if mark[2] in numbers]
    for start, end, key, row in marks:
        if start < here or (key not in numbers and _covered(start, end, loudly)):
            continue  # inside a place that is marked already, or that is marked louder
        pieces.append(Piece(text[here:start]))
        css = loud[row["accepted"]] if key in numbers else "quiet"
        pieces.append(Piece(text[start:end], css, numbers.get(key)))
        here = end
    pieces.append(Piece(text[here:]))
    return [piece for piece in pieces if piece.text or piece.number]


def _covered(start: int, end: int, loudly: Sequence[tuple[int, int, int, Any]]) -> bool:
    at = bisect_left(loudly, end, key=lambda mark: mark[0]) - 1
    return at >= 0 and loudly[at][1] > start


def _marks(
    rows: Iterable[Mapping[str, Any]], where: str
) -> list[tuple[int, int, int, Mapping[str, Any]]]:
    found = [(row[where][0], row[where][1], key, row) for key, row in enumerate(rows)]
    return sorted(found, key=lambda mark: (mark[0], -mark[1]))
