"""Dates of all key projects of a county: checking, both passes and floats, beside plain CPM."""

from __future__ import annotations

from collections import deque
from datetime import date
from random import Random
from statistics import median

import numpy as np

from benchmarks.measuring import Goal, Ranks, Report, Timing, at_most, side_by_side
from sanbi.engine.calendar import seed_calendar
from sanbi.engine.scheduling.days import standard_calendars
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task, schedule_network

TASKS = 25
START, DUE = date(2026, 3, 1), date(2029, 12, 31)
SECONDS = 1.0
CALENDARS = standard_calendars(seed_calendar(range(2024, 2028)))
KINDS = (*(LinkKind.FS,) * 6, LinkKind.SS, LinkKind.FF)
Parts = tuple[list[Task], list[Link]]


def measure(projects: int, runs: int) -> Report:
    """Time a county's projects, a quarter of them, and the same networks by plain CPM."""
    rng = Random(1)  # noqa: S311 - not for secrets
    made = [_project(rng, ("approval", "construction"), KINDS) for _ in range(projects)]
    plain = [_project(rng, ("natural",), (LinkKind.FS,)) for _ in range(projects)]
    (own,) = side_by_side({"several calendars": lambda: _dates(made)}, runs)
    (part,) = side_by_side({"a quarter of them": lambda: _dates(made[: projects // 4])}, runs)
    same, peer = side_by_side(
        {
            "one calendar, FS": lambda: _dates(plain),
            "plain CPM, by hand": lambda: _by_hand(plain),
        },
        runs,
    )
    goals = [
        at_most(
            "checked, both passes and floats within a second of processor",
            median(own.cpu),
            SECONDS,
            "s",
        ),
        Goal("grows with the tasks: four times as many take at most 5 ×", *_growth(own, part)),
    ]
    times, each = _fastest(same) / _fastest(peer), _fastest(own) / projects / TASKS * 1e6
    notes = [
        "plain CPM counts days in a row, without calendars, checks, critical path or free float",
        f"the engine takes {times:.1f} × its time for the same dates; {each:.1f} µs a task in all",
    ]
    title = f"{projects:,} projects × {TASKS} tasks, {sum(len(links) for _, links in made):,} links"
    return Report(title, [own, part, same, peer], goals, notes)


def _growth(own: Timing, part: Timing) -> tuple[str, bool]:
    times = _fastest(own) / _fastest(part)
    return f"{times:.1f} ×", times <= 5


def _fastest(timing: Timing) -> float:
    return min(timing.cpu)


def _project(rng: Random, calendars: tuple[str, ...], kinds: tuple[LinkKind, ...]) -> Parts:
    tasks = [Task(f"t{n}", rng.randint(1, 30), rng.choice(calendars)) for n in range(TASKS)]
    links = [
        Link(f"t{before}", f"t{after}", rng.choice(kinds), rng.choice((0, 0, 0, 2)))
        for after in range(1, TASKS)
        for before in rng.sample(range(after), min(after, rng.choice((1, 1, 2))))
    ]
    return tasks, links


def _dates(projects: list[Parts]) -> Ranks:
    """Every project's end, counted anew from plain tasks and links; and the sum of its floats."""
    found = []
    for tasks, links in projects:
        timetable = schedule_network(Network(tasks, links, CALENDARS), START, DUE)
        found.append((timetable.finish().toordinal(), sum(timetable.total_float)))
    return np.array(found, np.int64)


def _by_hand(projects: list[Parts]) -> Ranks:
    """The same for links FS over days in a row, as textbooks write it."""
    due = DUE.toordinal() + 1
    found = []
    for tasks, links in projects:
        place = {task.key: number for number, task in enumerate(tasks)}
        after: list[list[tuple[int, int]]] = [[] for _ in tasks]
        waiting = [0] * len(tasks)
        for link in links:
            after[place[link.before]].append((place[link.after], link.lag))
            waiting[place[link.after]] += 1
        early = [START.toordinal()] * len(tasks)
        ready = deque(number for number, count in enumerate(waiting) if not count)
        order = []
        while ready:
            number = ready.popleft()
            order.append(number)
            finish = early[number] + tasks[number].duration
            for other, lag in after[number]:
                early[other] = max(early[other], finish + lag)
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
        late = [due] * len(tasks)
        for number in reversed(order):
            for other, lag in after[number]:
                late[number] = min(late[number], late[other] - tasks[other].duration - lag)
        ends = [start + task.duration for start, task in zip(early, tasks, strict=True)]
        found.append((max(ends) - 1, sum(late) - sum(ends)))
    return np.array(found, np.int64)
