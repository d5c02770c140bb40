"""The paper 测评票: who is marked, how, and what makes a ballot invalid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Marks = Mapping[str, Mapping[str, str]]
"""Subject → criterion → mark, as the voter gave it; without criteria the criterion is ""."""

WHOLE = ""
"""The one criterion of a paper that has none."""
HIGHEST = Fraction(100)
SCORE = re.compile(r"(?:100(?:\.0)?|[0-9]{1,2}(?:\.[0-9])?)")
"""A score as it is written: 0 to 100, at most one decimal."""


class PaperKind(StrEnum):
    """How subjects are marked; the words are those of a scheme's electorate."""

    RANK = "rank"
    SCORE = "score"
    GRADE = "grade"


class Reason(StrEnum):
    """Why a ballot is not taken."""

    NOT_ON_PAPER = "not-on-paper"  # a subject or a criterion that the paper does not have
    OWN_UNIT = "own-unit"
    NO_MARK = "no-mark"  # no such place, score or grade
    PLACE_TWICE = "place-twice"
    NOT_ALL = "not-all"
    BLANK = "blank"  # nothing is marked at all


class BallotFault(ValueError):  # noqa: N818 - a fault of the ballot
    """A ballot that is not taken; ``subject`` and ``criterion`` say where, if it is one mark."""

    def __init__(self, reason: Reason, subject: str = "", criterion: str = "") -> None:
        super().__init__(f"{reason}: {subject} {criterion}".strip(": "))
        self.reason, self.subject, self.criterion = reason, subject, criterion


@dataclass(frozen=True)
class VoterClass:
    """A class of voters and its relative weight."""

    name: str
    weight: Fraction


@dataclass(frozen=True)
class Paper:
    """What is printed on the ballot, and how ballots are counted.

    Parameters
    ----------
    subjects : codes of the units that are marked, in the order of the paper.
    criteria : name → relative weight; empty for one mark a subject.
    grades : name → points 0..100; of grade ballots only.
    classes : classes of voters with their weights.
    top, step : points of place 1, and what each further place loses; of rank ballots only.
    trim : number of marks that are dropped at each end, by class and subject.
    whole : whether a ballot must mark every subject (the own unit excepted).
    own_counts : whether a voter may mark the own unit.

    Source: rules S1, S6, S7, S14; docs/algorithms/ballot.md
    """

    kind: PaperKind
    subjects: tuple[str, ...]
    classes: tuple[VoterClass, ...]
    criteria: Mapping[str, Fraction] = field(default_factory=dict)
    grades: Mapping[str, Fraction] = field(default_factory=dict)
    top: Fraction = HIGHEST
    step: Fraction = Fraction(3)
    trim: int = 0
    whole: bool = True
    own_counts: bool = False

    @property
    def criterion_names(self) -> tuple[str, ...]:
        """Names of the criteria; one empty name where there are none."""
        return tuple(self.criteria) or (WHOLE,)

    def points_of(self, mark: str) -> Fraction | None:
        """Return what a mark is worth; None for what is no mark."""
        if self.kind is PaperKind.GRADE:
            return self.grades.get(mark)
        if self.kind is PaperKind.SCORE:
            return Fraction(mark) if SCORE.fullmatch(mark) else None
        if not (mark.isascii() and mark.isdecimal() and len(mark) <= len(str(len(self.subjects)))):
            return None
        place = int(mark)
        return self.top - self.step * (place - 1) if 1 <= place <= len(self.subjects) else None


def checked(paper: Paper, marks: Marks, own: str = "") -> dict[str, dict[str, str]]:
    """Return the marks of a valid ballot: known subjects in the paper's order, blanks left out.

    Parameters
    ----------
    own : code of the voter's own unit; empty where it is none of the subjects.

    Raises
    ------
    BallotFault
        for the first thing that makes the ballot invalid.
    """
    known, names = set(paper.subjects), set(paper.criterion_names)
    for subject, given in marks.items():
        if subject not in known:
            raise BallotFault(Reason.NOT_ON_PAPER, subject)
        if unknown := set(given) - names:
            raise BallotFault(Reason.NOT_ON_PAPER, subject, min(unknown))
    found: dict[str, dict[str, str]] = {}
    for subject in paper.subjects:
        held = _marked(paper, subject, marks.get(subject, {}))
        if held and subject == own and not paper.own_counts:
            raise BallotFault(Reason.OWN_UNIT, subject)
        if held:
            found[subject] = held
    if not found:
        raise BallotFault(Reason.BLANK)
    _require_distinct(paper, found)
    _require_whole(paper, found, own)
    return found


def _marked(paper: Paper, subject: str, given: Mapping[str, str]) -> dict[str, str]:
    held = {}
    for name in paper.criterion_names:
        mark = given.get(name, "").strip()
        if not mark:
            continue
        if paper.points_of(mark) is None:
            raise BallotFault(Reason.NO_MARK, subject, name)
        held[name] = mark
    return held


def _require_distinct(paper: Paper, found: Marks) -> None:
    """Refuse two subjects on one place of a rank ballot."""
    if paper.kind is not PaperKind.RANK:
        return
    taken: set[tuple[str, int]] = set()
    for subject, held in found.items():
        for name, mark in held.items():
            place = name, int(mark)
            if place in taken:
                raise BallotFault(Reason.PLACE_TWICE, subject, name)
            taken.add(place)


def _require_whole(paper: Paper, found: Marks, own: str) -> None:
    if not paper.whole:
        return
    for subject in paper.subjects:
        if subject == own and not paper.own_counts:
            continue
        for name in paper.criterion_names:
            if name not in found.get(subject, {}):
                raise BallotFault(Reason.NOT_ALL, subject, name)
