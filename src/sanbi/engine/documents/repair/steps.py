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
    FORBIDDEN,
    FULL_ROW,
    LEADS,
    REPLACED,
    TRAILS,
    trails_read,
    undefined,
    undefined_before,
)
from sanbi.engine.documents.repair.readings import readings
from sanbi.engine.documents.repair.tokens import Kind, Token

# Costs of what damage does, in nats; set on simulated damage (docs/algorithms/repair.md).
BEGIN_MARK = 4.0  # a mark that was replaced across a border, rather than a mark
BEGIN_QUERY = 4.0
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
HIDDEN_PAIR = -0.5  # in favour: a page that drops such pairs drops all of them
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
GUESSERS = 12  # hypotheses of a place for which a lost byte is tried in all its values
TWICE = 2
SECOND_HIDING = 300  # the same for the second of two dropped pairs in a row
GO_ON = frozenset({Kind.PAIR, Kind.HIGH, Kind.QUERY, Kind.READING})
ENDS_A_LETTER = frozenset({Kind.PAIR, Kind.MARK, Kind.QUERY, Kind.READING})
DROPPERS = 4  # hypotheses of a place for which a dropped pair is tried
PROMISING = 80
SIBLINGS, ALIKE = 60, 24  # hypotheses for which the likeliest dropped pairs of others are tried
HIDING = 5  # first bytes of a dropped pair that are tried for each


Next = int | str | None  # the byte that ends the next character, its reading, or nothing known


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one page."""

    writer: Writer
    suspects: frozenset[int]  # places of marks that may have been replaced across a border
    hidden: int = 1  # dropped pairs in a row that are tried

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
            return joined([plain, self._begun(beam, token)])
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
        begun = begun.changed(score=begun.score + SENTENCE_END * (begun.code == ord("。")))
        begun = pruned(begun, 4 * GUESSERS, 25.0)
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
        return self._home(self._plain(self._guessed(beam, TRAILS), token))

    def _across_query(self, beam: Beam, token: Token, following: Token | None) -> list[Beam]:
        """A second byte and a sign were lost, or a pair, or nothing but the mark itself."""
        guessed = self._guessed(beam, TRAILS)
        vocabulary = self.writer.model.vocabulary
        found = [self._refilled(beam, token), self._ended(beam)]
        if self.hidden and following is not None and following.kind in GO_ON:
            found.append(self._dropped(beam, _next(following)))
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
    def _guessed(self, beam: Beam, trails: Ints) -> Beam:
        """A lost second byte in all its values, for the best hypotheses."""
        best = pruned(beam, GUESSERS, 25.0)
        wrote = self.writer.best_pairs(best, trails, 4 * GUESSERS, 25.0)
        return wrote.changed(score=wrote.score - LOST_TRAIL, lost=wrote.lost + 1)

    def _dropped(self, beam: Beam, following: Next) -> Beam:
        """Pairs that the decoder dropped: the last of them begins a character."""
        open_ones = ties(beam, DROPPERS, 12.0)
        most = SECOND_HIDING if len(open_ones) > DROPPERS else DROPPERS * HIDING
        once = self._hidden(open_ones, most, following)
        if following is not None:
            once = joined([once, self._likewise(beam, open_ones, once)])
        if self.hidden < TWICE:
            return once
        first = self._hidden(pruned(beam, 2 * DROPPERS, 8.0), 3 * DROPPERS, None)
        return joined([once, self._hidden(first, SECOND_HIDING, following)])

    def _likewise(self, beam: Beam, tried: Beam, found: Beam) -> Beam:
        """The pairs that others were found to have dropped, for hypotheses that were not tried.

        What lies further back, such as a name that no model knows, says little about the pair.
        """
        others = pruned(beam, SIBLINGS, 14.0)
        others = others.rows(others.score < tried.score.min(initial=np.inf))
        ways_of = np.stack([self._pending_of(beam, found), found.last, found.pending])
        _, first = np.unique(ways_of, axis=1, return_index=True)
        best = found.rows(np.sort(first)[:ALIKE])  # the most promising ones come first
        before = self._pending_of(beam, best)
        rows, ways = np.nonzero(others.pending[:, None] == before[None, :])
        wide = others.rows(rows)
        ended = self.writer.pair(
            wide.changed(settled=ways), wide.pending, best.last[ways]
        )  # settled holds the way while rows may fall out
        return ended.changed(
            pending=best.pending[ended.settled],
            settled=-1,
            score=ended.score - HIDDEN_PAIR,
            lost=ended.lost + 2,
        )

    @staticmethod
    def _pending_of(beam: Beam, found: Beam) -> Ints:
        """The first byte that each was holding before its pair was dropped."""
        by_parent = dict(zip(beam.parent.tolist(), beam.pending.tolist(), strict=True))
        return np.array([by_parent[row] for row in found.parent.tolist()], np.int64)

    def _hidden(self, beam: Beam, most: int, following: Next) -> Beam:
        """A dropped pair: it ended one character and began the next, which `following` ends."""
        pairs = undefined()
        if isinstance(following, int):
            pairs = pairs[self.writer.codes.costs[pairs[:, 1], following] < FORBIDDEN]
        elif following is not None:
            pairs = undefined_before(following)
        ended = self.writer.best_pairs(beam, np.unique(pairs[:, 0]), most, 15.0)
        rows, seconds = _opened(pairs, ended.last)
        if following is not None:
            best = self._promising(ended, rows, seconds, following)
            rows, seconds = rows[best], seconds[best]
        opened = ended.rows(rows)
        return opened.changed(
            pending=seconds, score=opened.score - HIDDEN_PAIR, lost=opened.lost + 2
        )

    def _promising(self, ended: Beam, rows: Ints, opening: Ints, following: int | str) -> Ints:
        """Those that go on best with what follows: what they hold cannot be told apart before.

        Parameters
            rows, opening : hypotheses by their rows, with the byte that each would hold.
        """
        if isinstance(following, int):
            ways, trails = np.arange(len(rows)), _same(rows, following)
        else:
            read = [trails_read(lead, following) for lead in opening.tolist()]
            ways = np.repeat(np.arange(len(rows)), [len(way) for way in read])
            trails = np.array([trail for way in read for trail in way], np.int64)
            fits = self.writer.codes.costs[opening[ways], trails] < FORBIDDEN
            ways, trails = ways[fits], trails[fits]
        most = PROMISING if isinstance(following, int) else len(ways)
        best, _ = self.writer.best(ended, rows[ways], opening[ways], trails, most, 15.0)
        own, place = np.unique(ways[best], return_index=True)
        return own[np.argsort(place)][:PROMISING]

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


def _opened(pairs: Ints, ended: Ints) -> tuple[Ints, Ints]:
    """For hypotheses whose last second byte is `ended`: row and second byte of each pair."""
    pairs = pairs[pairs[:, 1] >= FIRST_LEAD]
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    first = pairs[:, 0].searchsorted(ended)
    many = pairs[:, 0].searchsorted(ended, "right") - first
    rows = np.repeat(np.arange(len(ended)), many)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    return rows, pairs[first[rows] + inside, 1]


def _full(beam: Beam, value: int) -> Ints:
    return np.full(len(beam), value, np.int64)


def _same(like: Ints, value: int) -> Ints:
    return np.full(len(like), value, np.int64)
