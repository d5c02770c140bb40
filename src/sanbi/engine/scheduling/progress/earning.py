"""Earned schedule 挣得进度: how much of the plan's time the work done is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.months import moment_after
from sanbi.engine.scheduling.progress.curves import Curve
from sanbi.engine.scheduling.progress.work import ONE, ZERO


@dataclass(frozen=True, slots=True)
class Point:
    """Where the work stands at the end of a month.

    Parameters
    ----------
    month : Period
    elapsed : int
        AT: months since the plan began; once all is done, until it was.
    planned : Fraction
        PV, 0 to 1.
    earned : Fraction or None
        EV, 0 to 1; None where a report is missing.
    schedule : Fraction or None
        ES in months: when the plan had promised what is done.
    first : Period
        First month of the plan.
    """

    month: Period
    elapsed: int
    planned: Fraction
    earned: Fraction | None
    schedule: Fraction | None
    first: Period

    @property
    def variance(self) -> Fraction | None:
        """SV(t) = ES − AT in months; below 0 is late."""
        return None if self.schedule is None else self.schedule - self.elapsed

    @property
    def index(self) -> Fraction | None:
        """SPI(t) = ES / AT; 1 is on plan. Unlike EV / PV it stays below 1 for late work."""
        return None if self.schedule is None else self.schedule / self.elapsed

    @property
    def days_behind(self) -> Fraction | None:
        """Calendar days between the end of AT and that of ES; below 0 is ahead."""
        if self.schedule is None:
            return None
        now = moment_after(self.first, Fraction(self.elapsed))
        return now - moment_after(self.first, self.schedule)


def planned_duration(planned: Curve) -> Fraction:
    """PD: months until the plan promises all of it; the month in which it ends counts whole."""
    return Fraction(len(planned.values))


def earned_points(planned: Curve, earned: Curve) -> tuple[Point, ...]:
    """Where the work stood at the end of every month of the earned curve.

    ES = t + (EV − PV_t) / (PV_t+1 − PV_t) with PV_0 = 0, t the last month whose planned value the
    work reaches; within a month the plan runs evenly. Where the plan stands still at exactly
    what is done (a winter stop), every moment of the stop fits, and the one nearest to now is
    taken, so that work that is on plan is neither ahead nor late. ES is never after PD.

    Source      docs/algorithms/earned-schedule.md §3 (Lipke's earned schedule, as Vandevoorde
        and Vanhoucke compare it)
    """
    steps = [ZERO, *(value or ZERO for value in planned.values)]
    done_at: int | None = None
    points = []
    for number, (month, value) in enumerate(zip(earned.months, earned.values, strict=True), 1):
        done_at = (done_at or number) if value == ONE else None
        elapsed = done_at or number
        schedule = None if value is None else _schedule(steps, value, elapsed)
        promised = steps[number] if number < len(steps) else ONE
        points.append(Point(month, elapsed, promised, value, schedule, planned.first))
    return tuple(points)


def _schedule(steps: Sequence[Fraction], value: Fraction, elapsed: int) -> Fraction:
    """The moment nearest to now at which the plan stands at a value."""
    low = _first_reached(steps, value)
    if value >= ONE:
        return low
    high = max(number for number, step in enumerate(steps) if step <= value)
    # Within one month both are the same moment; over a stop they are its two ends.
    return min(max(Fraction(elapsed), low), max(low, Fraction(high)))


def _first_reached(steps: Sequence[Fraction], value: Fraction) -> Fraction:
    if value <= steps[0]:
        return ZERO
    pairs = enumerate(pairwise(steps))
    number, (before, after) = next(pair for pair in pairs if pair[1][1] >= value)
    return number + (value - before) / (after - before)
