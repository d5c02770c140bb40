"""Tasks of several networks as activities of one time line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sanbi.engine.scheduling.days import DayCount, offset_of
from sanbi.engine.scheduling.network import LinkKind, Network, Timetable, schedule_network
from sanbi.engine.scheduling.resources.problem import Activity

Lacks = Iterator[tuple[int, int, int]]
OF_START, TO_FINISH = (LinkKind.SS, LinkKind.SF), (LinkKind.FF, LinkKind.SF)


@dataclass(frozen=True)
class Claim:
    """A project's claim on the offices.

    Parameters
    ----------
    key : str
        Of the project.
    network : Network
    needs : mapping of str to (mapping of str to int)
        For a task's key, the units of offices that it needs on each of its days.
    start : date
        The first day on which anything may be done.
    due : date, optional
        The last day by which everything must be finished.
    weight : float
        What a day of its lateness costs beside others'.
    """

    key: str
    network: Network
    needs: Mapping[str, Mapping[str, int]]
    start: date
    due: date | None = None
    weight: float = 1.0


@dataclass
class Joined:
    """Activities of all projects.

    Attributes
    ----------
    activities, follows
        As a `ResourceProblem` takes them.
    tasks : list of (project, task) or None
        What each activity stands for; None for the end of a project with a due date.
    ends : dict of str to int
        Where the ends stand, by project.
    lacks : dict of str to list
        Units of each office that tasks under way keep.
    counted : set of int
        Activities whose days were counted over from another calendar.
    zero : int
        Worked days of the calendar before the time line.
    """

    zero: int
    lacks: dict[str, list[tuple[int, int, int]]]
    activities: list[Activity] = field(default_factory=list)
    follows: list[tuple[int, int, int]] = field(default_factory=list)
    tasks: list[tuple[str, str] | None] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)


def joined(claims: Sequence[Claim], offices: Sequence[str], count: DayCount, on: date) -> Joined:
    """Return the activities of all tasks that are neither finished nor begun."""
    found = Joined(count.before[offset_of(on) + 1], {key: [] for key in offices})
    for claim in claims:
        _Joining(found, claim, offices, count, on).join()
    return found


class _Joining:
    """One project, laid on the time line."""

    def __init__(
        self, found: Joined, claim: Claim, offices: Sequence[str], count: DayCount, on: date
    ) -> None:
        self.found = found
        self.claim = claim
        self.offices = offices
        self.count = count
        self.network = claim.network
        self.free: Timetable = schedule_network(claim.network, claim.start, on=on)
        self.place: dict[int, int] = {}  # task → activity
        self.release = [0] * len(self.network.tasks)

    def join(self) -> None:
        """Add the project's activities, their links and its end."""
        moving = [n for n, task in enumerate(self.network.tasks) if not self._settled(n)]
        for number in moving:
            self.place[number] = len(self.found.activities) + len(self.place)
        links = list(self._links())
        for number in moving:
            self._add(number)
        self.found.follows += links
        for number, task in enumerate(self.network.tasks):
            if task.begun:
                self._keep(number)
        if self.claim.due is not None and moving:
            self._end()

    def _settled(self, number: int) -> bool:
        task = self.network.tasks[number]
        return task.finished is not None or task.begun

    def _ordinal(self, instant: int) -> int:
        """Days of the time line before an instant."""
        return self.count.before[instant] - self.found.zero

    def _days(self, number: int) -> int:
        task, free = self.network.tasks[number], self.free
        if task.calendar == self.count.code or not task.duration:
            return task.duration
        span = self._ordinal(free.early_finish[number]) - self._ordinal(free.early_start[number])
        return max(span, 1)

    def _links(self) -> Iterator[tuple[int, int, int]]:
        """Links between moving tasks; one from a settled task holds the later one's release."""
        for link, (before, after) in zip(self.network.links, self.network.pairs, strict=True):
            if self._settled(after):
                continue
            of_start, to_finish = link.kind in OF_START, link.kind in TO_FINISH
            least = self._lag(link.lag, link.calendar, before, after, of_start=of_start)
            least -= self._days(after) if to_finish else 0
            if before in self.place:
                least -= self._days(before) if of_start else 0
                yield self.place[before], self.place[after], least
            else:
                instants = self.free.early_start if of_start else self.free.early_finish
                known = self._ordinal(instants[before]) + least
                self.release[after] = max(self.release[after], known)

    def _lag(
        self, lag: int, calendar: str | None, before: int, after: int, *, of_start: bool
    ) -> int:
        """A lag in days of the time line."""
        code = calendar or self.network.tasks[after].calendar
        if code == self.count.code or not lag:
            return lag
        self.found.counted.add(self.place[after])
        instant = (self.free.early_start if of_start else self.free.early_finish)[before]
        moved = self.free.counts[code].moved(instant, lag)
        return self._ordinal(moved) - self._ordinal(instant)

    def _add(self, number: int) -> None:
        task, claim = self.network.tasks[number], self.claim
        earliest = self.free.first
        if task.not_before is not None:
            earliest = max(earliest, offset_of(task.not_before))
        if task.calendar != self.count.code and task.duration:
            self.found.counted.add(self.place[number])
        wanted = claim.needs.get(task.key, {})
        self.found.tasks.append((claim.key, task.key))
        self.found.activities.append(
            Activity(
                f"{claim.key}/{task.key}",
                self._days(number),
                [wanted.get(office, 0) for office in self.offices],
                release=max(self._ordinal(earliest), self.release[number]),
                due=self._due(task.due),
                weight=claim.weight,
                project=claim.key,
            )
        )

    def _due(self, day: date | None) -> int | None:
        return None if day is None else self._ordinal(offset_of(day) + 1)

    def _keep(self, number: int) -> None:
        """Keep the staff of a task under way until it ends."""
        days = self._ordinal(self.free.early_finish[number])
        for office, units in self.claim.needs.get(self.network.tasks[number].key, {}).items():
            if days > 0:
                self.found.lacks[office].append((0, days, units))

    def _end(self) -> None:
        claim, end = self.claim, len(self.found.activities)
        known = [
            self._ordinal(self.free.early_finish[number])
            for number in range(len(self.network.tasks))
            if self._settled(number)
        ]
        self.found.ends[claim.key] = end
        self.found.tasks.append(None)
        self.found.activities.append(
            Activity(
                claim.key,
                0,
                release=max([0, *known]),
                due=self._due(claim.due),
                weight=claim.weight,
                project=claim.key,
            )
        )
        self.found.follows += [(number, end, 0) for number in self.place.values()]
