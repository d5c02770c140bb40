"""How two copies of one text differ, sentence by sentence and word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from sanbi.engine.documents.comparing.copies import Copy, sentences_of, words_of
from sanbi.engine.documents.comparing.likeness import likeness_of, prints_of
from sanbi.engine.documents.text import Span

PAIR = 60  # likeness of two sentences in percent, from which they are one sentence's variants
WIDEST = 40  # sentences between two anchors that are all compared with each other
NEAR = 1  # signs between two differences that are told as one
MARKS = re.compile(r"[\s\W_]*")
NUMBER = re.compile(r"\d|[一二三四五六七八九十两百千万亿]+(?=[个项条次家名亿万元%％年月日大道])")
TWINS = str.maketrans(",:;!?()", "，：；！？（）")


class Difference(StrEnum):
    """What kind of difference."""

    WORDING = "wording"
    NUMBER = "number"  # a figure or a count differs or is stated in one copy only
    FIRST_ONLY = "first_only"  # a sentence that the second copy lacks
    SECOND_ONLY = "second_only"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; spans count characters of the clean texts, and may be empty."""

    kind: Difference
    first: Span
    second: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Variants:
    """Two copies side by side: the share of wording that is the same, and every difference."""

    shared: float
    changes: tuple[Change, ...]


def variants(first: Copy, second: Copy) -> Variants:
    """The differences of two copies in the order of the first; nothing is merged.

    Marks and blanks are no differences. O(n) for copies; between two sentences that are the same
    at most 40 on each side are paired by likeness.
    """
    one, other = _sentences(first), _sentences(second)
    blocks = SequenceMatcher(None, [s.words for s in one], [s.words for s in other], autojunk=False)
    changes: list[Change] = []
    for tag, i, j, k, m in blocks.get_opcodes():
        if tag != "equal":
            changes += _between(first, second, one[i:j], other[k:m])
    shared = likeness_of(prints_of(first), prints_of(second)).shared
    return Variants(round(shared, 3), tuple(_with_moves(changes)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in its copy, and its words."""

    span: Span
    words: str


def _sentences(copy: Copy) -> list[Sentence]:
    return [
        Sentence(span, words_of(copy.text[span.start : span.end]))
        for span in sentences_of(copy.text)
    ]


def _between(
    first: Copy, second: Copy, one: Sequence[Sentence], other: Sequence[Sentence]
) -> list[Change]:
    """Differences where no sentence is the same: pairs by likeness, in order, and what is left."""
    changes: list[Change] = []
    after = 0
    here = other[0].span.start if other else 0
    for sentence in one:
        best, at = PAIR - 0.1, -1
        for place in range(after, min(len(other), after + WIDEST)):
            score = fuzz.ratio(sentence.words, other[place].words)
            if score > best:
                best, at = score, place
        if at < 0:
            changes.append(
                _alone(Difference.FIRST_ONLY, first, second, sentence.span, Span(here, here))
            )
            continue
        changes += [_added(first, second, sentence, row) for row in other[after:at]]
        changes += _words(first, second, sentence.span, other[at].span)
        after, here = at + 1, other[at].span.end
    end = Span(one[-1].span.end, one[-1].span.end) if one else Span(0, 0)
    changes += [
        _alone(Difference.SECOND_ONLY, first, second, end, row.span) for row in other[after:]
    ]
    return changes


def _added(first: Copy, second: Copy, before: Sentence, row: Sentence) -> Change:
    place = Span(before.span.start, before.span.start)
    return _alone(Difference.SECOND_ONLY, first, second, place, row.span)


def _alone(kind: Difference, first: Copy, second: Copy, one: Span, other: Span) -> Change:
    return Change(
        kind,
        _moved(one, first.start),
        _moved(other, second.start),
        first.text[one.start : one.end].strip(),
        second.text[other.start : other.end].strip(),
    )


def _words(first: Copy, second: Copy, one: Span, other: Span) -> list[Change]:
    """The differing words of two sentences; differences a sign apart are told as one."""
    before = first.text[one.start : one.end].translate(TWINS)
    after = second.text[other.start : other.end].translate(TWINS)
    runs: list[list[int]] = []
    for code in Levenshtein.opcodes(before, after):
        if code.tag == "equal":
            continue
        near = runs and max(code.src_start - runs[-1][1], code.dest_start - runs[-1][3]) <= NEAR
        if near:
            runs[-1][1], runs[-1][3] = code.src_end, code.dest_end
        else:
            runs.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    return [
        _alone(
            _kind(before, after, run),
            first,
            second,
            Span(one.start + run[0], one.start + run[1]),
            Span(other.start + run[2], other.start + run[3]),
        )
        for run in runs
        if not MARKS.fullmatch(before[run[0] : run[1]] + after[run[2] : run[3]])
    ]


def _kind(before: str, after: str, run: Sequence[int]) -> Difference:
    told = _tells_number(before, run[0], run[1]) or _tells_number(after, run[2], run[3])
    return Difference.NUMBER if told else Difference.WORDING


def _tells_number(text: str, start: int, end: int) -> bool:
    """Whether a figure, or a count with its measure word behind it, begins in a part of a text."""
    return any(found.start() < end for found in NUMBER.finditer(text, start, end + 1))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _with_moves(changes: Sequence[Change]) -> list[Change]:
    """A sentence that each copy has at another place is told once, as moved."""
    added = {words_of(row.after): row for row in changes if row.kind is Difference.SECOND_ONLY}
    found: list[Change] = []
    taken: set[str] = set()
    for row in changes:
        twin = added.get(words_of(row.before)) if row.kind is Difference.FIRST_ONLY else None
        if twin is not None:
            taken.add(words_of(row.before))
            found.append(Change(Difference.MOVED, row.first, twin.second, row.before, twin.after))
        else:
            found.append(row)
    return [
        row
        for row in found
        if row.kind is not Difference.SECOND_ONLY or words_of(row.after) not in taken
    ]
