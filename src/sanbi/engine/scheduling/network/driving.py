"""What drives a date: the chain of tasks and links from which it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbi.engine.scheduling.days import day_of, offset_of
from sanbi.engine.scheduling.network.scheduling import start_for
from sanbi.engine.scheduling.network.timetable import Tie, Timetable


class ChainStart(StrEnum):
    """Why the first task of a chain does not begin earlier."""

    START = "start"  # the plan starts, or its known days end, there
    NOT_BEFORE = "not_before"
    HAPPENED = "happened"


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
    found = [_breach(timetable, number, due) for number, due in _broken(timetable)]
    return sorted(found, key=lambda breach: (-breach.late_by, breach.due, breach.key))


def driving_chain(timetable: Timetable, number: int) -> list[int]:
    """Return the tasks from which a task's earliest dates follow, in order of time, itself last.

    Where several links press equally, the chain goes through the first of them.
    """
    chain = [number]
    while (tie := driving_tie(timetable, chain[-1])) is not None:
        chain.append(tie[0])
    return chain[::-1]


def driving_tie(timetable: Timetable, number: int) -> Tie | None:
    """Return the link that holds a task where it is; None where a date or nothing does."""
    return next(driving_ties(timetable, number), None)


def driving_ties(timetable: Timetable, number: int) -> Iterator[Tie]:
    """Every link that holds a task where it is."""
    task = timetable.network.tasks[number]
    if task.started or task.finished:
        return
    count = timetable.counts[task.calendar]
    start = timetable.early_start[number]
    for tie in timetable.waits[number]:
        other, of_finish, to_finish, lag, link_count = tie
        instant = timetable.early_finish[other] if of_finish else timetable.early_start[other]
        instant = link_count.moved(instant, lag)
        if to_finish and task.duration:
            instant = start_for(count, instant, task.duration)
        reached = count.on_or_after(instant) if task.duration else instant
        if reached == start:
            yield tie


def _broken(timetable: Timetable) -> Iterator[tuple[int, int]]:
    """Tasks that end after their own due date, or after the network's; with that instant."""
    ends = {number for number, held in enumerate(_holding(timetable)) if not held}
    for number, task in enumerate(timetable.network.tasks):
        if task.finished:
            continue
        finish, own = timetable.early_finish[number], None
        if task.due:
            own = offset_of(task.due) + (not timetable.opens[number])
        if own is not None and finish > own:
            yield number, own
        elif number in ends and finish > timetable.last:
            yield number, timetable.last


def _holding(timetable: Timetable) -> list[bool]:
    """For each task, whether another one waits for it."""
    held = [False] * len(timetable.network.tasks)
    for ties in timetable.waits:
        for tie in ties:
            held[tie[0]] = True
    return held


def _breach(timetable: Timetable, number: int, due: int) -> Breach:
    chain = driving_chain(timetable, number)
    first, finish = chain[0], timetable.early_finish[number]
    tasks, begin = timetable.network.tasks, timetable.early_start[first]
    opener = tasks[first]
    starts_by = ChainStart.START
    if opener.started:
        starts_by = ChainStart.HAPPENED
    elif opener.not_before and begin == offset_of(opener.not_before):
        starts_by = ChainStart.NOT_BEFORE
    count = timetable.counts[tasks[number].calendar]
    return Breach(
        key=tasks[number].key,
        due=day_of(due - 1),
        finish=day_of(finish - 1),
        late_by=max(count.between(due, finish), 1),
        chain=tuple(tasks[each].key for each in chain),
        starts_by=starts_by,
        days_needed=finish - begin,
        days_there=due - begin,
    )
