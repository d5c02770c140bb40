"""Several projects' networks and the staff of departments as one resource problem, in dates.

All share one time line: the working days of one calendar, numbered from the first that is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import DayCount, WorkCalendar, day_of, offset_of
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.resources.joining import Claim, Joined, Lacks, joined
from sanbi.engine.scheduling.resources.problem import Objective, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.solving import ResourceSchedule

__all__ = ["Away", "Claim", "Office", "PlannedTask", "Portfolio"]


@dataclass(frozen=True, slots=True)
class Away:
    """Staff of an office that are missing from the first to the last day."""

    first: date
    last: date
    units: int = 1


@dataclass(frozen=True, slots=True)
class Office:
    """The staff or crews that several projects share; ``staff`` are there on every working day."""

    key: str
    staff: int
    away: Sequence[Away] = ()


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """When a task is to be done.

    Attributes
    ----------
    project, key : str
    start, finish : date
        First and last day; of a milestone the day at whose end it is reached.
    late : int
        Working days after its own due date.
    counted : bool
        Whether its days were counted over from another calendar, so that they are rounded.
    """

    project: str
    key: str
    start: date
    finish: date
    late: int
    counted: bool


@dataclass(frozen=True)
class Portfolio:
    """Several projects on one time line; checked when it is made.

    Parameters
    ----------
    claims : sequence of Claim
    offices : sequence of Office
    calendar : WorkCalendar
        Whose working days are the time line. Durations and lags of other calendars are counted
        over at the days on which they lie when nobody has to wait.
    on : date
        The last day whose progress is known; the time line begins on the working day after it.
        What is finished stays; what is begun keeps its staff until it ends.
    objective : "tardiness" | "makespan"
        Weighted working days after due dates, or days until everything is finished.

    Attributes
    ----------
    problem : ResourceProblem
        For `solve_resources`.

    Raises
    ------
    SchedulingFaults
        naming every unknown task or office, doubled project and need that cannot be met.
    """

    claims: Sequence[Claim]
    offices: Sequence[Office]
    calendar: WorkCalendar
    on: date
    objective: Objective = "tardiness"
    problem: ResourceProblem = field(init=False, repr=False, compare=False)
    _joined: Joined = field(init=False, repr=False, compare=False)
    _count: DayCount = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if faults := list(self._faults()):
            raise SchedulingFaults(faults)
        count = DayCount(self.calendar)
        found = joined(self.claims, [office.key for office in self.offices], count, self.on)
        pools = [
            Pool(office.key, office.staff, [*self._away(office, count), *found.lacks[office.key]])
            for office in self.offices
        ]
        problem = ResourceProblem(found.activities, pools, found.follows, self.objective)
        for name, value in (("_count", count), ("_joined", found), ("problem", problem)):
            object.__setattr__(self, name, value)

    def planned(self, schedule: ResourceSchedule) -> list[PlannedTask]:
        """The dates of every task that was not begun, in the order of projects and tasks."""
        rows = []
        for number, task in enumerate(self._joined.tasks):
            if task is None:
                continue
            activity, start = self.problem.activities[number], schedule.starts[number]
            finish = start + activity.duration
            late = 0 if activity.due is None else max(finish - activity.due, 0)
            last = self._day(max(finish - 1, 0))
            first = self._day(start) if activity.duration else last
            counted = number in self._joined.counted
            rows.append(PlannedTask(*task, first, last, late, counted))
        return rows

    def lateness(self, schedule: ResourceSchedule) -> dict[str, int]:
        """Working days by which each project with a due date is late; 0 when it is in time."""
        return {
            key: max(schedule.starts[number] - (self.problem.activities[number].due or 0), 0)
            for key, number in self._joined.ends.items()
        }

    def _day(self, place: int) -> date:
        """The date of a day of the time line."""
        return day_of(self._count.worked[self._joined.zero + place])

    def _away(self, office: Office, count: DayCount) -> Lacks:
        zero = count.before[offset_of(self.on) + 1]
        for away in office.away:
            first = max(count.before[offset_of(away.first)] - zero, 0)
            last = count.before[offset_of(away.last) + 1] - zero
            if last > first:
                yield first, last - first, away.units

    def _faults(self) -> Iterator[SchedulingFault]:
        offices = {office.key for office in self.offices}
        seen: set[str] = set()
        for claim in self.claims:
            where = Phrase("project {key}", key=claim.key)
            if claim.key in seen:
                yield SchedulingFault(where, Phrase("stands twice"), Phrase("keep one"))
            seen.add(claim.key)
            for key in claim.needs:
                if key not in claim.network.place:
                    said = Phrase("there is no task '{key}'", key=key)
                    yield SchedulingFault(where, said, Phrase("use a task's key"))
            for key in sorted({name for row in claim.needs.values() for name in row} - offices):
                said = Phrase("there is no office '{key}'", key=key)
                names = ", ".join(sorted(offices))
                yield SchedulingFault(where, said, Phrase("use one of {codes}", codes=names))
