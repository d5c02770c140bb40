"""All repairs of a page, in their order: mojibake, readings, shifts, script, marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.model import Candidate, Damage, Repair, Repaired
from sanbi.engine.documents.repair import shifts
from sanbi.engine.documents.repair.marks import full_width
from sanbi.engine.documents.repair.mojibake import misread
from sanbi.engine.documents.repair.readings import Bracket, inserted, intact
from sanbi.engine.documents.script import is_traditional, simplified
from sanbi.engine.documents.text import Edit, MappedText, Span
from sanbi.engine.phrases import Phrase

CERTAIN = 0.999
UNSURE_FORM = 0.9  # a name that keeps 乾, where the rules know no word of dryness


@dataclass(slots=True)
class Work:
    """A page under repair: its text now, and what was done to it."""

    text: MappedText
    done: list[Repair] = field(default_factory=list)

    def note(
        self,
        kind: Damage,
        span: Span,
        candidates: tuple[Candidate, ...],
        *,
        confidence: float = CERTAIN,
        accepted: bool = True,
    ) -> None:
        """Remember a repair of a span of the text as it is now; its place is found at the end."""
        before = self.text.text[span.start : span.end]
        raw = self.text.origin(span)
        self.done.append(Repair(kind, raw, before, span, candidates, confidence, accepted))


def repaired(
    text: MappedText,
    model: Model,
    *,
    sisters: Sequence[str] = (),
    known: Sequence[str] = (),
    trace: Callable[[Mapping[str, float]], object] | None = None,
) -> Repaired:
    """A text without the damage that can be undone, and a row for each place that was mended.

    Parameters
        text : as it was decoded.
        model : of official prose (`language.official_prose`).
        sisters : other copies of the same report, clean ones, which tell what stood at a place.
        known : names that may stand in it, of units and people of the house.
        trace : gets the features behind the confidence of each shifted place, in order.

    A repair that is not `accepted` waits for a person: its best candidate stands in the text.
    """
    work = Work(text)
    _misread(work, model)
    traditional = is_traditional(work.text.text)
    annotated = _readings(work, model, frozenset())
    given = shifts.Given(model, annotated, traditional, tuple(sisters), tuple(known))
    for place in _shifts(work, given):
        if trace is not None:
            trace(place.ranked.features)
    _readings(work, model, annotated)
    if traditional:
        _script(work, model)
    _marks(work)
    return _placed(work)


def _misread(work: Work, model: Model) -> None:
    edits = misread(work.text.text, model)
    for edit in edits:
        candidate = Candidate(edit.text, 0.0, Phrase("decoded anew"))
        work.note(Damage.MOJIBAKE, edit.span, (candidate,))
    work.text = work.text.edited(edits)


def _readings(work: Work, model: Model, known: frozenset[str]) -> frozenset[str]:
    """Take the readings out; the characters that had one, with those known before."""
    text = work.text.text
    brackets = intact(text)
    if not known:
        brackets = inserted(brackets, text, model)
    for bracket in brackets:
        _note_reading(work, bracket)
    work.text = work.text.edited([Edit(Span(b.start, b.end), "") for b in brackets])
    return known | {bracket.character for bracket in brackets}


def _note_reading(work: Work, bracket: Bracket) -> None:
    ground = Phrase("the reading of {character}", character=bracket.character)
    span = Span(bracket.start, bracket.end)
    work.note(Damage.PINYIN, span, (Candidate("", 0.0, ground),))


def _shifts(work: Work, given: shifts.Given) -> list[shifts.Place]:
    found = shifts.places(work.text.text, given)
    for place in found:
        ranked = place.ranked
        texts = [_as_shown(work.text.text, place.span, text, given) for text in ranked.texts]
        candidates = tuple(map(Candidate, texts, ranked.gaps, ranked.grounds))
        work.note(
            Damage.SHIFT,
            place.span,
            candidates,
            confidence=ranked.confidence,
            accepted=place.sure,
        )
    work.text = work.text.edited([Edit(place.span, place.ranked.texts[0]) for place in found])
    return found


def _as_shown(text: str, span: Span, reading: str, given: shifts.Given) -> str:
    """A reading as it will stand in the clean text."""
    before, after = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 8]
    whole = before + reading + after
    if given.traditional:
        whole = simplified(whole, given.model).text
    full = list(whole)
    for edit in full_width(whole):
        full[edit.span.start] = edit.text
    return "".join(full)[len(before) : len(before) + len(reading)]


def _script(work: Work, model: Model) -> None:
    old = work.text.text
    told = simplified(old, model)
    edits = []
    chosen = {choice.place for choice in told.choices}
    for start, end in _runs(work.text, told.text, chosen):
        span = Span(start, end)
        work.note(
            Damage.SCRIPT, span, (Candidate(told.text[start:end], 0.0, Phrase("simplified form")),)
        )
        edits.append(Edit(span, told.text[start:end]))
    for choice in told.choices:
        candidates = (
            Candidate(choice.forms[0], 0.0, Phrase("kept as in a name")),
            Candidate(choice.forms[1], -choice.margin, Phrase("simplified form")),
        )
        span = Span(choice.place, choice.place + 1)
        work.note(Damage.SCRIPT, span, candidates, confidence=UNSURE_FORM)
        edits.append(Edit(span, choice.forms[0]))
    work.text = work.text.edited(sorted(edits, key=lambda edit: edit.span))


def _runs(old: MappedText, new: str, chosen: set[int]) -> list[tuple[int, int]]:
    """Runs of characters that change, without those in `chosen`; nothing was cut out inside one."""
    runs: list[tuple[int, int]] = []
    joined = np.r_[False, old.origins[1:, 0] == old.origins[:-1, 1]].tolist()
    for place, (one, other) in enumerate(zip(old.text, new, strict=True)):
        if one == other or place in chosen:
            continue
        if runs and runs[-1][1] == place and joined[place]:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _marks(work: Work) -> None:
    edits = full_width(work.text.text)
    for edit in edits:
        work.note(
            Damage.PUNCTUATION, edit.span, (Candidate(edit.text, 0.0, Phrase("full-width mark")),)
        )
    work.text = work.text.edited(edits)


def _placed(work: Work) -> Repaired:
    """Spans in the final text, found from the bytes; rows in the order of the bytes."""
    starts = work.text
    rows = [
        Repair(
            r.kind, r.raw, r.before, starts.located(r.raw), r.candidates, r.confidence, r.accepted
        )
        for r in work.done
    ]
    return Repaired(work.text, tuple(sorted(rows, key=lambda row: (row.raw, row.kind))))
