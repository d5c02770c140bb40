"""How much time an action has left, in working days, and how it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanbi.apps.actions.models import Action, State
from sanbi.apps.actions.moves import RUNNING
from sanbi.engine.calendar import WorkingCalendar


@dataclass(frozen=True)
class Clock:
    """An action's clock on a day.

    ``days`` are working days: left while it runs (below 0 overdue), and for a report that was
    handed in, what was left then. ``colour`` is that of the lamp, ``late`` whether the due date
    was or is missed; that stays visible after the close-out.
    """

    colour: str
    days: int | None
    runs: bool
    late: bool

    @property
    def days_late(self) -> int:
        """Working days past the due date; 0 in time."""
        return max(-(self.days or 0), 0)


def clock_of(action: Action, today: date, working: WorkingCalendar, near_days: int) -> Clock:
    """Return the clock of an action on a day.

    It runs from the assignment until a report is handed in, and again once that is returned.
    Yellow from ``near_days`` working days before the due date on, red from the day after it.
    """
    if action.due_on is None or action.state in {State.FILED, State.WITHDRAWN}:
        return Clock("none", None, runs=False, late=False)
    runs = action.state in RUNNING
    until = today if runs else action.reported_on or today
    days = working.workdays_between(until, action.due_on)
    late = until > action.due_on
    if late:
        # A due date before a day off is missed on that day already.
        return Clock("red", min(days, -1), runs, late)
    return Clock("yellow" if runs and days <= near_days else "green", days, runs, late)
