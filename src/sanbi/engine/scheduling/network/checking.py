"""What is wrong with a network: unknown keys, impossible numbers, cycles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.network.cycles import cycle_in, in_order

if TYPE_CHECKING:
    from sanbi.engine.scheduling.network.model import Link, Network, Task

LONGEST = 20_000  # worked days: eighty years of approvals


Pair = tuple[int, int]


def checked(network: Network) -> tuple[dict[str, int], list[Pair], list[int]]:
    """Return the place of every key, the links as places, and an order to walk the tasks in.

    In that order each task follows what it waits for.

    Raises
    ------
    SchedulingFaults
        with everything that is wrong.
    """
    tasks, calendars = network.tasks, network.calendars
    place = {task.key: number for number, task in enumerate(tasks)}
    faults = list(_key_faults(tasks)) if len(place) < len(tasks) or not tasks else []
    for task in tasks:
        if not (task.calendar in calendars and _is_plain(task)):
            faults.extend(_task_faults(task, network))
    pairs: list[Pair] = []
    for link in network.links:
        before, after = place.get(link.before), place.get(link.after)
        if before is not None and after is not None:
            pairs.append((before, after))
            if _is_plain_link(link, calendars):
                continue
        faults.extend(_link_faults(link, place, network))
    if faults:
        raise SchedulingFaults(faults)
    order = in_order(len(place), pairs)
    if len(order) < len(place):
        raise SchedulingFaults([_cycle_fault(network, pairs, order)])
    return place, pairs, order


def _is_plain(task: Task) -> bool:
    """Whether there is nothing about a task to look at more closely; most are."""
    return (
        0 <= task.duration <= LONGEST
        and task.shortest is None
        and task.through is None
        and task.remaining is None
        and task.finished is None
        and (task.due is None or task.not_before is None)
    )


def _is_plain_link(link: Link, calendars: Mapping[str, object]) -> bool:
    return (
        -LONGEST <= link.lag <= LONGEST
        and not link.overlap
        and (link.calendar is None or link.calendar in calendars)
    )


def _key_faults(tasks: Sequence[Task]) -> Iterator[SchedulingFault]:
    counted = Counter(task.key for task in tasks)
    if not counted:
        yield SchedulingFault("", Phrase("there is no task"), Phrase("write at least one"))
    for key, times in counted.items():
        if times > 1:
            yield SchedulingFault(
                _task(key), Phrase("stands {times} times", times=times), Phrase("keep one")
            )


def _task_faults(task: Task, network: Network) -> Iterator[SchedulingFault]:
    if task.calendar not in network.calendars:
        yield _unknown_calendar(_task(task.key), task.calendar, network)
    for what, days in (
        (Phrase("the duration"), task.duration),
        (Phrase("what remains"), task.remaining),
        (Phrase("the shortest duration"), task.shortest),
    ):
        if days is not None and not 0 <= days <= LONGEST:
            yield SchedulingFault(
                _task(task.key),
                Phrase("{what} is {days} days", what=what, days=days),
                Phrase("write 0 to {most} working days", most=LONGEST),
            )
    if task.shortest is not None and task.shortest > task.duration:
        yield SchedulingFault(
            _task(task.key),
            Phrase("the shortest duration ({shortest}) is longer than the duration ({duration})",
                   shortest=task.shortest, duration=task.duration),
            Phrase("write at most {duration}", duration=task.duration),
        )  # fmt: skip
    if task.through is not None and task.through not in network.calendars:
        yield _unknown_calendar(_task(task.key), task.through, network)
    for cost in (task.crash_cost, task.through_cost):
        if not 0 <= cost < math.inf:
            yield _cost_fault(_task(task.key), cost)
    yield from _date_faults(task)


def _date_faults(task: Task) -> Iterator[SchedulingFault]:
    if task.finished and not task.started and task.duration:
        yield SchedulingFault(
            _task(task.key),
            Phrase("is finished on {day} and never started", day=task.finished),
            Phrase("write the day on which it started"),
        )
    if task.finished and task.started and task.finished < task.started:
        yield SchedulingFault(
            _task(task.key),
            Phrase("is finished on {last}, before it started on {first}",
                   last=task.finished, first=task.started),
            Phrase("write the earlier day as the start"),
        )  # fmt: skip
    if task.due and task.not_before and task.due < task.not_before:
        yield SchedulingFault(
            _task(task.key),
            Phrase("is due on {due}, before it may start on {first}",
                   due=task.due, first=task.not_before),
            Phrase("move one of the two days"),
        )  # fmt: skip


def _link_faults(link: Link, place: dict[str, int], network: Network) -> Iterator[SchedulingFault]:
    where = Phrase("link {before} → {after}", before=link.before, after=link.after)
    for key in (link.before, link.after):
        if key not in place:
            yield SchedulingFault(
                where, Phrase("there is no task '{key}'", key=key), Phrase("use a task's key")
            )
    if link.calendar is not None and link.calendar not in network.calendars:
        yield _unknown_calendar(where, link.calendar, network)
    if abs(link.lag) > LONGEST or not 0 <= link.overlap <= LONGEST:
        yield SchedulingFault(
            where,
            Phrase("lag {lag} or overlap {overlap} is out of bounds",
                   lag=link.lag, overlap=link.overlap),
            Phrase("write at most {most} working days", most=LONGEST),
        )  # fmt: skip

    if not 0 <= link.overlap_cost < math.inf:
        yield _cost_fault(where, link.overlap_cost)


def _cost_fault(where: str, cost: float) -> SchedulingFault:
    return SchedulingFault(
        where, Phrase("saving a day costs {cost}", cost=cost), Phrase("write 0 or more")
    )


def _unknown_calendar(where: str, code: str, network: Network) -> SchedulingFault:
    return SchedulingFault(
        where,
        Phrase("there is no calendar '{code}'", code=code),
        Phrase("use one of {codes}", codes=sorted(network.calendars)),
    )


def _cycle_fault(network: Network, pairs: Sequence[Pair], order: Sequence[int]) -> SchedulingFault:
    cycle = cycle_in(len(network.tasks), pairs, frozenset(order))
    names = [network.tasks[number].title for number in (*cycle, cycle[0])]
    return SchedulingFault(
        _task(network.tasks[cycle[0]].key),
        Phrase("waits for itself: {cycle}", cycle=" → ".join(names)),
        Phrase("take out one of these links"),
    )


def _task(key: str) -> Phrase:
    return Phrase("task {key}", key=key)
