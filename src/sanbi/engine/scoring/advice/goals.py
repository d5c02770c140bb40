"""Goals: a rank, a grade or a score, and whether a standing reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.scheme import Scheme

NEAR = 1e-9


@dataclass(frozen=True)
class Goal:
    """What a unit wants to reach: just one of a rank (1 = best), a grade or a published score."""

    rank: int | None = None
    grade: str | None = None
    score: float | None = None

    def checked(self, scheme: Scheme) -> Goal:
        """The goal itself.

        Raises
        ------
        ValueError
            where it names not just one of the three, or a grade that the scheme does not give.
        """
        given = [item for item in (self.rank, self.grade, self.score) if item is not None]
        if len(given) != 1:
            raise ValueError("name one goal: a rank, a grade or a score")
        if self.rank is not None and self.rank < 1:
            raise ValueError("the best rank is 1")
        if self.grade is not None and (
            scheme.grades is None or self.grade not in scheme.grades.names
        ):
            raise ValueError(f"the scheme gives no grade '{self.grade}'")
        return self


@dataclass(frozen=True)
class Standing:
    """Where a unit stands: its published score, rank and grade; None where it has none."""

    score: float | None
    rank: float | None
    grade: str | None


def standing_of(result: Result, unit: str, group: str | None = None) -> Standing:
    """Where a unit stands in a result."""
    outcome = outcome_of(result, group)
    place = outcome.codes.index(unit)
    published = outcome.scores.published
    score = None if published is None else published.at(place)
    rank = float(outcome.ranks.rank[place]) if outcome.ranks.ranked[place] else None
    return Standing(None if score is None else float(score), rank, outcome.grades[place])


def reaches(standing: Standing, goal: Goal, scheme: Scheme) -> bool:
    """Whether a standing is at the goal or better."""
    if goal.rank is not None:
        return standing.rank is not None and standing.rank <= goal.rank + NEAR
    if goal.grade is not None:
        names = scheme.grades.names if scheme.grades is not None else ()
        if standing.grade is None:
            return False
        return names.index(standing.grade) <= names.index(goal.grade)
    if standing.score is None or goal.score is None:
        return False
    if scheme.better == "high":
        return standing.score >= goal.score - NEAR
    return standing.score <= goal.score + NEAR


class Level(IntEnum):
    """How rounding and chords of curves are counted in a goal."""

    LOOSE = 0  # all of them help: no plan that reaches the goal is left out
    PLAIN = 1  # they are not counted
    AHEAD = 2  # all of them harm, and equals must be passed


@dataclass
class Need:
    """What a goal asks: at most so many rivals ahead, a total, or both."""

    ahead: int | None = None
    score: float | None = None


class Barred(Exception):  # noqa: N818 - said with its reason
    """Something that no figure moves stands between the unit and the goal."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason
