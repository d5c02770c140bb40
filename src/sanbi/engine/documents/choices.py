"""What people decided about damaged places, put into a text that was repaired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sanbi.engine.documents.model import Candidate, Damage, Repair, Repaired
from sanbi.engine.documents.text import Edit, Span
from sanbi.engine.phrases import Phrase

CONVERSIONS = frozenset({Damage.SCRIPT, Damage.PUNCTUATION, Damage.PINYIN})
CHOSEN = Phrase("chosen by a person")


@dataclass(frozen=True, slots=True)
class Choice:
    """A place by its bytes, and how a person reads it; an empty text leaves a gap there."""

    raw: Span
    text: str


def settled(repaired: Repaired, choices: Iterable[Choice]) -> Repaired:
    """The text with the choices in it; their repairs are accepted and certain.

    A choice about a place that is no repair (any more) changes nothing: the caller keeps it, and
    it holds again when the place is found again. What is chosen comes first among the candidates.
    O(repairs + characters).
    """
    chosen = {choice.raw: choice.text for choice in choices}
    held = _without_conversions(repaired.repairs, chosen)
    wanted = [row for row in held if row.raw in chosen]
    edits = [Edit(row.span, chosen[row.raw]) for row in sorted(wanted, key=_start)]
    text = repaired.text.edited(edits)
    rows = [
        _decided(row, chosen[row.raw]) if row.raw in chosen else row
        for row in (
            replace(row, span=span) for row, span in zip(held, _moved(held, edits), strict=True)
        )
    ]
    return Repaired(text, tuple(rows))


def _without_conversions(rows: Iterable[Repair], chosen: Mapping[Span, str]) -> list[Repair]:
    """The repairs, without the plain conversions inside a place that is chosen.

    A restored character may have been traditional; it then has the same bytes as its place.
    """
    held = list(rows)
    places = {row.raw: row for row in held if row.raw in chosen and row.kind not in CONVERSIONS}
    return [row for row in held if row is places.get(row.raw, row)]


def _start(repair: Repair) -> int:
    return repair.span.start


def _decided(row: Repair, text: str) -> Repair:
    others = tuple(item for item in row.candidates if item.text != text)
    first = Candidate(text, 0.0, CHOSEN)
    span = Span(row.span.start, row.span.start + len(text))
    return replace(row, span=span, candidates=(first, *others), confidence=1.0, accepted=True)


def _moved(rows: Iterable[Repair], edits: list[Edit]) -> list[Span]:
    """Where each span begins after the edits; O((rows + edits) log rows)."""
    moved: dict[Span, Span] = {}
    shift, place = 0, 0
    held = list(rows)
    for span in sorted({row.span for row in held}):
        while place < len(edits) and edits[place].span.end <= span.start:
            shift += len(edits[place].text) - len(edits[place].span)
            place += 1
        moved[span] = Span(span.start + shift, span.end + shift)
    return [moved[row.span] for row in held]
