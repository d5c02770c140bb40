"""What is needed to reach a target still, beside what was done and what is usual."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.pacing.series import MONTHS, Series
from sanbi.engine.phrases import Phrase


@dataclass(frozen=True)
class CatchUp:
    """The rate that reaches a target.

    Parameters
    ----------
    done, target : in the indicator's unit.
    share : done / target.
    left : what is still to do; 0 when the target is reached.
    months : months that are left.
    needed_a_month, done_a_month : in the indicator's unit.
    times : needed_a_month / done_a_month; None when nothing was done yet.
    growth_needed : growth over the same months of last year that reaches it; None without them.
    growth_so_far : growth of what is done over the same months of last year; None without them.
    """

    done: float
    target: float
    share: float
    left: float
    months: int
    needed_a_month: float
    done_a_month: float
    times: float | None
    growth_needed: float | None
    growth_so_far: float | None


def catch_up(
    series: Series, year: int, month: int, target: float, horizon: int = MONTHS
) -> CatchUp:
    """Work out what the months after `month` must bring so that `horizon` ends at the target.

    Parameters
    ----------
    series : Series
    year, month : up to when figures are there.
    target : cumulative figure to be reached by the end of month `horizon`.

    Raises
    ------
    PacingError
        for a target not above 0, a month without a figure, or a horizon that is not after it.
    """
    if not target > 0:
        raise PacingError(Phrase("a target must be above 0, not {target}", target=target))
    done = figure_at(series, year, month)
    refuse_past(month, horizon)
    left = max(0.0, target - done)
    needed, usual = left / (horizon - month), done / month
    before, then = series.at(year - 1, month), series.at(year - 1, horizon)
    growth_needed = growth_so_far = None
    if before is not None and then is not None and then - before > 0:
        growth_needed = left / (then - before) - 1
    if before is not None and before > 0:
        growth_so_far = done / before - 1
    return CatchUp(
        done,
        target,
        done / target,
        left,
        horizon - month,
        needed,
        usual,
        needed / usual if usual > 0 else None,
        growth_needed,
        growth_so_far,
    )


def figure_at(series: Series, year: int, month: int) -> float:
    """The figure, or a PacingError that says which one is missing."""
    found = series.at(year, month)
    if found is None:
        raise PacingError(
            Phrase(
                "there is no figure for {year}-{month:02d}; give the months that are published",
                year=year,
                month=month,
            )
        )
    return found


def refuse_past(month: int, horizon: int) -> None:
    """Refuse a horizon that the figures have reached."""
    if not month < horizon <= MONTHS:
        raise PacingError(
            Phrase(
                "what is counted to month {month} does not reach month {horizon}",
                month=month,
                horizon=horizon,
            )
        )
