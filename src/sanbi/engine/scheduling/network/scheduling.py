"""Forward and backward pass 倒排工期: when each task can, and when it must."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanbi.engine.scheduling.days import DayCount, offset_of
from sanbi.engine.scheduling.days.counting import outside
from sanbi.engine.scheduling.network.model import Link, LinkKind, Network, Task
from sanbi.engine.scheduling.network.timetable import Tie, Timetable

FS, SS, FF, SF = LinkKind.FS, LinkKind.SS, LinkKind.FF, LinkKind.SF
_FAR = 1 << 30


def schedule_network(
    network: Network, start: date, due: date | None = None, on: date | None = None
) -> Timetable:
    """Return the earliest and the latest dates of every task, with their floats.

    Grows with tasks and links: about 4 µs each, no solver.

    Parameters
    ----------
    network : Network
    start : date
        The first day on which anything may be done.
    due : date, optional
        The last day by which everything must be finished; the latest dates are counted back from
        it. Without one they are counted back from the earliest end.
    on : date, optional
        The last day whose progress is known: what is not finished lies after it.

    Returns
    -------
    Timetable

    Raises
    ------
    SchedulingFaults
        when a date lies outside the years 1990 to 2100.
    """
    try:
        return _Passes(network, start, due, on).timetable()
    except IndexError:
        raise outside(network.tasks[0].title) from None


@dataclass
class _Passes:
    network: Network
    start: date
    due: date | None
    on: date | None

    def __post_init__(self) -> None:
        self.counts = self.network.counts()
        tasks = self.network.tasks
        self.own = [self.counts[task.calendar] for task in tasks]
        self.waits: list[list[Tie]] = [[] for _ in tasks]
        self.holds: list[list[Tie]] = [[] for _ in tasks]
        for link in self.network.links:
            self._tie(link)
        self.opens = [
            not task.duration and not waits for task, waits in zip(tasks, self.waits, strict=True)
        ]

    def _tie(self, link: Link) -> None:
        before, after = self.network.place[link.before], self.network.place[link.after]
        count = self.counts[link.calendar] if link.calendar else self.own[after]
        of_finish = link.kind in (FS, FF)
        to_finish = link.kind in (FF, SF)
        self.waits[after].append((before, of_finish, to_finish, link.lag, count))
        self.holds[before].append((after, to_finish, of_finish, link.lag, count))

    def timetable(self) -> Timetable:
        """Both passes, then the floats."""
        first = offset_of(self.start)
        if self.on is not None:
            first = max(first, offset_of(self.on) + 1)
        self.early_start, self.early_finish = self._forward(first)
        self.end = max(self.early_finish)
        last = self.end if self.due is None else offset_of(self.due) + 1
        self.late_start, self.late_finish = self._backward(last)
        slack = [
            count.before[late] - count.before[early]
            for count, late, early in zip(
                self.own, self.late_finish, self.early_finish, strict=True
            )
        ]
        return Timetable(
            self.network,
            self.early_start,
            self.early_finish,
            self.late_start,
            self.late_finish,
            slack,
            [self._free(number) for number in range(len(slack))],
            self._critical(last),
            self.end,
            last,
            self.opens,
            self.waits,
            self.counts,
        )

    def _critical(self, last: int) -> frozenset[int]:
        """Tasks whose slip by one worked day moves the end, whatever the due dates say."""
        finishes = self.late_finish
        if last != self.end or any(task.due for task in self.network.tasks):
            finishes = self._backward(self.end, keep_due=False)[1]
        return frozenset(
            number
            for number, task in enumerate(self.network.tasks)
            if not task.finished
            and self.own[number].between(self.early_finish[number], finishes[number]) <= 0
        )

    # -- forward -----------------------------------------------------------------------------------
    def _forward(self, first: int) -> tuple[list[int], list[int]]:
        tasks, own, waits = self.network.tasks, self.own, self.waits
        starts, finishes = [0] * len(tasks), [0] * len(tasks)
        for number in self.network.order:
            task, count = tasks[number], own[number]
            if happened := task.started or task.finished:
                starts[number], finishes[number] = _happened(task, happened, count, first)
                continue
            begin = first
            if task.not_before:
                closing = not task.duration and not self.opens[number]
                begin = max(begin, offset_of(task.not_before) + closing)
            days = task.duration
            for other, of_finish, to_finish, lag, link_count in waits[number]:
                instant = finishes[other] if of_finish else starts[other]
                if lag:
                    instant = link_count.moved(instant, lag)
                if to_finish and days:
                    instant = start_for(count, instant, days)
                begin = max(begin, instant)
            if days:
                index = count.before[begin]
                starts[number] = count.worked[index]
                finishes[number] = count.worked[index + days - 1] + 1
            else:
                starts[number] = finishes[number] = begin
        return starts, finishes

    # -- backward ----------------------------------------------------------------------------------
    def _backward(self, last: int, *, keep_due: bool = True) -> tuple[list[int], list[int]]:
        tasks, own, holds = self.network.tasks, self.own, self.holds
        starts, finishes = [0] * len(tasks), [0] * len(tasks)
        for number in reversed(self.network.order):
            task, count = tasks[number], own[number]
            if task.finished:
                starts[number] = self.early_start[number]
                finishes[number] = self.early_finish[number]
                continue
            end = last
            if task.due and keep_due:
                end = min(last, offset_of(task.due) + (not self.opens[number]))
            days = task.duration
            for other, of_finish, to_finish, lag, link_count in holds[number]:
                if tasks[other].finished:
                    continue
                instant = finishes[other] if of_finish else starts[other]
                if lag:
                    instant = link_count.moved_back(instant, lag)
                if not to_finish and days:
                    instant = finish_for(count, instant, days)
                end = min(end, instant)
            starts[number], finishes[number] = _ending(count, end, days)
        return starts, finishes

    def _free(self, number: int) -> int:
        """Worked days by which a task may slip before another one moves."""
        count, task = self.own[number], self.network.tasks[number]
        if task.finished:
            return 0
        end = _FAR
        for other, of_finish, to_finish, lag, link_count in self.holds[number]:
            instant = self.early_finish[other] if of_finish else self.early_start[other]
            if lag:
                instant = link_count.moved_back(instant, lag)
            if not to_finish and task.duration:
                instant = finish_for(count, instant, task.duration)
            end = min(end, instant)
        end = self.end if end == _FAR else end
        return max(0, count.before[end] - count.before[self.early_finish[number]])


def _happened(task: Task, started: date, count: DayCount, first: int) -> tuple[int, int]:
    """The instants of a task that has begun."""
    if task.finished:
        end = offset_of(task.finished) + 1
        return (offset_of(started) if task.duration else end), end
    begin = offset_of(started)
    if task.remaining is not None:
        return begin, count.moved(max(first, begin), task.remaining)
    # What the duration leaves over, though it is not finished on the known days.
    return begin, max(count.moved(begin, task.duration), first)


def start_for(count: DayCount, finish: int, days: int) -> int:
    """The earliest start of so many worked days that do not end before an instant."""
    index = count.before[finish - 1] - days + 1
    return count.worked[index] if index > 0 else 0


def finish_for(count: DayCount, start: int, days: int) -> int:
    """The latest finish of so many worked days that do not begin after an instant."""
    index = count.before[start + 1] - 1 + days - 1
    return count.worked[index] + 1


def _ending(count: DayCount, end: int, days: int) -> tuple[int, int]:
    """Start and finish of so many worked days that end at the latest at an instant."""
    if not days:
        return end, end
    index = count.before[end] - days
    if index < 0:
        raise IndexError
    return count.worked[index], count.worked[index + days - 1] + 1
