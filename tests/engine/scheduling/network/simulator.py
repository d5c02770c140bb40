"""A network walked day by day: slow, without counting tables, and written apart from the engine.

An instant is a date: the morning of that day. What ends on a day ends at the next morning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task

Worked = Callable[[date], bool]
DAY = timedelta(1)


@dataclass
class Simulator:
    """Earliest and latest instants by trying one day after the other."""

    network: Network
    worked: Mapping[str, Worked]
    start: date
    due: date | None = None
    on: date | None = None
    tasks: dict[str, Task] = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = {task.key: task for task in self.network.tasks}
        self.first = self.start if self.on is None else max(self.start, self.on + DAY)
        self.early: dict[str, tuple[date, date]] = {}
        for key in self.tasks:
            self._early(key)
        self.end = max(self.early[key][1] + DAY * self.alone(key) for key in self.tasks)
        self.last = self.end if self.due is None else self.due + DAY
        self.late: dict[str, tuple[date, date]] = {}
        for key in self.tasks:
            self._late(key)

    # -- what a task is ----------------------------------------------------------------------------
    def opens(self, key: str) -> bool:
        """Whether it is a milestone that no link leads to."""
        return not self.tasks[key].duration and not any(
            link.after == key for link in self.network.links
        )

    def alone(self, key: str) -> bool:
        """Whether it is such a milestone and nothing waits for it either."""
        return self.opens(key) and not self._live(key)

    def begun(self, key: str) -> bool:
        """Whether it is under way."""
        task = self.tasks[key]
        return bool(task.started and task.duration and not task.finished)

    def _ties(self, key: str) -> Iterator[Link]:
        """Links that can still hold the task."""
        for link in self.network.links:
            if link.after == key and not self.tasks[key].finished:
                if self.begun(key) and link.kind in (LinkKind.FS, LinkKind.SS):
                    continue
                yield link

    def _live(self, key: str) -> list[Link]:
        """Links by which the task can still hold another one."""
        found = []
        for other in self.tasks:
            for link in self._ties(other):
                if link.before != key or self.tasks[key].finished:
                    continue
                if self.begun(key) and link.kind in (LinkKind.SS, LinkKind.SF):
                    continue
                found.append(link)
        return found

    # -- days --------------------------------------------------------------------------------------
    def walked(self, calendar: str, instant: date, days: int) -> date:
        """The instant after so many worked days, or before them."""
        worked = self.worked[calendar]
        while days > 0:
            days -= worked(instant)
            instant += DAY
        while days < 0:
            instant -= DAY
            days += worked(instant)
        return instant

    def reached(self, link: Link, start: date, finish: date) -> date:
        """The instant that a link demands, from the dates of its earlier task."""
        begins_there = link.kind in (LinkKind.SS, LinkKind.SF)
        calendar = link.calendar or self.tasks[link.after].calendar
        return self.walked(calendar, start if begins_there else finish, link.lag)

    @staticmethod
    def holds(link: Link, demanded: date, start: date, finish: date) -> bool:
        """Whether dates of the later task obey what a link demands."""
        ends = link.kind in (LinkKind.FF, LinkKind.SF)
        return (finish if ends else start) >= demanded

    # -- earliest ----------------------------------------------------------------------------------
    def _early(self, key: str) -> tuple[date, date]:
        if key not in self.early:
            demands = [
                (link, self.reached(link, *self._early(link.before))) for link in self._ties(key)
            ]
            for dates in self._from_early(key):
                if all(self.holds(link, demanded, *dates) for link, demanded in demands):
                    self.early[key] = dates
                    break
        return self.early[key]

    def _from_early(self, key: str) -> Iterator[tuple[date, date]]:
        """Dates that a task may have, without its links, earliest first."""
        task = self.tasks[key]
        if task.finished:
            yield self._was(task)
            return
        if self.begun(key):
            yield from self._ends_of_begun(task)
        here = self.first
        if task.not_before:
            closing = not task.duration and not self.opens(key)
            here = max(here, task.not_before + DAY * closing)
        while True:
            if not task.duration:
                yield here, here
            elif self.worked[task.calendar](here):
                yield here, self.walked(task.calendar, here, task.duration)
            here += DAY

    def _was(self, task: Task) -> tuple[date, date]:
        assert task.finished
        end = task.finished if self.opens(task.key) else task.finished + DAY
        return (task.started or end, end) if task.duration else (end, end)

    def _ends_of_begun(self, task: Task) -> Iterator[tuple[date, date]]:
        assert task.started
        here, left = task.started, task.duration
        while here < self.first:
            left -= self.worked[task.calendar](here)
            here += DAY
        left = max(left, 1) if task.remaining is None else task.remaining
        here = self.walked(task.calendar, here, left)
        yield task.started, here
        while True:
            if self.worked[task.calendar](here):
                yield task.started, here + DAY
            here += DAY

    # -- latest ------------------------------------------------------------------------------------
    def _late(self, key: str) -> tuple[date, date]:
        if key not in self.late:
            followers = [(link, self._late(link.after)) for link in self._live(key)]
            for start, finish in self._from_late(key):
                if all(
                    self.holds(link, self.reached(link, start, finish), *dates)
                    for link, dates in followers
                ):
                    self.late[key] = start, finish
                    break
        return self.late[key]

    def _from_late(self, key: str) -> Iterator[tuple[date, date]]:
        """Dates that a task may have, without its links, latest first."""
        task = self.tasks[key]
        if task.finished:
            yield self._was(task)
            return
        here = self.last - DAY * self.alone(key)
        if task.due:
            here = min(here, task.due + DAY * (not self.opens(key)))
        while True:
            if not task.duration:
                yield here, here
            elif self.worked[task.calendar](here - DAY):
                start = self.walked(task.calendar, here, -task.duration)
                yield (task.started or start) if self.begun(key) else start, here
            here -= DAY
