"""Windows and gaps in months come out of the back-schedule, and lose no pattern of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanbi.engine.scheduling.allocation import Milestone, Node, milestones_from
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task, schedule_network
from tests.engine.scheduling.network.made import CALENDARS

MONTHS = [f"2027-{month:02}" for month in range(1, 13)]
START, DUE = date(2027, 1, 1), date(2027, 12, 31)
TASKS = [
    Task("land", 40, "natural"),
    Task("review", 50, "natural"),
    Task("permit", 30, "natural"),
    Task("built", 150, "natural"),
    Task("wires", 20, "natural"),
]
LINKS = [
    Link("land", "permit"),
    Link("review", "permit"),
    Link("permit", "built"),
    Link("permit", "wires", LinkKind.SS, lag=5),
]
NODES = [Node("permit", {"land": 60.0}, [("office", 1, 5.0)]), Node("land"), Node("built")]
NETWORK = Network(TASKS, LINKS, CALENDARS)


def test_windows_run_from_the_early_to_the_late_finish() -> None:
    # Forward: land ends on 9 February, the review on 19 February, the permit on 21 March, and
    # all is built on 18 August. Back from 31 December: building begins on 4 August, so the permit
    # ends on 3 August and the land on 4 July.
    found = milestones_from(schedule_network(NETWORK, START, DUE), MONTHS, NODES)
    assert found == [
        Milestone("land", 1, 6),
        # Land that is there by 1 March lets the permit end on 31 March: no month between.
        Milestone("permit", 2, 7, 0, {"land": 60.0}, [("office", 1, 5.0)]),
        Milestone("built", 7, 11, 4),
    ]


def test_a_gap_is_the_fewest_months_that_the_work_takes() -> None:
    # Day by day: permit finished on some day, built 150 days later; fewest months between.
    days = [date(2027, 3, 21) + timedelta(n) for n in range(136)]
    ends = [day + timedelta(150) for day in days]
    between = {end.month + 12 * (end.year - 2027) - day.month
               for day, end in zip(days, ends, strict=True)}  # fmt: skip
    assert min(between) == 4
    (_, _, built) = milestones_from(schedule_network(NETWORK, START, DUE), MONTHS, NODES)
    assert built.gap == min(between)


def test_every_pattern_of_days_is_within_windows_and_gaps() -> None:
    found = milestones_from(schedule_network(NETWORK, START, DUE), MONTHS, NODES)
    for wait in range(0, 135, 7):  # the permit waits: everything after it moves
        moved = [replace(t, not_before=START + timedelta(50 + wait)) if t.key == "permit" else t
                 for t in TASKS]  # fmt: skip
        dates = schedule_network(Network(moved, LINKS, CALENDARS), START, DUE)
        months = [dates.dates(m.key).early_finish.month - 1 for m in found]
        for milestone, month in zip(found, months, strict=True):
            assert milestone.first <= month <= milestone.last
        assert months[2] - months[1] >= found[2].gap


def test_finished_tasks_have_taken_their_factors() -> None:
    tasks = [
        replace(TASKS[0], started=START, finished=date(2027, 1, 20)),
        replace(TASKS[1], started=START),
        *TASKS[2:],
    ]
    timetable = schedule_network(Network(tasks, LINKS, CALENDARS), START, DUE, on=date(2027, 1, 31))
    found = milestones_from(timetable, MONTHS, NODES)
    assert [(m.key, m.first, m.last, m.gap) for m in found] == [
        ("permit", 2, 7, 0), ("built", 7, 11, 4),
    ]  # fmt: skip


def test_a_broken_due_date_leaves_the_earliest_month_and_what_is_spared() -> None:
    timetable = schedule_network(NETWORK, START, date(2027, 6, 30))
    windows = [(m.first, m.last) for m in milestones_from(timetable, MONTHS, NODES)]
    assert windows == [(1, 1), (2, 2), (7, 7)]
    spared = [(m.first, m.last) for m in milestones_from(timetable, MONTHS, NODES, spare=2)]
    assert spared == [(1, 3), (2, 4), (7, 9)]


def test_tasks_side_by_side_have_no_gap() -> None:
    timetable = schedule_network(NETWORK, START, DUE)
    found = milestones_from(timetable, MONTHS, [Node("review"), Node("land")])
    assert [(m.key, m.first, m.gap) for m in found] == [("land", 1, 0), ("review", 1, 0)]


def test_months_before_the_horizon_and_after_it() -> None:
    timetable = schedule_network(NETWORK, START, DUE)
    later = milestones_from(timetable, MONTHS[4:], NODES[:2])
    assert [(m.first, m.last) for m in later] == [(0, 2), (0, 3)]
    with pytest.raises(SchedulingFaults) as refused:
        milestones_from(timetable, MONTHS[:6], NODES)
    assert [fault.text("zh") for fault in refused.value.faults] == [
        "节点 built：最早 2027-08-18 完成，晚于最后一个月；请增加月份，或者不把该项目放进本计划"
    ]


def test_a_task_that_the_network_lacks_is_refused() -> None:
    with pytest.raises(SchedulingFaults) as refused:
        milestones_from(schedule_network(NETWORK, START, DUE), MONTHS, [Node("tunnel")])
    assert str(refused.value) == "there is no task 'tunnel' — use a task's key"
