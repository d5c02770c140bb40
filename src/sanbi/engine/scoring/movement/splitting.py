"""The split itself: every order of the causes counts the same (Shapley), and it adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.movement.mixing import (
    PERFORMANCE,
    Cause,
    CauseKind,
    Mixer,
    all_causes,
    moved,
    parts_of,
)
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.run import score

MOST_CAUSES = 9  # 512 scorings


@dataclass(frozen=True)
class Effect:
    """What a cause did: points of the score, and places (above 0: won)."""

    cause: Cause
    score: Fraction
    places: Fraction


@dataclass(frozen=True)
class Movement:
    """Why a unit moved. The effects add up to the change, exactly.

    Parameters
        unit, group : codes.
        score, rank : before and after, as published.
        effects : those that did something, the largest in points first.
        scorings : how many mixtures were scored.
    """

    unit: str
    group: str
    score: tuple[Fraction, Fraction]
    rank: tuple[Fraction, Fraction]
    effects: tuple[Effect, ...]
    scorings: int


def movement(
    before: Result,
    after: Result,
    unit: str,
    *,
    group: str | None = None,
    first: Data | None = None,
    split: bool = True,
) -> Movement:
    """Split the change of a unit's score and place between two results by its causes.

    Causes are the own figures (by part of the tree), those of the others, the scheme with the
    units' attributes, revisions, and ballots. Every mixture of causes that have come true is
    scored; a cause's effect is its mean over all orders in which they could have come true, a
    revision after the figures that it revises. What is left is time: the same figures a period
    later, where rules look at the calendar.

    Parameters
    ----------
    before, after : Result
        Of one period or of two of the same kind.
    unit : code
    group : code of the group in both; may be left out when the unit stands in one group only.
    first : Data, optional
        The data of ``after`` as first reported: what differs is revision. Left out, results of one
        period differ by revision alone, results of two periods by none.
    split : whether own figures are told by part of the tree; given up beyond nine causes.

    Returns
    -------
    Movement
        2ᵏ scorings of the data for k causes that differ.

    Raises
    ------
    ValueError
        when the unit has no place in one of the results, or a mixture cannot be scored.
    """
    one, other = _standing(before, unit, group), _standing(after, unit, group)
    split_of = _Split(before, after, unit, other[0], _mixer(before, after, unit, first))
    effects = split_of.effects(split=split)
    start = split_of.value(frozenset())
    if split_of.value(split_of.causes) != other[1:]:
        raise ValueError("the later result does not come from its data alone")
    time = Effect(Cause(CauseKind.TIME), start[0] - one[1], one[2] - start[1])
    every = [effect for effect in (*effects, time) if effect.score or effect.places]
    every.sort(key=lambda effect: (-abs(effect.score), -abs(effect.places)))
    return Movement(
        unit, other[0], (one[1], other[1]), (one[2], other[2]), tuple(every), len(split_of.held)
    )


def _mixer(before: Result, after: Result, unit: str, first: Data | None) -> Mixer:
    same = before.period == after.period
    early = moved(before.data, before.period, after.period)
    initial = first if first is not None else (before.data if same else after.data)
    return Mixer(early, initial, after.data, unit, parts_of(after.scheme))


class _Split:
    def __init__(self, before: Result, after: Result, unit: str, group: str, mixer: Mixer) -> None:
        self.before, self.after, self.unit, self.group = before, after, unit, group
        self.mixer = mixer
        self.always: frozenset[Cause] = frozenset()
        self.causes: frozenset[Cause] = frozenset()
        self.held: dict[frozenset[Cause], tuple[Fraction, Fraction]] = {}

    def effects(self, *, split: bool) -> list[Effect]:
        changed = self.before.scheme.text != self.after.scheme.text
        causes = self.mixer.causes(scheme=changed, split=split)
        if len(causes) > MOST_CAUSES:
            causes, split = self.mixer.causes(scheme=changed, split=False), False
        self.always = frozenset(all_causes(self.mixer.parts, split=split)) - set(causes)
        self.causes = frozenset(causes)
        ways = _Orders(causes)
        found = {cause: (Fraction(0), Fraction(0)) for cause in causes}
        for done, cause, share in ways.steps():
            was, now = self.value(done), self.value(done | {cause})
            points, places = found[cause]
            found[cause] = (points + share * (now[0] - was[0]), places + share * (was[1] - now[1]))
        return [Effect(cause, *moved_by) for cause, moved_by in found.items()]

    def value(self, done: frozenset[Cause]) -> tuple[Fraction, Fraction]:
        """Score and place of the unit where some causes have come true."""
        if done not in self.held:
            self.held[done] = self._scored(done)
        return self.held[done]

    def _scored(self, done: frozenset[Cause]) -> tuple[Fraction, Fraction]:
        newer = Cause(CauseKind.SCHEME) in done
        scheme = self.after.scheme if newer else self.before.scheme
        try:
            result = score(scheme, self.mixer.mixed(done | self.always), self.after.period)
        except DataFaults as error:
            raise ValueError(f"a mixture of before and after cannot be scored: {error}") from error
        found = _standing(result, self.unit, self.group)
        return found[1], found[2]


class _Orders:
    """All orders in which causes can come true; a revision comes after what it revises."""

    def __init__(self, causes: Sequence[Cause]) -> None:
        self.causes = tuple(causes)
        self.whole = (1 << len(causes)) - 1
        performance = (at for at, item in enumerate(causes) if item.kind in PERFORMANCE)
        self.needed = sum(1 << at for at in performance)

    def steps(self) -> Iterator[tuple[frozenset[Cause], Cause, Fraction]]:
        """Yield what has come true, what comes true next, and the share of orders that do so."""
        into, out = self._ways_in(), self._ways_out()
        for mask in range(self.whole):
            done = frozenset(item for at, item in enumerate(self.causes) if mask >> at & 1)
            for at in self._next(mask):
                share = Fraction(into[mask] * out[mask | 1 << at], out[0])
                if share:
                    yield done, self.causes[at], share

    def _next(self, mask: int) -> Iterator[int]:
        for at, cause in enumerate(self.causes):
            late = cause.kind is CauseKind.REVISION and mask & self.needed != self.needed
            if not mask >> at & 1 and not late:
                yield at

    def _ways_in(self) -> list[int]:
        ways = [1, *([0] * self.whole)]
        for mask in range(self.whole):
            for at in self._next(mask):
                ways[mask | 1 << at] += ways[mask]
        return ways

    def _ways_out(self) -> list[int]:
        ways = [*([0] * self.whole), 1]
        for mask in range(self.whole - 1, -1, -1):
            ways[mask] = sum(ways[mask | 1 << at] for at in self._next(mask))
        return ways


def _standing(result: Result, unit: str, group: str | None) -> tuple[str, Fraction, Fraction]:
    """Group, published score and place of a unit."""
    for code, _name, held, points, rank, *_rest in result.ranking_rows:
        if code == unit and (group is None or held == group):
            if not points or not rank:
                raise ValueError(f"'{unit}' has no place in {result.period}")
            return held, Fraction(points), Fraction(rank)
    raise ValueError(f"'{unit}' does not stand in group '{group}' of {result.period}")
