"""Repairs held against what was damaged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Damage, Repair
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.repair.marks import full_width
from sanbi.engine.documents.repair.steps import LOST_DIGIT
from sanbi.engine.documents.repair.tokens import READING
from sanbi.engine.documents.text import MappedText, Span
from tests.support.damage.forward import INSERTED, Damaged


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one damaged place.

    ``rank`` counts from 1; 0 means that the right reading was not among the candidates, or that
    the place was not found. ``before`` and ``expected`` tell what it was about.
    """

    before: str
    expected: str
    rank: int
    accepted: bool
    confidence: float
    false: bool = False  # a repair of what was not damaged
    shown: tuple[str, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's verdicts, readings in brackets left over, and whether its text came out whole."""

    verdicts: tuple[Verdict, ...]
    pinyin: int
    pinyin_left: int
    removed_wrongly: int
    whole: bool


def judged(page: Damaged, sisters: Sequence[str] = (), known: Sequence[str] = ()) -> Judged:
    """A damaged page repaired and compared, place by place."""
    text = MappedText.decoded(page.text)
    features: list[Mapping[str, float]] = []
    result = repaired(text, official_prose(), sisters=sisters, known=known, trace=features.append)
    shifts = [(_span(text, row), row) for row in result.repairs if row.kind is Damage.SHIFT]
    verdicts = [
        _verdict(page, span, row, known)
        for (span, row), known in zip(shifts, features, strict=True)
    ]
    covered = [span for span, _ in shifts]
    verdicts += [
        Verdict(
            _at(page.text, s.damaged), _at(page.truth, s.clean), 0, accepted=False, confidence=0
        )
        for s in page.sites
        if not any(_touches(span, s.damaged) for span in covered)
    ]
    wrong = [
        row
        for row in result.repairs
        if row.kind is Damage.PINYIN and page.origins[_span(text, row).start] != INSERTED
    ]
    left = len(READING.findall(result.text.text))
    return Judged(
        tuple(verdicts), page.pinyin, left, len(wrong), marked(page.truth) == result.text.text
    )


def marked(text: str) -> str:
    """A text with its half-width marks full-width, as a repair leaves it."""
    return MappedText.decoded(text).edited(full_width(text)).text


def _verdict(page: Damaged, span: Span, row: Repair, known: Mapping[str, float]) -> Verdict:
    expected, real = _expected(page, span)
    shown = tuple(candidate.text for candidate in row.candidates)
    rank = next((n for n, text in enumerate(shown, 1) if _same(text, expected)), 0)
    return Verdict(row.before, expected, rank, row.accepted, row.confidence, not real, shown, known)


def _same(shown: str, expected: str) -> bool:
    """Whether they are equal; a digit that is lost for ever is shown as lost."""
    return len(shown) == len(expected) and all(
        one == other or (one == LOST_DIGIT and other.isdigit())
        for one, other in zip(shown, expected, strict=True)
    )


def _expected(page: Damaged, span: Span) -> tuple[str, bool]:
    """What stood at a span of the damaged text, and whether anything was damaged there."""
    before = max((page.origins[i] for i in range(span.start)), default=-1) if span.start else -1
    after = next((o for o in page.origins[span.end :] if o != INSERTED), len(page.truth))
    real = any(_touches(span, site.damaged) for site in page.sites)
    around = marked(page.truth)
    return around[before + 1 : after], real


def _touches(span: Span, site: Span) -> bool:
    return span.start <= site.end and site.start <= span.end


def _span(text: MappedText, row: Repair) -> Span:
    """Where a repair's bytes stand in the damaged text; by halves."""
    starts, ends = text.origins[:, 0], text.origins[:, 1]
    return Span(bisect_left(starts, row.raw.start), bisect_right(ends, row.raw.end))


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]
