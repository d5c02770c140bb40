"""What a little more of each figure is worth, and where points were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sanbi.engine.scoring.advice.figures import tried
from sanbi.engine.scoring.advice.goals import Standing, standing_of
from sanbi.engine.scoring.advice.levers import Lever, reads
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result


@dataclass(frozen=True)
class Worth:
    """What moving one figure alone would bring, by scoring again.

    Parameters
        lever : the figure.
        points : by which the total gets better with one usual change, as published.
        places : by which the rank gets better with it; 0 where the unit has none.
        whole : points with the whole way to its limit.
        of_one : points with one unit of the figure (1 billion, 1 percentage point, 1 case), in
            the direction that is better; None where one is beyond its limit.
    """

    lever: Lever
    points: float
    places: float
    whole: float
    of_one: float | None

    @property
    def per_effort(self) -> float:
        """Points for an effort of 1."""
        return self.points / self.lever.weight if self.lever.weight else 0.0


@dataclass(frozen=True)
class Loss:
    """Points that a leaf lost against its full mark.

    Parameters
        leaf, name : of the scheme.
        lost : full mark less score, in the leaf's own points.
        full : its full mark.
        indicators : what it reads.
        cheapest : points that the best of its figures brings for an effort of 1; None where none
            of them can be moved.
    """

    leaf: str
    name: str
    lost: float
    full: float
    indicators: tuple[str, ...]
    cheapest: float | None


def worth_of(
    result: Result, unit: str, levers: Sequence[Lever], group: str | None = None
) -> tuple[Worth, ...]:
    """What each lever is worth alone, the most points first.

    Each is scored again three times, so the cost is that of 3 × levers scorings.
    """
    now = standing_of(result, unit, group)
    return tuple(
        sorted(
            (_worth(result, unit, lever, group, now) for lever in levers),
            key=lambda worth: (-worth.points, worth.lever.indicator),
        )
    )


def _worth(result: Result, unit: str, lever: Lever, group: str | None, now: Standing) -> Worth:
    better = 1.0 if result.scheme.better == "high" else -1.0

    def gained(change: float) -> tuple[float, float] | None:
        if change > abs(lever.limit) + 1e-12:
            return None
        value = lever.at(round(change / lever.step))
        try:
            found = tried(result, {(unit, lever.indicator, lever.period): value})
        except DataFaults:
            return None
        then = standing_of(found, unit, group)
        points = 0.0
        if then.score is not None and now.score is not None:
            points = round(better * (then.score - now.score), 9)
        places = 0.0
        if then.rank is not None and now.rank is not None:
            places = now.rank - then.rank
        return points, places

    usual = gained(min(lever.usual, abs(lever.limit))) or (0.0, 0.0)
    whole = gained(abs(lever.limit)) or (0.0, 0.0)
    one = gained(1.0) if lever.step <= 1 else None
    return Worth(lever, *usual, whole[0], None if one is None else one[0])


def losses_of(
    result: Result, unit: str, worth: Sequence[Worth] = (), group: str | None = None
) -> tuple[Loss, ...]:
    """Where a unit lost points, the greatest loss first; leaves without a full mark are left out.

    Of a leaf that stands in several sub-periods the last counts.
    """
    outcome = outcome_of(result, group)
    place = outcome.codes.index(unit)
    value = {item.lever.indicator: item.per_effort for item in worth}
    found: dict[str, Loss] = {}
    for (leaf, _), scored in outcome.scores.leaves.items():
        score = scored.score.at(place)
        if score is None or scored.points is None or leaf not in _in_tree(result):
            continue
        full = float(scored.points[place] if np.ndim(scored.points) else scored.points)
        names = tuple(sorted(reads(result.scheme, scored.leaf)))
        best = [value[name] for name in names if name in value]
        lost = round(full - float(score), 9)
        found[leaf] = Loss(leaf, scored.leaf.name, lost, full, names, max(best, default=None))
    return tuple(sorted(found.values(), key=lambda loss: (-loss.lost, loss.leaf)))


def _in_tree(result: Result) -> frozenset[str]:
    return frozenset(leaf.id for leaf in result.scheme.tree.leaves())
