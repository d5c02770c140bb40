"""The lamp of pace: what was done beside what the time that went by would ask."""

from __future__ import annotations

from typing import Literal

PaceLamp = Literal["green", "yellow", "red"]
YELLOW_BELOW = 1.0  # of the share that the time asks
RED_BELOW = 0.8
NEAR = 1e-9


def pace_lamp(
    done: float, asked: float, *, yellow_below: float = YELLOW_BELOW, red_below: float = RED_BELOW
) -> PaceLamp:
    """Return the lamp of a share that was done beside the share that is asked by now.

    Parameters
        done : share of the target, 1 = all of it.
        asked : share that the time asks: of the calendar, of working days, or what is usual.
        yellow_below, red_below : parts of the asked share below which the lamp is lit.
    Source      S13, S14: behind time progress is told, far behind is dealt with; the limits are
        the office's (docs/algorithms/calendar.md §3 names some in use)
    >>> [pace_lamp(done, 0.5) for done in (0.55, 0.45, 0.3)]
    ['green', 'yellow', 'red']
    """
    if done >= asked * yellow_below - NEAR:
        return "green"
    return "yellow" if done >= asked * red_below - NEAR else "red"
