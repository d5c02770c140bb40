"""The order of a network, and the one cycle that is told where there is none."""

from __future__ import annotations

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import Link, Network, Task
from sanbi.engine.scheduling.network.cycles import cycle_in, in_order
from tests.engine.scheduling.network.made import CALENDARS


def test_each_number_follows_what_it_waits_for() -> None:
    assert in_order(5, [(3, 1), (1, 0), (4, 0), (3, 4), (3, 4)]) == [2, 3, 1, 4, 0]
    assert in_order(0, []) == []


def test_what_is_on_a_cycle_or_behind_it_is_left_out() -> None:
    pairs = [(0, 1), (1, 2), (2, 1), (2, 3)]
    assert in_order(5, pairs) == [0, 4]
    assert cycle_in(5, pairs, frozenset({0, 4})) == [1, 2]


def test_a_cycle_begins_with_its_lowest_number_and_goes_the_way_of_its_links() -> None:
    assert cycle_in(4, [(3, 1), (1, 2), (2, 3), (3, 0)], frozenset()) == [1, 2, 3]
    assert cycle_in(1, [(0, 0)], frozenset()) == [0]


def test_a_cycle_is_told_from_its_first_task_and_leaves_out_what_hangs_on_it() -> None:
    tasks = [Task("first"), Task("hangs"), Task("b", name="乙"), Task("a", name="甲"), Task("c")]
    links = [
        Link("first", "a"),
        Link("a", "b"),
        Link("b", "c"),
        Link("c", "a"),
        Link("c", "hangs"),
    ]
    with pytest.raises(SchedulingFaults) as refusal:
        Network(tasks, links, CALENDARS)
    assert str(refusal.value) == (
        "task b: waits for itself: 乙 → c → 甲 → 乙 — take out one of these links"
    )
