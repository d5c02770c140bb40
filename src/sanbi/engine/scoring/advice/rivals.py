"""What the rivals may do meanwhile: nothing, as they usually do, or their best."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from sanbi.engine.scoring.advice.figures import Figure
from sanbi.engine.scoring.advice.levers import Lever, own_changes
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result


class Rivals(StrEnum):
    """How the figures of the others are assumed to go on."""

    STILL = "still"  # as they are
    TREND = "trend"  # each by the median of its own past changes
    BEST = "best"  # each by the best of its own past changes, if that is for the better


def rivals_at(
    result: Result,
    unit: str,
    levers: Sequence[Lever],
    mode: Rivals,
    group: str | None = None,
) -> dict[Figure, float]:
    """The figures of all other units of a group as they may be by the time of the goal.

    Parameters
    ----------
    result : Result of `score`
    unit : code of the unit that seeks advice: its own figures stay out
    levers : the figures that are moved, and in which direction they get better
    mode : still, trend or best
    group : str, optional
        May be left out when there is only one.

    Returns
    -------
    mapping of (unit, indicator, period) → value
        A rival without a past change stays as it is. No figure falls below 0 that is above it.
    """
    if mode is Rivals.STILL:
        return {}
    outcome = outcome_of(result, group)
    figures = result.run.figures
    found: dict[Figure, float] = {}
    for lever in levers:
        values = figures.values(lever.indicator, lever.period)
        for code in outcome.codes:
            place = result.run.position_of(code)
            now = float(values[place])
            if code == unit or np.isnan(now):
                continue
            changes = own_changes(figures.values, place, lever.indicator, lever.period)
            if not changes:
                continue
            change = _change(changes, lever.sign, mode)
            value = now + change
            found[code, lever.indicator, lever.period] = max(0.0, value) if now >= 0 else value
    return found


def _change(changes: Sequence[float], sign: int, mode: Rivals) -> float:
    if mode is Rivals.TREND:
        return float(np.median(changes))
    best = max(sign * change for change in changes)
    return sign * max(0.0, best)
