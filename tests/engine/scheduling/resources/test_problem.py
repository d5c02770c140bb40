"""What a problem refuses, in words."""

from __future__ import annotations

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem

STAFF = [Pool("staff", 2)]


@pytest.mark.parametrize(
    ("activities", "follows", "words"),
    [
        ([], [], "there is no task"),
        ([Activity("a", 1, [3])], [], "task a: needs 3 of 'staff', which has 2"),
        ([Activity("a", 1, [-1])], [], "task a: needs -1 of 'staff', which has 2"),
        ([Activity("a", 1, [1, 1])], [], "task a: needs 2 pools of 1"),
        ([Activity("a", -1, [1])], [], "task a: duration -1 or release 0 is out of bounds"),
        ([Activity("a", 1, [1], release=-4)], [], "duration 1 or release -4 is out of bounds"),
        ([Activity("a", 1, [1])], [(0, 5, 0)], "link (0, 5, 0): names an activity"),
        (
            [Activity("a", 1), Activity("b", 1)],
            [(0, 1, 0), (1, 0, 0)],
            "task a: waits for itself: a → b → a",
        ),
    ],
)
def test_bad_input_is_refused_in_words(
    activities: list[Activity], follows: list[tuple[int, int, int]], words: str
) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        ResourceProblem(activities, STAFF, follows)
    assert words in str(refusal.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        ResourceProblem([Activity("a", -1, [1]), Activity("b", 1, [9])], STAFF, [])
    assert len(refusal.value.faults) == 2


def test_as_arrays() -> None:
    problem = ResourceProblem(
        [Activity("a", 3, [1, 0], release=2), Activity("b", 2)],
        [Pool("x", 1), Pool("y", 2, [(4, 3, 1)])],
        [(0, 1, 5)],
    )
    assert problem.durations().tolist() == [3, 2]
    assert problem.needs().tolist() == [[1, 0], [0, 0]]
    assert problem.releases().tolist() == [2, 0]
    assert problem.horizon() == 3 + 2 + 5 + 7
