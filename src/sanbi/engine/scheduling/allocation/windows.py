"""From a back-schedule to months: when a project can take its factors, and when it must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation.problem import Milestone
from sanbi.engine.scheduling.days import day_of, offset_of
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.network.scheduling import finish_from, start_for
from sanbi.engine.scheduling.network.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Node:
    """A task of the network at whose finish the project takes factors.

    Parameters
    ----------
    key : str
        Of the task.
    uses, staff
        As of `Milestone`.
    """

    key: str
    uses: Mapping[str, float] = field(default_factory=dict)
    staff: Sequence[tuple[str, int, float]] = ()


def milestones_from(
    timetable: Timetable, months: Sequence[str], nodes: Sequence[Node], *, spare: int = 0
) -> list[Milestone]:
    """Return the milestones of a project, in order of time; finished tasks are left out.

    The window of each runs from the month of its early finish to that of its late finish; where a
    due date is broken already, it is the month of the early finish. The gap to the milestone
    before it is the fewest months that the work between them takes, from any month of that
    milestone's window; where no work lies between, 0. So no pattern that is possible day by day
    is lost, but for one thing: tasks side by side keep the order of their early finishes.

    Parameters
    ----------
    timetable : Timetable
        Counted back from the due date.
    months : sequence of str
        Consecutive months such as ``2027-01``.
    nodes : sequence of Node
    spare : int
        Months beyond the late finish that are allowed too, at the price of lateness.

    Raises
    ------
    SchedulingFaults
        when the network lacks a task, or one cannot be finished within the months.
    """
    network = timetable.network
    faults = [
        SchedulingFault("", Phrase("there is no task '{key}'", key=node.key),
                        Phrase("use a task's key"))
        for node in nodes
        if node.key not in network.place
    ]  # fmt: skip
    if faults:
        raise SchedulingFaults(faults)
    windows = _Windows(timetable, months)
    open_ = [node for node in nodes if not network.tasks[network.place[node.key]].finished]
    open_.sort(key=lambda node: timetable.early_finish[network.place[node.key]])
    faults = list(windows.faults(open_))
    if faults:
        raise SchedulingFaults(faults)
    found: list[Milestone] = []
    before: int | None = None
    for node in open_:
        number = network.place[node.key]
        first, last = windows.of(number, spare)
        gap = 0 if before is None else windows.gap(before, found[-1], number)
        found.append(Milestone(node.key, first, last, gap, node.uses, node.staff))
        before = number
    return found


class _Windows:
    """Months of a timetable's instants."""

    def __init__(self, timetable: Timetable, months: Sequence[str]) -> None:
        self.timetable, self.horizon = timetable, len(months)
        year, month = months[0].split("-")
        self.zero = int(year) * 12 + int(month) - 1

    def faults(self, nodes: Sequence[Node]) -> Iterator[SchedulingFault]:
        """Tasks that cannot be finished within the months."""
        for node in nodes:
            number = self.timetable.network.place[node.key]
            if self.month(number, self.timetable.early_finish[number]) >= self.horizon:
                yield SchedulingFault(
                    Phrase("task {key}", key=node.key),
                    Phrase(
                        "is finished on {day} at the earliest, after the last month",
                        day=self._day(number, self.timetable.early_finish[number]),
                    ),
                    Phrase("add months, or leave the project out of this plan"),
                )

    def _day(self, number: int, finish: int) -> date:
        return day_of(finish if self.timetable.opens[number] else finish - 1)

    def month(self, number: int, finish: int) -> int:
        """The month in which a task finishes, from the first one on; below 0 before it."""
        day = self._day(number, finish)
        return day.year * 12 + day.month - 1 - self.zero

    def of(self, number: int, spare: int) -> tuple[int, int]:
        """First and last month of a task's finish."""
        first = max(self.month(number, self.timetable.early_finish[number]), 0)
        last = max(self.month(number, self.timetable.late_finish[number]), first)
        return first, min(last + spare, self.horizon - 1)

    def gap(self, before: int, milestone: Milestone, after: int) -> int:
        """The fewest months from one task's finish to that of another."""
        gaps = []
        for month in range(milestone.first, milestone.last + 1):
            year, place = divmod(self.zero + month, 12)
            opens = self.timetable.opens[before]
            begin = offset_of(date(year, place + 1, 1)) + (not opens)
            finish = max(begin, self.timetable.early_finish[before])
            task = self.timetable.network.tasks[before]
            if task.duration:
                finish = finish_from(self.timetable.counts[task.calendar], finish)
            if self.month(before, finish) != month:
                continue  # a month without work: it cannot be finished in it
            reached = self._reached(before, finish).get(after)
            if reached is not None:
                gaps.append(self.month(after, reached) - month)
        return max(min(gaps, default=0), 0)

    def _reached(self, number: int, finish: int) -> dict[int, int]:
        """The finishes of all that waits for a task, if only that task held it up."""
        network, counts = self.timetable.network, self.timetable.counts
        task = network.tasks[number]
        begin = counts[task.calendar].moved(finish, -task.duration)
        starts, finishes = {number: begin}, {number: finish}
        for other in network.order:
            task, count = network.tasks[other], counts[network.tasks[other].calendar]
            held: list[int] = []
            for waited, of_finish, to_finish, lag, link_count in self.timetable.waits[other]:
                if waited not in finishes or other == number:
                    continue
                instant = link_count.moved((finishes if of_finish else starts)[waited], lag)
                if to_finish and task.duration and not task.begun:
                    instant = start_for(count, instant, task.duration)
                held.append(instant)
            if not held:
                continue
            begin = max(held)
            if task.begun:
                starts[other] = self.timetable.early_start[other]
                finishes[other] = finish_from(count, begin)
            elif task.duration:
                index = count.before[begin]
                starts[other] = count.worked[index]
                finishes[other] = count.worked[index + task.duration - 1] + 1
            else:
                starts[other] = finishes[other] = begin
        return finishes
