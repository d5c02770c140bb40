"""Where a project's physical work stands as of a day, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.engine.scheduling.months import month_in_force
from sanbi.engine.scheduling.progress.curves import Curve, earned_curve, planned_curve
from sanbi.engine.scheduling.progress.earning import Point, earned_points
from sanbi.engine.scheduling.progress.forecasting import Forecast, forecast
from sanbi.engine.scheduling.progress.work import Credit, Work


@dataclass(frozen=True)
class Standing:
    """Planned and earned value by month, and what they say.

    Parameters
    ----------
    planned, earned : Curve
        ``earned`` ends with the last month that is over; ``earned.gaps`` are not reported.
    points : tuple of Point
        One for each month of ``earned``.
    forecast : Forecast
    """

    planned: Curve
    earned: Curve
    points: tuple[Point, ...]
    forecast: Forecast

    @property
    def now(self) -> Point | None:
        """The last point; None before the first planned month is over."""
        return self.points[-1] if self.points else None


def standing(work: Sequence[Work], as_of: date, credit: Credit = Credit.LINEAR) -> Standing:
    """Where the work stands at the end of the last month that is over at a day.

    Parameters
    ----------
    work : sequence of WorkNode and WorkQuantity
    as_of : date
    credit : Credit
        When a node's weight is planned and earned.

    Raises
    ------
    SchedulingFaults
        with everything that is wrong with the work.
    """
    planned = planned_curve(work, credit)
    earned = earned_curve(work, planned.first, month_in_force(as_of), credit)
    points = earned_points(planned, earned)
    return Standing(planned, earned, points, forecast(planned, points, as_of))
