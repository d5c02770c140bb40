"""When the work may be finished, as a range, from the paces that were really seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.months import day_after
from sanbi.engine.scheduling.progress.curves import Curve
from sanbi.engine.scheduling.progress.earning import Point, planned_duration
from sanbi.engine.scheduling.progress.work import ONE, ZERO

WINDOW = 3
"""Months over which a pace is taken, and of which at least one such window is needed."""


class ForecastState(StrEnum):
    """What can be said about the finish."""

    FINISHED = "finished"
    LIKELY = "likely"
    STALLED = "stalled"
    """Nothing was earned in the last months: no finish can be seen."""
    TOO_SHORT = "too_short"
    """Not enough months."""
    MISSING = "missing"
    """The last month is not reported."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A range of days, which is no promise.

    Parameters
    ----------
    state : ForecastState
    month : Period
        Month of the last point; of FINISHED the month in which all was done.
    months : int
        Months of history.
    likely, early, late : date or None
        At the recent pace, the best and the worst pace seen; None where the state does not allow
        it, and ``late`` also where the worst pace never arrives, ``likely`` beyond a hundred
        years. Never before the day asked about.
    """

    state: ForecastState
    month: Period
    months: int
    likely: date | None = None
    early: date | None = None
    late: date | None = None

    def text(self, language: str = "zh") -> str:
        """One or two sentences of ``zh`` or ``en``; they say that it is no promise."""
        from sanbi.engine.scheduling.progress.wording import forecast_text

        return forecast_text(self, language)


def forecast(planned: Curve, points: Sequence[Point], as_of: date) -> Forecast:
    """When all may be done: finish = AT + (PD − ES) / pace, with pace = months of plan per month.

    The recent pace is that of the last 3 months, (ES_now − ES_3 before) / 3, which is SPI(t) over
    those months; where the month 3 before is not reported, the window reaches back to the last
    one that is. Early and late take the best and the worst of all such windows.

    Parameters
    ----------
    planned : Curve
    points : sequence of Point
        Of every month since the plan began, the last one being the month over at ``as_of``.
    as_of : date
        No day before it is named.

    Source      docs/algorithms/earned-schedule.md §4 (EAC(t) = AT + (PD − ES) / PF, with the
        recent SPI(t) as PF)
    """
    if not points:
        return Forecast(ForecastState.TOO_SHORT, planned.first, 0)
    last, months = points[-1], len(points)
    if last.earned == ONE:
        finished = points[last.elapsed - 1].month
        return Forecast(ForecastState.FINISHED, finished, months)
    if last.schedule is None:
        return Forecast(ForecastState.MISSING, last.month, months)
    paces = list(_paces(points))
    if not paces:
        return Forecast(ForecastState.TOO_SHORT, last.month, months)
    if paces[-1] <= 0:
        return Forecast(ForecastState.STALLED, last.month, months)
    left = planned_duration(planned) - last.schedule

    def day(pace: Fraction) -> date | None:
        found = day_after(planned.first, last.elapsed + left / pace) if pace > 0 else None
        return max(found, as_of) if found else None

    return Forecast(
        ForecastState.LIKELY, last.month, months, day(paces[-1]), day(max(paces)), day(min(paces))
    )


def _paces(points: Sequence[Point]) -> Iterator[Fraction]:
    """Yield the pace of every window that ends in a reported month; the recent one comes last."""
    known = [(0, ZERO)]
    for number, point in enumerate(points, 1):
        if point.schedule is None:
            continue
        begins = [(then, worth) for then, worth in known if number - then >= WINDOW]
        if begins:
            then, worth = begins[-1]
            yield (point.schedule - worth) / (number - then)
        known.append((number, point.schedule))
