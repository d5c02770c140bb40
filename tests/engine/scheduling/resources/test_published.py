"""Published instances with known answers, where they lie beside the checkout."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import pytest

from benchmarks.schedule_instances import Instance, instances
from sanbi.engine.scheduling.resources import Status, solve_resources
from tests.engine.scheduling.resources.checker import broken_rules, makespan_of

# Every twentieth of 480; two that take minutes to prove give way to others.
J30 = 24
UNPROVED, INSTEAD = {"J30_121.txt", "J30_441.txt"}, {"J30_111.txt", "J30_451.txt"}
MPLIB = ("MPLIB1_Set3_540.txt", "MPLIB1_Set3_900.txt")  # the published 1022 and 848


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    folder = shared / "data"
    if not (folder / "psplib").is_dir():
        pytest.skip("the scheduling instances (../shared/data/psplib) are not on this machine")
    return folder


@pytest.fixture(scope="module")
def small(data: Path) -> list[Instance]:
    every = [each for each in instances("j30", every=20, data=data) if each.name not in UNPROVED]
    return every + [each for each in instances("j30", data=data) if each.name in INSTEAD]


def test_what_is_read_is_what_is_written(data: Path) -> None:
    (first,) = instances("j30", limit=1, data=data)
    assert (first.name, first.best_known, len(first.problem.activities)) == ("J30_1.txt", 43, 32)
    assert [pool.capacity for pool in first.problem.pools] == [12, 13, 4, 12]
    assert list(first.problem.activities[1].needs) == [4, 0, 0, 0]
    assert [link for link in first.problem.follows if link[0] == 1] == [
        (1, 5, 0), (1, 10, 0), (1, 14, 0)
    ]  # fmt: skip
    (several,) = instances("mplib", limit=1, data=data)
    assert len(several.problem.activities) == 24 * 62
    assert [pool.capacity for pool in several.problem.pools] == [164, 1894, 1879, 1433]
    assert several.best_known == 374


@pytest.mark.slow
def test_small_instances_are_scheduled_as_well_as_is_known(small: list[Instance]) -> None:
    """The limit is for a crowded machine; on an idle one all take a few seconds together."""
    assert len(small) == J30
    for instance in small:
        schedule = solve_resources(instance.problem, seconds=90, clock=time.monotonic)
        assert schedule.status is Status.OPTIMAL
        assert list(broken_rules(instance.problem, schedule.starts)) == []
        assert makespan_of(instance.problem, schedule.starts) == schedule.cost
        assert schedule.bound == instance.best_known
        assert (instance.name, schedule.cost) == (instance.name, instance.best_known)


@pytest.mark.slow
def test_many_projects_are_scheduled_within_two_hundredths_of_what_is_known(data: Path) -> None:
    chosen = [each for each in instances("mplib", data=data) if each.name in MPLIB]
    assert len(chosen) == len(MPLIB)
    for instance in chosen:
        ticks = count()  # a clock that lets the same steps happen on every machine
        schedule = solve_resources(
            instance.problem, seconds=6, clock=lambda ticks=ticks: float(next(ticks)), workers=1
        )
        assert list(broken_rules(instance.problem, schedule.starts)) == []
        assert instance.best_known * 0.99 <= schedule.cost <= instance.best_known * 1.02
        assert schedule.status is Status.FEASIBLE
        assert schedule.bound <= schedule.cost
