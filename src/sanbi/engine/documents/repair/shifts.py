"""Bytes replaced across the border of two characters, put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.repair.beam import Writer
from sanbi.engine.documents.repair.codes import Codes, characters, codes_of
from sanbi.engine.documents.repair.naming import names_in
from sanbi.engine.documents.repair.ranking import (
    CLEAR,
    CLEAR_IF_HURT,
    SURE,
    Ranked,
    Sisters,
    ranked,
    unreadable,
)
from sanbi.engine.documents.repair.search import hypotheses
from sanbi.engine.documents.repair.sites import (
    AROUND,
    Page,
    broken_readings,
    page_of,
    suspect_marks,
)
from sanbi.engine.documents.repair.steps import LOST_DIGIT, Rules
from sanbi.engine.documents.repair.tokens import Kind, Token, tokens_from
from sanbi.engine.documents.script.tables import by_character
from sanbi.engine.documents.text import Span

MOST_TOKENS = 150
NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a page before its shifted places are looked for."""

    model: Model
    annotated: frozenset[str]
    traditional: bool
    sisters: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A shifted place: what of the text it covers, and what may have stood there."""

    span: Span
    ranked: Ranked
    sure: bool


def places(text: str, given: Given) -> list[Place]:
    """The shifted places of a text without intact readings, in order and apart."""
    broken = broken_readings(text)
    marks = suspect_marks(page_of(text, given.model), hurt=bool(given.annotated))
    starts = sorted({*broken, *marks})
    if not starts:
        return []
    own = [*map(by_character, _unhurt(text, starts)), *given.sisters, *given.known]
    model = given.model.aware(own)
    codes = codes_of(model, given.annotated, traditional=given.traditional)
    finder = _Finder(page_of(text, model), model, codes, given, frozenset(marks), "\n".join(own))
    return finder.found(starts)


def _unhurt(text: str, starts: Sequence[int]) -> list[str]:
    """The text without what stands at the starts: the page's own words."""
    parts, here = [], 0
    for start in starts:
        if start >= here:
            parts.append(text[here:start])
        here = start + AROUND
    return [*parts, text[here:]]


class _Finder:
    def __init__(
        self,
        page: Page,
        model: Model,
        codes: Codes,
        given: Given,
        marks: frozenset[int],
        own: str,  # what is not hurt, sister copies, known names
    ) -> None:
        self.page, self.given, self.own = page, given, own
        self.rules = Rules(Writer(model, codes, characters()), marks)
        self.sisters = Sisters(given.sisters)

    def found(self, starts: Sequence[int]) -> list[Place]:
        places: list[Place] = []
        end = 0
        for start in starts:
            if start >= end and (place := self._place(start, end)) is not None:
                places.append(place)
                end = place.span.end
        return places

    def _place(self, start: int, done: int) -> Place | None:
        text = self.page.text
        tokens = tokens_from(text, start, MOST_TOKENS)
        if tokens[-1].end == len(text):  # the end of the text ends what is open
            tokens.append(Token(Kind.LOW, len(text), len(text)))
        found = hypotheses(self.rules, tokens, self.page.before(start))
        ends = [start, *(token.end for token in tokens)]
        rest = [text[end : end + NEIGHBOURS] for end in ends] if self.sisters.texts else ()
        before = text[max(0, start - NEIGHBOURS) : start]
        clear = CLEAR_IF_HURT if self.given.annotated else CLEAR
        best = ranked(found, before, rest, self.sisters, clear)
        if best is None:
            alone = tokens[0].kind is Kind.READING and start != done
            if not alone or not self.given.annotated:
                return None
            best = unreadable(1)
        return Place(Span(start, ends[best.tokens]), best, self._sure(best, before))

    def _sure(self, best: Ranked, before: str) -> bool:
        """Whether no person is needed.

        One always is for what is lost for ever, for a name that stands nowhere whole, since a
        model knows no names (海口 is likelier to it than 福口), and for pages that were never made
        traditional unless another copy says the same: there the search loses more than its
        confidence knows.
        """
        known = self.given.traditional or bool(self.sisters.texts)
        named = all(name in self.own for name in names_in(before, best.texts[0]))
        return known and named and best.confidence >= SURE and LOST_DIGIT not in best.texts[0]
