"""Every due date that breaks names the chain from which it follows, and what holds its first."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import (
    Breach,
    ChainStart,
    Link,
    LinkKind,
    Network,
    Task,
    breaches,
    schedule_network,
)
from sanbi.engine.scheduling.network.driving import driving_chain, driving_date, driving_ties
from tests.engine.scheduling.network.made import CALENDARS, START, Maker, dues_about

FS, SS, FF, SF = LinkKind


def network(*tasks: Task, links: tuple[Link, ...] = ()) -> Network:
    return Network(tasks, links, CALENDARS)


def found(plan: Network, due: date | None = None, on: date | None = None) -> list[Breach]:
    return breaches(schedule_network(plan, START, due, on))


def test_a_breach_says_all_of_itself() -> None:
    plan = network(
        Task("permit", 3), Task("build", 10, "natural"), Task("side", 2),
        links=(Link("permit", "build"), Link("side", "build")),
    )  # fmt: skip
    assert found(plan, date(2026, 9, 30)) == [
        Breach(
            key="build", due=date(2026, 9, 30), finish=date(2026, 10, 3), late_by=3,
            chain=("permit", "build"), starts_by=ChainStart.START, days_needed=13, days_there=10,
        )
    ]  # fmt: skip


def test_days_late_are_worked_days_and_at_least_one() -> None:
    # 28, 29, 30 September, 8 October: four worked days late, or a milestone late by a weekend.
    assert [each.late_by for each in found(network(Task("a", 8)), date(2026, 9, 25))] == [4]
    marker = Task("marker", 0, not_before=date(2026, 10, 3))
    late = found(network(Task("a", 1), marker, links=(Link("a", "marker"),)), date(2026, 10, 2))
    assert [(each.key, each.late_by, each.starts_by) for each in late] == [
        ("marker", 1, ChainStart.NOT_BEFORE)
    ]


@pytest.mark.parametrize(
    ("first", "starts_by"),
    [
        (Task("a", 3), ChainStart.START),
        (Task("a", 3, not_before=START), ChainStart.START),
        (Task("a", 3, not_before=date(2026, 9, 25)), ChainStart.NOT_BEFORE),  # a holiday
        (Task("a", 3, started=date(2026, 9, 1), remaining=9), ChainStart.HAPPENED),
        (
            Task("a", 3, started=date(2026, 9, 1), finished=date(2026, 9, 30)),
            ChainStart.HAPPENED,
        ),
    ],
)
def test_a_chain_says_what_holds_its_first(first: Task, starts_by: ChainStart) -> None:
    late = found(network(first, Task("b", 9), links=(Link("a", "b"),)), date(2026, 9, 22))
    assert [(each.key, each.chain, each.starts_by) for each in late] == [
        ("b", ("a", "b"), starts_by)
    ]


def test_a_task_that_may_not_begin_before_the_chain_arrives_begins_one_itself() -> None:
    tasks = Task("a", 4), Task("b", 9, not_before=date(2026, 9, 25))
    late = found(network(*tasks, links=(Link("a", "b"),)), date(2026, 9, 30))
    assert [(each.chain, each.starts_by) for each in late] == [(("b",), ChainStart.NOT_BEFORE)]


def test_a_begun_task_is_held_by_what_is_left_or_by_what_its_finish_waits_for() -> None:
    begun = Task("b", 3, "natural", started=date(2026, 9, 1), remaining=2)
    for days, chain in ((5, ("a", "b")), (1, ("b",))):
        plan = network(
            Task("a", days, "natural"), begun, links=(Link("a", "b", FF), Link("a", "b"))
        )
        late = [each.chain for each in found(plan, START) if each.key == "b"]
        assert late == [chain]


def test_a_due_date_of_its_own_and_the_networks_are_both_kept() -> None:
    plan = network(Task("a", 9, due=date(2026, 9, 23)), Task("b", 1), links=(Link("a", "b"),))
    assert [(each.key, each.due) for each in found(plan, date(2026, 9, 25))] == [
        ("a", date(2026, 9, 23)),
        ("b", date(2026, 9, 25)),
    ]
    # The stricter of the two stands for a task with both.
    last = network(Task("a", 9, due=date(2026, 12, 1)))
    assert [each.due for each in found(last, date(2026, 9, 25))] == [date(2026, 9, 25)]


def test_what_ends_last_is_late_even_where_another_one_began_with_it() -> None:
    plan = network(Task("long", 20), Task("short", 1), links=(Link("long", "short", SS),))
    assert [each.key for each in found(plan, date(2026, 9, 25))] == ["long"]


def test_a_lateness_that_another_one_shows_is_told_once() -> None:
    plan = network(Task("a", 20), Task("b", 1), links=(Link("a", "b"),))
    assert [each.chain for each in found(plan, date(2026, 9, 25))] == [("a", "b")]


def test_a_marker_that_opens_is_late_from_the_day_after() -> None:
    marker = Task("open", 0, "natural", not_before=date(2026, 9, 24))
    assert found(network(marker), date(2026, 9, 24)) == []
    late = found(network(marker), date(2026, 9, 23))
    assert [(each.due, each.finish, each.late_by) for each in late] == [
        (date(2026, 9, 23), date(2026, 9, 24), 1)
    ]


def test_a_finished_marker_stands_on_its_day() -> None:
    done = Task("open", 0, finished=date(2026, 9, 23))
    rows = schedule_network(network(done, Task("a", 1), links=(Link("open", "a"),)), START).rows()
    assert (rows[0].early_start, rows[0].early_finish) == (date(2026, 9, 23), date(2026, 9, 23))
    assert (rows[0].total_float, rows[0].free_float, rows[0].critical) == (0, 0, False)
    assert rows[1].early_start == date(2026, 9, 23)


def test_all_finished_is_feasible() -> None:
    done = Task("a", 1, started=START, finished=START)
    timetable = schedule_network(network(done), START, START)
    assert (timetable.lowest_float, timetable.feasible, timetable.finish()) == (0, True, START)
    assert driving_date(timetable, 0) is ChainStart.HAPPENED


def test_what_is_begun_and_not_finished_lies_after_the_known_days() -> None:
    plan = network(Task("a", 2, started=date(2026, 9, 7)))
    row = schedule_network(plan, date(2026, 9, 1), on=date(2026, 9, 23)).rows()[0]
    assert (row.early_start, row.early_finish) == (date(2026, 9, 7), date(2026, 9, 24))
    assert (row.late_start, row.late_finish) == (date(2026, 9, 7), date(2026, 9, 24))


@settings(max_examples=150)
@given(Maker().drawn(), dues_about)
def test_every_task_is_held_by_a_date_or_a_link_and_chains_are_in_order(
    plan: Network, due: date | None
) -> None:
    timetable = schedule_network(plan, START, due)
    for number, task in enumerate(plan.tasks):
        held = driving_date(timetable, number) or any(driving_ties(timetable, number))
        assert held, task.key
        chain = driving_chain(timetable, number)
        assert chain[-1] == number
        pairs = {(link.before, link.after) for link in plan.links}
        keys = [plan.tasks[each].key for each in chain]
        assert set(itertools.pairwise(keys)) <= pairs


# -- the edges of the table ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("plan", "due"),
    [
        (network(Task("a", 5)), date(1990, 1, 3)),
        (
            network(Task("a", 0), Task("b", 2, "weekend"), links=(Link("b", "a", SS),)),
            date(1990, 1, 2),
        ),
    ],
)
def test_a_plan_that_runs_out_of_the_table_is_refused(plan: Network, due: date) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        schedule_network(plan, START, due)
    assert str(refusal.value) == (
        "the plan lies outside the years 1990 to 2100 — look for a mistyped date or duration"
    )
