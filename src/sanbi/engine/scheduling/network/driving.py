"""What drives a date: the chain of tasks and links from which it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbi.engine.scheduling.days import DayCount, day_of, offset_of
from sanbi.engine.scheduling.network.model import Task
from sanbi.engine.scheduling.network.scheduling import finish_from, left_until, start_for
from sanbi.engine.scheduling.network.timetable import Tie, Timetable


class ChainStart(StrEnum):
    """Why the first task of a chain does not begin earlier."""

    START = "start"  # the plan starts, or its known days end, there
    NOT_BEFORE = "not_before"
    HAPPENED = "happened"  # it has begun; what remains of it counts from the known days


@dataclass(frozen=True, slots=True)
class Breach:
    """A due date that cannot be kept, and the chain that makes it impossible.

    Attributes
    ----------
    key : str
        The task that is late; the last of the chain.
    due, finish : date
        When it must and when it can be finished.
    late_by : int
        Worked days of the task's calendar.
    chain : tuple of str
        Keys, in order of time; each follows from the one before it.
    starts_by : ChainStart
        What holds the first of them.
    days_needed, days_there : int
        Natural days of the chain, and from its start to the due date.
    """

    key: str
    due: date
    finish: date
    late_by: int
    chain: tuple[str, ...]
    starts_by: ChainStart
    days_needed: int
    days_there: int


def breaches(timetable: Timetable) -> list[Breach]:
    """Return every due date that breaks, the worst first; of one chain only its own."""
    found = [
        _breach(timetable, number, due)
        for number, due in limits(timetable)
        if timetable.early_finish[number] > due
    ]
    return sorted(found, key=lambda breach: (-breach.late_by, breach.due, breach.key))


def driving_chain(timetable: Timetable, number: int) -> list[int]:
    """Return the tasks from which a task's earliest dates follow, in order of time, itself last.

    Where several links press equally, the chain goes through the first of them; where the
    task's own "not before" presses as much, the chain begins there.
    """
    chain = [number]
    while (tie := driving_tie(timetable, chain[-1])) is not None:
        chain.append(tie[0])
    return chain[::-1]


def driving_tie(timetable: Timetable, number: int) -> Tie | None:
    """Return the link that holds a task where it is; None where a date or nothing does."""
    if driving_date(timetable, number) in (ChainStart.NOT_BEFORE, ChainStart.HAPPENED):
        return None
    return next(driving_ties(timetable, number), None)


def driving_ties(timetable: Timetable, number: int) -> Iterator[Tie]:
    """Every link that holds a task, or the finish of a begun one, where it is."""
    task = timetable.network.tasks[number]
    count, start = timetable.counts[task.calendar], timetable.early_start[number]
    for tie in timetable.waits[number]:
        other, of_finish, to_finish, lag, link_count = tie
        instant = timetable.early_finish[other] if of_finish else timetable.early_start[other]
        instant = link_count.moved(instant, lag)
        if task.begun:
            holds = finish_from(count, instant) == timetable.early_finish[number]
        elif to_finish and task.duration:
            holds = start_for(count, instant, task.duration) == start
        else:
            holds = _begins_at(count, instant, task) == start
        if holds:
            yield tie


def driving_date(timetable: Timetable, number: int) -> ChainStart | None:
    """Return the date that, even without links, would hold a task where it is; None for none."""
    task = timetable.network.tasks[number]
    if task.finished:
        return ChainStart.HAPPENED
    count, start = timetable.counts[task.calendar], timetable.early_start[number]
    if task.begun:
        left = left_until(task, count, timetable.first)
        return ChainStart.HAPPENED if left == timetable.early_finish[number] else None
    if _begins_at(count, timetable.first, task) == start:
        return ChainStart.START
    if task.not_before is None:
        return None
    closing = not task.duration and not timetable.opens[number]
    own = _begins_at(count, offset_of(task.not_before) + closing, task)
    return ChainStart.NOT_BEFORE if own == start else None


def limits(timetable: Timetable) -> Iterator[tuple[int, int]]:
    """Tasks with a due date of their own, and those late for the network's; with that instant.

    A task whose lateness shows in another one that waits for its finish is left to that one.
    """
    network, late = timetable.network, _late_at_last(timetable)
    left_to_others = {
        other
        for number in late
        for other, of_finish, _to_finish, lag, _count in timetable.waits[number]
        if of_finish and lag >= 0
    }
    for number, task in enumerate(network.tasks):
        found = []
        if number in late and number not in left_to_others:
            found.append(late[number])
        if task.due and not task.finished:
            found.append(offset_of(task.due) + (not timetable.opens[number]))
        if found:
            yield number, min(found)


def _late_at_last(timetable: Timetable) -> dict[int, int]:
    """The tasks that end after the network's due date, and the instant at which they had to."""
    held = {tie[0] for ties in timetable.waits for tie in ties}
    late = {}
    for number, task in enumerate(timetable.network.tasks):
        alone = timetable.opens[number] and number not in held
        if not task.finished and timetable.early_finish[number] + alone > timetable.last:
            late[number] = timetable.last - alone
    return late


def _begins_at(count: DayCount, instant: int, task: Task) -> int:
    return count.on_or_after(instant) if task.duration else instant


def _breach(timetable: Timetable, number: int, due: int) -> Breach:
    chain = driving_chain(timetable, number)
    tasks, finish = timetable.network.tasks, timetable.early_finish[number]
    begin, opens = timetable.early_start[chain[0]], timetable.opens[number]
    count = timetable.counts[tasks[number].calendar]
    return Breach(
        key=tasks[number].key,
        due=day_of(due - (not opens)),
        finish=day_of(finish - (not opens)),
        late_by=max(count.between(due, finish), 1),
        chain=tuple(tasks[each].key for each in chain),
        starts_by=driving_date(timetable, chain[0]) or ChainStart.START,
        days_needed=finish - begin,
        days_there=due - begin,
    )
