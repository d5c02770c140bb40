"""What a token of a damaged page may have been: each rule takes hypotheses one token further.

The rules are the damage run backwards (docs/algorithms/repair.md). A hypothesis is aligned, or it
holds the first byte of a character whose second byte the next token brings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanbi.engine.documents.repair.beam import ALIGNED, Beam, Ints, Writer, joined, pruned, ties
from sanbi.engine.documents.repair.codes import (
    FIRST_HAN,
    FIRST_LEAD,
    FULL_ROW,
    LEADS,
    REPLACED,
    TRAILS,
    trails_read,
)
from sanbi.engine.documents.repair.dropping import Next, dropped
from sanbi.engine.documents.repair.readings import readings
from sanbi.engine.documents.repair.tokens import Kind, Token

# Costs of what damage does, in nats; set on simulated damage (docs/algorithms/repair.md).
BEGIN_MARK = 4.0  # a mark that was replaced across a border, rather than a mark
BEGIN_QUERY = 4.0
OPENING = 4.0  # against a mark that opens, where no word follows
OPENERS = np.array([ord(mark) for mark in "“‘《〈（【〔"])
TREATED = 1.0  # in favour, before a sign that loses a byte, where readings show such treatment
SENTENCE_END = 1.0  # in favour of "。": reports end their sentences more often than laws
OTHER_MARK = 1.5  # "?" for another mark than the full-width "？"
BEGIN_READING = 1.0
NOT_ANNOTATED = 3.0  # a reading whose character the page nowhere annotates
LITERAL_READING = 30.0  # a broken reading that somebody wrote so
LONE_LETTER = 9.0  # a mark and a letter between Han characters that somebody wrote so
LOST_TRAIL = 1.0
VANISHED = 1.0  # a second byte 80 before a character, alone and no sign of any kind
LONE = 0x80
TORN = 12.0  # a sign that nobody writes
STRANGE_FORM = 6.0  # at most, for a form that a page of its script does not hold
WRITTEN_LETTER = 4.0  # a capital between Han characters that somebody wrote so
BARE = 5.0  # a character without its reading that has one everywhere else on the page
LOST_DIGIT = "□"  # nobody can tell which
LOST_MARKS = {
    "，": 0.7,
    "\n": 1.5,
    LOST_DIGIT: 2.5,
    "：": 3.5,
    "（": 3.5,
    "）": 3.5,
    "？": 3.5,
    "！": 3.5,
    "；": 3.5,
}
BEGUN = 48  # first bytes that are tried for a mark put in across a border
GUESSERS = 30  # hypotheses, but for what they hold, for which a lost byte is tried in all values
GO_ON = frozenset({Kind.PAIR, Kind.HIGH, Kind.QUERY, Kind.READING})
LOSES = frozenset({Kind.MARK, Kind.LOW})
ENDS_A_LETTER = frozenset({Kind.PAIR, Kind.MARK, Kind.QUERY, Kind.READING})


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one page."""

    writer: Writer
    suspects: frozenset[int]  # places of marks that may have been replaced across a border
    hidden: int = 1  # pairs in a row dropped without a trace that are tried
    treated: bool = False  # whether readings show that bytes were replaced
    asked: bool = True  # whether a "?" may stand for a dropped pair

    def after(self, beam: Beam, token: Token, following: Token | None) -> Beam:
        """All hypotheses of one place after a token."""
        aligned = beam.rows(beam.pending == ALIGNED)
        shifted = beam.rows(beam.pending != ALIGNED)
        found = [self._aligned(aligned, token, following)] if len(aligned) else []
        if len(shifted):
            found += self._shifted(shifted, token, following)
        return joined(found) if found else beam.rows(np.zeros(len(beam), bool))

    # -- aligned -----------------------------------------------------------------------------------
    def _aligned(self, beam: Beam, token: Token, following: Token | None) -> Beam:
        if token.kind is Kind.READING:
            return self._reading(beam, token)
        if token.kind is Kind.PAIR:
            return self._seen(beam, token)
        plain = self._plain(beam, token)
        if token.kind is Kind.HIGH and (following is None or following.kind in ENDS_A_LETTER):
            cost = WRITTEN_LETTER if chr(token.second).isupper() else LONE_LETTER
            plain = plain.changed(score=plain.score - cost * (beam.code >= FIRST_HAN))
        if token.torn:
            plain = plain.changed(score=plain.score - TORN)
        if token.start in self.suspects:
            if following is not None and following.kind is Kind.HIGH:
                plain = plain.changed(score=plain.score - LONE_LETTER)
            lost = following is not None and following.kind in LOSES
            begun = self._begun(beam, token)
            begun = begun.changed(score=begun.score + TREATED * (self.treated and lost))
            return joined([plain, begun])
        return plain

    def _seen(self, beam: Beam, token: Token) -> Beam:
        """A character as the decoder saw it."""
        writer = self.writer
        number = int(writer.codes.numbers[token.first, token.second])
        code = int(writer.table[token.first, token.second])
        added = writer.symbol(beam, _full(beam, number), _full(beam, code or 0xFFFD))
        cost = min(float(writer.codes.costs[token.first, token.second]), STRANGE_FORM)
        return added.changed(last=token.second, score=added.score - cost)

    def _plain(self, beam: Beam, token: Token) -> Beam:
        """An ASCII character as it stands; a mark counts as its full-width form."""
        number, code = self._sign(token)
        added = self.writer.symbol(beam, _full(beam, number), _full(beam, code))
        return added.changed(last=_full(beam, REPLACED.get(chr(token.second), 0)))

    def _sign(self, token: Token) -> tuple[int, int]:
        vocabulary = self.writer.model.vocabulary
        if token.kind is Kind.WALL:
            return 0, 0xFFFD
        character = chr(token.second) if token.second else "\n"
        return int(vocabulary.numbers(character)[:1].sum()), token.second

    def _begun(self, beam: Beam, token: Token) -> Beam:
        """A mark put in for the last byte of one character and the first of the next."""
        rows = np.repeat(np.arange(len(beam)), len(LEADS))
        leads = np.tile(LEADS, len(beam))
        begun = self.writer.pair(beam.rows(rows), leads, _same(leads, FULL_ROW))
        begun = pruned(self._ending(begun), BEGUN, 25.0)
        cost = BEGIN_QUERY if token.kind is Kind.QUERY else BEGIN_MARK
        begun = begun.changed(score=begun.score - cost, shifted=1, lost=begun.lost + 1)
        ways = [(token.first, 0.0)]
        if token.kind is Kind.QUERY:
            ways += [(b, OTHER_MARK) for b in REPLACED.values() if b != token.first]
        return joined(
            [begun.changed(pending=byte, score=begun.score - extra) for byte, extra in ways]
        )

    def _reading(self, beam: Beam, token: Token) -> Beam:
        """A reading behind the character before, or one put in across a border."""
        found = [beam.changed(score=beam.score - LITERAL_READING)]
        for last in np.unique(beam.last).tolist():
            rows = beam.rows(beam.last == last)
            own = self._belongs(rows, token)
            if own is not None:
                found.append(own)
            if last < FIRST_LEAD:
                continue
            for trail in trails_read(last, token.reading):
                if trail < FIRST_LEAD:
                    continue
                known = self.writer.codes.annotated[last, trail]
                cost = BEGIN_READING + (0.0 if known else NOT_ANNOTATED)
                found.append(
                    rows.changed(
                        pending=trail,
                        score=rows.score - cost,
                        shifted=1,
                    )
                )
        return joined(found)

    def _belongs(self, beam: Beam, token: Token) -> Beam | None:
        """The hypotheses whose last written character has the reading."""
        fits = np.array([token.reading in readings(chr(c)) for c in beam.code.tolist()], bool)
        return beam.rows(fits) if fits.any() else None

    # -- shifted -----------------------------------------------------------------------------------
    def _shifted(self, beam: Beam, token: Token, following: Token | None) -> list[Beam]:
        ended = self._ended(beam)
        found = [self._aligned(ended, token, following)] if len(ended) else []
        return found + self._across(beam, token, following)

    def _across(self, beam: Beam, token: Token, following: Token | None) -> list[Beam]:
        match token.kind:
            case Kind.PAIR:
                return self._across_pair(beam, token)
            case Kind.HIGH:
                return self._across_high(beam, token, following)
            case Kind.MARK:
                return [self._across_low(beam, token), self._refilled(beam, token)]
            case Kind.QUERY:
                return self._across_query(beam, token, following)
            case Kind.READING:
                return self._across_reading(beam, token)
            case _:
                return [self._across_low(beam, token)]

    def _across_pair(self, beam: Beam, token: Token) -> list[Beam]:
        found = [self._paired(beam, token)]
        if self.hidden:
            found.append(self._paired(self._dropped(beam, token.first), token))
        return found

    def _paired(self, beam: Beam, token: Token) -> Beam:
        wrote = self.writer.pair(beam, beam.pending, _full(beam, token.first))
        wrote = self._bare(wrote, unread=True)
        if token.second >= FIRST_LEAD:
            return wrote.changed(pending=token.second)
        sign = Token(Kind.HIGH, token.start, token.end, second=token.second)
        return self._home(self._plain(wrote, sign))

    def _across_high(self, beam: Beam, token: Token, following: Token | None) -> list[Beam]:
        ways = [beam, *([self._dropped(beam, token.second)] if self.hidden else [])]
        found = []
        for way in ways:
            wrote = self.writer.pair(way, way.pending, _full(way, token.second))
            read = following is not None and following.kind is Kind.READING
            found.append(self._home(self._bare(wrote, unread=not read)))
        return found

    def _refilled(self, beam: Beam, token: Token) -> Beam:
        """A mark put in across a border where nothing was lost."""
        wrote = self.writer.pair(beam, beam.pending, _full(beam, FULL_ROW))
        return wrote.changed(pending=token.first, score=wrote.score - BEGIN_MARK)

    def _across_low(self, beam: Beam, token: Token) -> Beam:
        """The second byte was lost before a character that cannot follow a first byte."""
        return self._home(self._plain(self._lost(beam), token))

    def _across_query(self, beam: Beam, token: Token, following: Token | None) -> list[Beam]:
        """A second byte and a sign were lost, or a pair, or nothing but the mark itself."""
        guessed = self._lost(beam)
        vocabulary = self.writer.model.vocabulary
        found = [self._refilled(beam, token), self._ended(beam)]
        if self.asked and following is not None and following.kind in GO_ON:
            found.append(self._dropped(beam, _next(following), asked=True))
        for mark, cost in LOST_MARKS.items():
            sign = "0" if mark == LOST_DIGIT else mark
            number = int(vocabulary.numbers_as_written(sign)[0])
            added = self.writer.symbol(guessed, _full(guessed, number), _full(guessed, ord(mark)))
            found.append(self._home(added.changed(score=added.score - cost)))
        return found

    def _across_reading(self, beam: Beam, token: Token) -> list[Beam]:
        """The second byte was lost before its character's reading."""
        found = []
        ways = [beam]
        if self.hidden:
            ways.append(self._dropped(beam, token.reading))
        for way in ways:
            for lead in np.unique(way.pending).tolist():
                trails = np.array(trails_read(lead, token.reading), np.int64)
                if len(trails):
                    rows = way.rows(way.pending == lead)
                    found.append(self._home(self._guessed(rows, trails)))
        return found or [beam.rows(np.zeros(len(beam), bool))]

    def _ended(self, beam: Beam) -> Beam:
        """A second byte that begins no pair was lost without a trace."""
        wrote = self.writer.pair(beam, beam.pending, _full(beam, LONE))
        return self._home(wrote.changed(score=wrote.score - VANISHED, lost=wrote.lost + 1))

    # -- parts -------------------------------------------------------------------------------------
    def _lost(self, beam: Beam) -> Beam:
        """A lost second byte, and one whose first byte was dropped with the byte before."""
        guessed = self._guessed(beam, TRAILS)
        if not self.hidden:
            return self._closed(guessed)
        opened = dropped(self.writer, beam, None, 1)
        found = self._guessed(opened.changed(dropped=opened.dropped + 1), TRAILS)
        return self._closed(joined([guessed, found]))

    def _guessed(self, beam: Beam, trails: Ints) -> Beam:
        """A lost second byte in all its values, for the best hypotheses."""
        best = ties(beam, GUESSERS, 25.0)
        wrote = self.writer.best_pairs(best, trails, 4 * GUESSERS, 25.0)
        return wrote.changed(score=wrote.score - LOST_TRAIL, lost=wrote.lost + 1)

    def _dropped(self, beam: Beam, following: Next, *, asked: bool = False) -> Beam:
        """Pairs that the decoder dropped without a trace, or for which it asked with a "?"."""
        if asked:
            found = dropped(self.writer, beam, following, 1)
            return found.changed(asked=found.asked + 1)
        found = dropped(self.writer, beam, following, self.hidden)
        return found.changed(dropped=found.dropped + 1)

    def _closed(self, beam: Beam) -> Beam:
        """Against a mark that opens: a byte is lost before a digit, a sign or a line end."""
        return self._ending(beam.changed(score=beam.score - OPENING * np.isin(beam.code, OPENERS)))

    def _ending(self, beam: Beam) -> Beam:
        """In favour of the end of a sentence."""
        return beam.changed(score=beam.score + SENTENCE_END * (beam.code == ord("。")))

    def _bare(self, beam: Beam, *, unread: bool) -> Beam:
        """Charge a character that lacks the reading that it has elsewhere on the page."""
        if not unread:
            return beam
        bare = np.isin(beam.code, self.writer.codes.annotated_codes)
        return beam.changed(score=beam.score - BARE * bare)

    def _home(self, beam: Beam) -> Beam:
        return beam.changed(pending=ALIGNED, settled=-1)


def _next(token: Token) -> Next:
    """What the next token tells of the byte that ends a character."""
    if token.kind is Kind.READING:
        return token.reading
    if token.kind is Kind.QUERY:
        return None
    return token.first if token.kind is Kind.PAIR else token.second


def _full(beam: Beam, value: int) -> Ints:
    return np.full(len(beam), value, np.int64)


def _same(like: Ints, value: int) -> Ints:
    return np.full(len(like), value, np.int64)
