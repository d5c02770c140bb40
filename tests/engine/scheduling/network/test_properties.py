"""What floats, the critical path and links promise, on made-up networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scheduling.days import DayCount, day_of
from sanbi.engine.scheduling.network import Link, Network, Task, schedule_network
from sanbi.engine.scheduling.network.driving import breaches
from sanbi.engine.scheduling.network.timetable import Timetable
from tests.engine.scheduling.network.made import CALENDARS, START, Maker, days_about, dues_about

anything = Maker().drawn()
COUNTS: Mapping[str, DayCount] = {code: DayCount(each) for code, each in CALENDARS.items()}


def slipped(network: Network, timetable: Timetable, number: int, days: int) -> Network | None:
    """The network in which one task is so many worked days later; None for one that cannot be."""
    task = network.tasks[number]
    if task.finished or task.begun or not task.duration:
        return None
    count = timetable.counts[task.calendar]
    begin = count.worked[count.before[timetable.early_start[number]] + days]
    later = replace(task, not_before=day_of(begin), due=None)
    if task.due:  # a due date before "not before" would be refused: told by a marker behind it
        marker = Task("marker", 0, "natural", due=task.due)
        links = [*network.links, Link(task.key, "marker")]
        return Network([*_with(network, number, later), marker], links, CALENDARS)
    return Network(_with(network, number, later), network.links, CALENDARS)


def _with(network: Network, number: int, task: Task) -> list[Task]:
    tasks = list(network.tasks)
    tasks[number] = task
    return tasks


@settings(max_examples=200)
@given(anything, dues_about, st.none() | days_about)
def test_early_is_not_after_late_exactly_where_every_due_date_is_kept(
    network: Network, due: date | None, on: date | None
) -> None:
    timetable = schedule_network(network, START, due, on)
    in_order = all(
        early <= late
        for task, early, late in zip(
            network.tasks, timetable.early_finish, timetable.late_finish, strict=True
        )
        if not task.finished
    )
    assert timetable.feasible is in_order is (not breaches(timetable))
    assert timetable.feasible is (timetable.lowest_float >= 0)


@settings(max_examples=400)
@given(anything, dues_about)
def test_a_slip_by_the_total_float_keeps_the_dates_and_one_more_day_breaks_them(
    network: Network, due: date | None
) -> None:
    timetable = schedule_network(network, START, due)
    if not timetable.feasible:
        return
    for number, days in enumerate(timetable.total_float):
        for more in (0, 1):
            later = slipped(network, timetable, number, days + more)
            if later is not None:
                again = schedule_network(later, START, day_of(timetable.last - 1))
                assert again.feasible is not bool(more), network.tasks[number].key


@settings(max_examples=150)
@given(Maker(dates=False).drawn(), dues_about)
def test_a_slip_by_the_free_float_moves_no_one_and_one_more_day_does(
    network: Network, due: date | None
) -> None:
    timetable = schedule_network(network, START, due)
    for number, days in enumerate(timetable.free_float):
        for more in (0, 1):
            later = slipped(network, timetable, number, days + more)
            if later is None:
                continue
            again = schedule_network(later, START, due)
            moved = again.end != timetable.end or any(
                again.early_start[other] != timetable.early_start[other]
                or again.early_finish[other] != timetable.early_finish[other]
                for other in range(len(network.tasks))
                if other != number
            )
            assert moved is bool(more), network.tasks[number].key


@settings(max_examples=200)
@given(anything, dues_about)
def test_a_task_is_critical_where_a_slip_of_one_day_moves_the_end(
    network: Network, due: date | None
) -> None:
    timetable = schedule_network(network, START, due)
    for number in range(len(network.tasks)):
        later = slipped(network, timetable, number, 1)
        if later is not None:
            moved = schedule_network(later, START).end > timetable.end
            assert (number in timetable.critical) is moved, network.tasks[number].key


@settings(max_examples=150)
@given(anything, dues_about, st.randoms(use_true_random=False))
def test_names_and_order_of_tasks_and_links_change_nothing(
    network: Network, due: date | None, rng: Random
) -> None:
    names = {task.key: f"x{rng.randint(0, 99)}-{place}" for place, task in enumerate(network.tasks)}
    tasks = [replace(task, key=names[task.key]) for task in network.tasks]
    links = [
        replace(link, before=names[link.before], after=names[link.after]) for link in network.links
    ]
    rng.shuffle(tasks)
    rng.shuffle(links)
    other = schedule_network(Network(tasks, links, CALENDARS), START, due)
    as_is = schedule_network(network, START, due)
    for row in as_is.rows():
        assert other.dates(names[row.key]) == replace(row, key=names[row.key])
    assert (other.end, other.last) == (as_is.end, as_is.last)


@settings(max_examples=150)
@given(anything, dues_about, st.integers(0, 99))
def test_a_link_more_makes_nothing_earlier_and_nothing_due_later(
    network: Network, due: date | None, which: int
) -> None:
    if not network.links:
        return
    place = which % len(network.links)
    fewer = Network(
        network.tasks, [*network.links[:place], *network.links[place + 1 :]], network.calendars
    )
    bounds = schedule_network(fewer, START, due)
    if not any(bounds.opens):  # what opened in the morning would now be reached in the evening
        timetable = schedule_network(network, START, due or day_of(bounds.last - 1))
        pairs = zip(bounds.early_finish, timetable.early_finish, strict=True)
        assert all(before <= now for before, now in pairs)
        pairs = zip(bounds.late_finish, timetable.late_finish, strict=True)
        assert all(before >= now for before, now in pairs)


@settings(max_examples=300)
@given(st.sampled_from(sorted(CALENDARS)), st.integers(13_000, 14_000), st.integers(-40, 40))
def test_back_is_the_latest_from_which_there_comes_in_time(
    code: str, instant: int, days: int
) -> None:
    count = COUNTS[code]
    back = count.moved_back(instant, days)
    assert count.moved(back, days) <= instant < count.moved(back + 1, days)
    there = count.moved(instant, days)
    assert count.moved_back(there, days) >= instant
    if days > 0:
        assert count.between(instant, there) == days
