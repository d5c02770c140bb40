"""Bytes replaced across the border of two characters, put back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.repair.beam import Writer
from sanbi.engine.documents.repair.codes import Codes, characters, codes_of
from sanbi.engine.documents.repair.decoder import decoder_of
from sanbi.engine.documents.repair.dropping import TWICE
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
from sanbi.engine.documents.repair.search import Hypothesis, hypotheses, lossy
from sanbi.engine.documents.repair.sites import (
    AROUND,
    Page,
    broken_readings,
    page_of,
    suspect_marks,
)
from sanbi.engine.documents.repair.steps import LOST_DIGIT, Rules
from sanbi.engine.documents.repair.tokens import Kind, Token, tokens_from
from sanbi.engine.documents.script.tables import by_character, simplified_only_characters
from sanbi.engine.documents.text import Span

MOST_TOKENS = 150
NEIGHBOURS = 8
LOST = frozenset({LOST_DIGIT, "\n"})
LINE = 300  # characters before a place, at most, in which a mark may have been opened
LEARNT_FROM = 100  # places of a page from which its decoder is known
SELDOM = 3.0  # nats against a dropped pair from which two in a row are not searched for
NEVER = 9.0  # nats against one from which none is


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
    foreign = simplified_only_characters() if given.traditional else frozenset()
    page = page_of(text, given.model)
    marks = suspect_marks(page, hurt=bool(given.annotated), foreign=foreign)
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
        self.rules = Rules(Writer(model, codes, characters()), marks, treated=bool(given.annotated))
        self.sisters = Sisters(given.sisters)
        self.decoder = decoder_of(page.text)
        self.learning = True
        self.once: dict[int, tuple[list[Token], list[Hypothesis]]] = {}

    def found(self, starts: Sequence[int]) -> list[Place]:
        """The places, read twice: first to learn about the decoder, then with what was learnt."""
        for place in islice(self._chain(starts), LEARNT_FROM):
            best = place.ranked
            self.decoder.saw(best.confidence, best.tokens, best.dropped, best.asked)
        self.learning = False
        return list(self._chain(starts))

    def _chain(self, starts: Sequence[int]) -> Iterator[Place]:
        end = 0
        for start in starts:
            if start >= end and (place := self._place(start, end)) is not None:
                yield place
                end = place.span.end

    def _place(self, start: int, done: int) -> Place | None:
        text = self.page.text
        tokens, found = self._searched(start)
        ends = [start, *(token.end for token in tokens)]
        rest = [text[end : end + NEIGHBOURS] for end in ends] if self.sisters.texts else ()
        before = text[max(0, text.rfind("\n", 0, start) + 1, start - LINE) : start]
        clear = CLEAR_IF_HURT if self.given.annotated else CLEAR
        best = ranked(found, before, rest, self.sisters, self.decoder, clear)
        if best is None:
            alone = tokens[0].kind is Kind.READING and start != done
            if not alone or not self.given.annotated:
                return None
            best = unreadable(1)
        return Place(Span(start, ends[best.tokens]), best, self._sure(best, before))

    def _searched(self, start: int) -> tuple[list[Token], list[Hypothesis]]:
        """What was read from a place on, and its readings; two dropped pairs in a row take long."""
        if start in self.once:
            tokens, found = self.once[start]
        else:
            text = self.page.text
            tokens = tokens_from(text, start, MOST_TOKENS)
            if tokens[-1].end == len(text):  # the end of the text ends what is open
                tokens.append(Token(Kind.LOW, len(text), len(text)))
            found = self._hypotheses(start, tokens, int(self.decoder.against_dropped < NEVER))
            self.once[start] = tokens, found
        if self.learning or not lossy(found) or self.decoder.against_dropped >= SELDOM:
            return tokens, found
        return tokens, self._hypotheses(start, tokens, TWICE) or found

    def _hypotheses(self, start: int, tokens: list[Token], hidden: int) -> list[Hypothesis]:
        rules = replace(
            self.rules,
            hidden=0 if self.decoder.keeps else hidden,
            asked=not self.decoder.keeps and self.decoder.against_asked < NEVER,
        )
        return hypotheses(rules, tokens, self.page.before(start))

    def _sure(self, best: Ranked, before: str) -> bool:
        """Whether no person is needed.

        One always is for what is lost for ever, for a line end that was (who knows what else was
        lost with it), for a name that stands nowhere whole, since a model knows no names (海口 is
        likelier to it than 福口), and for pages that were never made traditional unless another
        copy says the same: there the search loses more than its confidence knows.
        """
        known = self.given.traditional or bool(self.sisters.texts)
        named = all(name in self.own for name in names_in(before, best.texts[0]))
        return known and named and best.confidence >= SURE and not LOST & {*best.texts[0]}
