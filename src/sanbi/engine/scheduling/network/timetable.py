"""What a network's dates are: early and late, floats, and the critical path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.engine.scheduling.days import DayCount, day_of
from sanbi.engine.scheduling.network.model import Network

# A link as the passes read it: (other task, its finish matters, own finish matters, lag, count).
Tie = tuple[int, bool, bool, int, DayCount]


@dataclass(frozen=True, slots=True)
class TaskDates:
    """The dates of one task.

    Attributes
    ----------
    key : str
    early_start, early_finish, late_start, late_finish : date
        First and last day worked. A milestone has one day: the one at whose end it is reached,
        or on whose morning it opens where it waits for nothing.
    total_float : int
        Worked days (of its calendar) by which it may slip before a due date breaks; negative
        where one is broken already.
    free_float : int
        Worked days by which it may slip before any other task moves.
    critical : bool
        Whether its slip by one worked day moves the end.
    provisional : bool
        Whether one of its dates lies in a year whose holidays are not announced 暂定.
    """

    key: str
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    total_float: int
    free_float: int
    critical: bool
    provisional: bool


@dataclass(frozen=True)
class Timetable:
    """All dates of a network, as instants (mornings, in days from 1 January 1990).

    Attributes
    ----------
    early_start, early_finish, late_start, late_finish : sequence of int
        In the order of the network's tasks; a finish is the morning after the last day.
    total_float, free_float : sequence of int
        Worked days.
    critical : frozenset of int
        Tasks whose slip moves the end.
    first, end, last : int
        The instant from which anything can be done, the one at which the last task is finished
        at the earliest, and the one at which it must be.
    opens : sequence of bool
        Milestones that wait for nothing.
    waits : sequence
        For each task, what it still waits for: (task, its finish matters, own finish matters,
        lag, counting table of the lag).
    """

    network: Network
    early_start: Sequence[int]
    early_finish: Sequence[int]
    late_start: Sequence[int]
    late_finish: Sequence[int]
    total_float: Sequence[int]
    free_float: Sequence[int]
    critical: frozenset[int]
    first: int
    end: int
    last: int
    opens: Sequence[bool]
    waits: Sequence[Sequence[Tie]]
    counts: dict[str, DayCount]

    @property
    def lowest_float(self) -> int:
        """The lowest total float of tasks that are not finished; 0 when all are."""
        tasks = zip(self.network.tasks, self.total_float, strict=True)
        return min((slack for task, slack in tasks if not task.finished), default=0)

    @property
    def feasible(self) -> bool:
        """Whether every due date can be kept."""
        return self.lowest_float >= 0

    def finish(self) -> date:
        """The day on which the last task is finished at the earliest."""
        return day_of(self.end - 1)

    def dates(self, key: str) -> TaskDates:
        """The dates of a task."""
        return self._dates(self.network.place[key])

    def rows(self) -> list[TaskDates]:
        """The dates of every task, in the network's order."""
        return [self._dates(number) for number in range(len(self.network.tasks))]

    def _dates(self, number: int) -> TaskDates:
        task = self.network.tasks[number]
        calendar = self.network.calendars[task.calendar]
        early_start = self._shown(number, self.early_start[number], closing=False)
        early_finish = self._shown(number, self.early_finish[number], closing=True)
        late_start = self._shown(number, self.late_start[number], closing=False)
        late_finish = self._shown(number, self.late_finish[number], closing=True)
        years = {early_start.year, early_finish.year, late_start.year, late_finish.year}
        return TaskDates(
            task.key,
            early_start,
            early_finish,
            late_start,
            late_finish,
            self.total_float[number],
            self.free_float[number],
            critical=number in self.critical,
            provisional=any(calendar.provisional(year) for year in years),
        )

    def _shown(self, number: int, instant: int, *, closing: bool) -> date:
        """The day that stands for an instant."""
        if self.network.tasks[number].duration:
            return day_of(instant - closing)
        return day_of(instant if self.opens[number] else instant - 1)
