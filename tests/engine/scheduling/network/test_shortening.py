"""What would save a due date, beside every combination of what could."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from sanbi.engine.scheduling.network import (
    Link,
    LinkKind,
    Means,
    Network,
    Saving,
    Task,
    breaches,
    propose,
    schedule_network,
    shortening,
)
from sanbi.engine.scheduling.network.critical_graph import cheapest_steps
from sanbi.engine.scheduling.network.means import changed, offers_of
from sanbi.engine.scheduling.network.shortening import Effect
from tests.engine.scheduling.network.made import CALENDARS, START, Maker

FS, SS, FF = LinkKind.FS, LinkKind.SS, LinkKind.FF
SIMPLE = (FS, FS, FS, SS)


def made(seed: int, calendars: tuple[str, ...], kinds: Sequence[LinkKind]) -> Network:
    """A network of up to six tasks of which some can be pressed or overlapped a little."""
    rng = Random(seed)  # noqa: S311 - not for secrets
    maker = Maker(calendars, False, seed % 5 == 0, (0, 0, 1, -1), (0, 3, 4, 5), tuple(kinds), False)
    network = maker.network(seed, rng.randint(2, 6))
    tasks = [
        replace(task, shortest=rng.randint(1, 3), crash_cost=float(rng.randint(0, 5)))
        if task.duration and rng.random() < 0.9
        else task
        for task in network.tasks
    ]
    links = [
        replace(link, overlap=rng.choice((0, 0, 1, 2)), overlap_cost=float(rng.randint(1, 5)))
        for link in network.links
    ]
    return Network(tasks, links, network.calendars)


def cheapest(network: Network, due: date) -> float | None:
    """The least cost that saves every due date, by trying everything; None where nothing does."""
    offers = offers_of(network, {})
    ways = itertools.product(*(range(offer.most + 1) for offer in offers.values()))
    priced = sorted(
        (sum(days * offer.price for days, offer in zip(way, offers.values(), strict=True)), way)
        for way in ways
    )
    for cost, way in priced:
        taken = dict(zip(offers, way, strict=True))
        if schedule_network(changed(network, taken), START, due).feasible:
            return cost
    return None


def due_of(network: Network, seed: int) -> date:
    """A due date some days before what the network needs."""
    return schedule_network(network, START).finish() - timedelta(seed % 4 + 1)


def compared(
    seeds: range, calendars: tuple[str, ...], kinds: Sequence[LinkKind]
) -> list[tuple[int, float | None, float | None]]:
    """For each seed the least cost, and the cost of the proposal; None for one that saves not."""
    found = []
    for seed in seeds:
        network = made(seed, calendars, kinds)
        due = due_of(network, seed)
        proposal = propose(network, START, due)
        cost = None if proposal.remaining else proposal.cost
        found.append((seed, cheapest(network, due), cost))
    return found


@pytest.mark.parametrize("kinds", [SIMPLE, tuple(LinkKind)])
def test_without_days_off_the_proposal_costs_the_least_possible(kinds: Sequence[LinkKind]) -> None:
    found = compared(range(160), ("natural",), kinds)
    assert [row for row in found if row[1] != row[2]] == []
    assert sum(bool(least) for _, least, _ in found) > 50
    assert sum(least is None for _, least, _ in found) > 50


def test_with_days_off_whatever_can_be_saved_is_and_hardly_ever_dearer() -> None:
    found = compared(range(160), ("approval", "natural", "construction"), SIMPLE)
    assert [row for row in found if (row[1] is None) is not (row[2] is None)] == []
    dearer = {seed: (least, cost) for seed, least, cost in found if least != cost}
    assert dearer == {58: (2.0, 4.0), 92: (4.0, 8.0), 109: (4.0, 8.0), 153: (5.0, 8.0)}


# -- by hand ---------------------------------------------------------------------------------------
def chain(*tasks: Task, **more: object) -> Network:
    """Tasks one after the other."""
    links = [Link(a.key, b.key, **more) for a, b in itertools.pairwise(tasks)]  # type: ignore[arg-type]
    return Network(tasks, links, CALENDARS)


def test_a_network_that_keeps_its_due_dates_needs_nothing() -> None:
    proposal = propose(chain(Task("a", 3, "natural", shortest=1)), START, date(2026, 9, 23))
    assert proposal == type(proposal)((), (), (), ())
    assert proposal.cost == 0


def test_the_cheaper_of_two_tasks_is_pressed_first_and_the_other_for_the_rest() -> None:
    network = chain(
        Task("a", 5, "natural", shortest=3, crash_cost=4.0),
        Task("b", 5, "natural", shortest=4, crash_cost=1.5),
    )
    proposal = propose(network, START, date(2026, 9, 28))
    assert [(each.key, each.late_by, each.chain) for each in proposal.breaches] == [
        ("b", 2, ("a", "b"))
    ]
    press_a, press_b = Saving(Means.PRESS, "a", "", 1, 4.0), Saving(Means.PRESS, "b", "", 1, 1.5)
    assert proposal.savings == [press_b, press_a]
    assert proposal.effects == [
        Effect(Saving(Means.PRESS, "a", "", 2, 8.0), 2),
        Effect(Saving(Means.PRESS, "b", "", 1, 1.5), 1),
    ]
    assert proposal.cost == 5.5
    assert proposal.remaining == []


def test_a_day_common_to_two_chains_is_pressed_before_one_of_each() -> None:
    network = Network(
        [
            Task("a", 5, "natural", shortest=4, crash_cost=4.0),
            Task("b", 5, "natural", shortest=2, crash_cost=3.0),
            Task("c", 5, "natural", shortest=2, crash_cost=2.0),
        ],
        [Link("a", "b"), Link("a", "c")],
        CALENDARS,
    )
    proposal = propose(network, START, date(2026, 9, 28))
    assert {(each.key, each.days) for each in proposal.savings} == {("a", 1), ("b", 1), ("c", 1)}
    assert proposal.cost == 9


def bridge() -> Network:
    """Chains sa-at, sb-bt, and over the bridge sa-ab-bt, which is a day longer."""
    tasks = [
        Task("sa", 5, "natural", shortest=3, crash_cost=2.0),
        Task("sb", 6, "natural"),
        Task("ab", 2, "natural", shortest=1, crash_cost=1.0),
        Task("at", 6, "natural", shortest=4, crash_cost=1.5),
        Task("bt", 5, "natural", shortest=3, crash_cost=2.0),
    ]
    links = [Link("sa", "ab"), Link("sa", "at"), Link("ab", "bt"), Link("sb", "bt")]
    return Network(tasks, links, CALENDARS)


TWO_DAYS = date(2026, 9, 30)


def test_a_day_that_a_later_cut_makes_needless_is_given_back() -> None:
    first = propose(bridge(), START, TWO_DAYS + timedelta(1))
    assert first.savings == [Saving(Means.PRESS, "ab", "", 1, 1.0)]
    both = propose(bridge(), START, TWO_DAYS)
    assert {(each.key, each.days) for each in both.savings} == {("sa", 1), ("bt", 1)}
    assert both.cost == cheapest(bridge(), TWO_DAYS) == 4


def test_without_giving_back_it_would_be_dearer(monkeypatch: pytest.MonkeyPatch) -> None:
    def stubborn(*given: Any, give_back: bool) -> dict[Any, int]:
        return cheapest_steps(*given, give_back=give_back and False)

    monkeypatch.setattr(shortening, "cheapest_steps", stubborn)
    assert propose(bridge(), START, TWO_DAYS).cost == 4.5


def test_what_cannot_be_saved_says_by_how_much_and_by_which_chain() -> None:
    network = chain(Task("a", 5, "natural", shortest=4), Task("b", 5, "natural"))
    proposal = propose(network, START, date(2026, 9, 25))
    assert [(each.late_by, each.finish) for each in proposal.remaining] == [(4, date(2026, 9, 29))]
    assert proposal.savings == [Saving(Means.PRESS, "a", "", 1, 1.0)]
    assert proposal.remaining[0].chain == ("a", "b")


def test_one_due_date_beyond_help_does_not_keep_another_from_being_saved() -> None:
    network = Network(
        [
            Task("lost", 9, "natural", due=START),
            Task("late", 4, "natural", due=date(2026, 9, 22), shortest=2, crash_cost=0.0),
            Task("late too", 4, "natural", due=date(2026, 9, 23), shortest=2),
        ],
        [],
        CALENDARS,
    )
    proposal = propose(network, START)
    assert [each.key for each in proposal.remaining] == ["lost"]
    assert {(each.key, each.days) for each in proposal.savings} == {("late", 2), ("late too", 1)}


def test_of_two_equally_late_only_the_one_beyond_help_stays_late() -> None:
    tasks = [
        Task("lost", 4, "natural", due=START),
        Task("late", 4, "natural", due=START, shortest=1),
    ]
    proposal = propose(Network(tasks, [], CALENDARS), START)
    assert [each.key for each in proposal.remaining] == ["lost"]
    assert proposal.savings == [Saving(Means.PRESS, "late", "", 3, 3.0)]


def test_links_between_the_same_two_are_overlapped_together() -> None:
    tasks = [Task("a", 4, "natural"), Task("b", 2, "natural")]
    twice = [Link("a", "b", overlap=3, overlap_cost=1.0), Link("a", "b", overlap=2)]
    proposal = propose(Network(tasks, twice, CALENDARS), START, date(2026, 9, 24))
    assert proposal.savings == [Saving(Means.OVERLAP, "b", "a", 2, 2.0)]
    assert proposal.remaining == []
    agreed = [twice[0], Link("a", "b"), Link("a", "b", SS, overlap=9)]
    proposal = propose(Network(tasks, agreed, CALENDARS), START, date(2026, 9, 24))
    assert (proposal.savings, len(proposal.remaining)) == ([], 1)


def test_of_a_begun_task_only_what_is_left_is_pressed_and_a_day_of_it_stays() -> None:
    begun = Task("a", 10, "natural", started=date(2026, 9, 11), shortest=5)
    for task, days in (
        (replace(begun, remaining=6), 3),  # in proportion: 6 days as 3
        (replace(begun, remaining=1), 0),
        (replace(begun, remaining=0), 0),
        (replace(begun, started=date(2026, 9, 18)), 3),  # 7 of 10 days are left
        (begun, 0),  # all days are over, one more is needed
    ):
        proposal = propose(chain(task), START, date(2026, 9, 1))
        assert sum(each.days for each in proposal.savings) == days


def test_a_milestone_and_what_is_finished_cannot_be_pressed() -> None:
    tasks = [
        Task("a", 3, "natural", started=START, finished=date(2026, 9, 24), shortest=1),
        Task("b", 0, "natural", shortest=0),
    ]
    proposal = propose(chain(*tasks), START, START)
    assert (proposal.savings, proposal.effects) == ([], [])
    assert [each.chain for each in proposal.remaining] == [("a", "b")]


def test_a_finish_that_waits_is_not_helped_by_pressing_its_own_task() -> None:
    network = Network(
        [
            Task("a", 6, "natural", shortest=4, crash_cost=9.0),
            Task("b", 3, "natural", shortest=1, crash_cost=0.5),
        ],
        [Link("a", "b", FF)],
        CALENDARS,
    )
    proposal = propose(network, START, date(2026, 9, 25))
    assert proposal.savings == [Saving(Means.PRESS, "a", "", 1, 9.0)]


# -- winter ----------------------------------------------------------------------------------------
def in_winter(**more: object) -> Task:
    return Task("foundation", 20, "construction", not_before=date(2026, 12, 15), **more)  # type: ignore[arg-type]


def test_a_winter_is_worked_through_where_nothing_else_saves_the_due_date() -> None:
    task = in_winter(through="natural", through_cost=30.0, shortest=18, crash_cost=1.0)
    network = chain(task, Task("roof", 5, "natural"))
    late = schedule_network(network, START)
    assert late.dates("foundation").early_finish == date(2027, 1, 25)
    proposal = propose(network, START, date(2027, 1, 10))
    assert proposal.remaining == []
    assert proposal.savings == [Saving(Means.THROUGH, "foundation", "", 0, 30.0)]
    assert proposal.effects == [
        Effect(Saving(Means.THROUGH, "foundation", "", 0, 30.0), 20),
        Effect(Saving(Means.PRESS, "foundation", "", 2, 2.0), 2),
    ]


def test_a_winter_is_left_alone_where_pressing_is_cheaper() -> None:
    task = in_winter(through="natural", through_cost=30.0, shortest=15, crash_cost=1.0)
    proposal = propose(chain(task), START, date(2027, 1, 23))
    assert proposal.savings == [Saving(Means.PRESS, "foundation", "", 2, 2.0)]


def test_two_winters_are_worked_through_together_where_only_that_helps() -> None:
    tasks = [replace(in_winter(through="natural"), key=key) for key in ("a", "b", "c")]
    end = Task("end", due=date(2027, 1, 4), calendar="natural")
    links = [Link(task.key, "end") for task in tasks]
    proposal = propose(Network([*tasks, end], links, CALENDARS), START)
    assert proposal.remaining == []
    assert {each.key for each in proposal.savings} == {"a", "b", "c"}
    assert proposal.cost == 3


def test_what_a_winter_does_not_help_is_not_worked_through() -> None:
    task = in_winter(through="natural")
    other = Task("permit", 30, "natural", due=date(2026, 10, 1))
    late = Network([task, other], [], CALENDARS)
    proposal = propose(late, START)
    assert proposal.savings == []
    assert [each.key for each in proposal.remaining] == ["permit"]
    assert breaches(schedule_network(late, START)) == proposal.remaining


def test_where_days_are_too_many_to_be_tried_everything_is_used_less_what_is_needless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shortening, "PLENTY", 1)
    network = chain(
        Task("a", 5, "natural", shortest=1, crash_cost=2.0), Task("b", 9, "natural", shortest=1)
    )
    proposal = propose(network, START, date(2026, 9, 29))
    assert proposal.savings == [Saving(Means.PRESS, "b", "", 5, 5.0)]
    assert proposal.remaining == []
    hopeless = propose(network, START, START)
    assert [(each.key, each.days) for each in hopeless.savings] == [("a", 4), ("b", 8)]
    assert [each.late_by for each in hopeless.remaining] == [1]
