"""The comparison with all plans is worth something: bugs planted in the allocation are noticed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    allocate,
    columns,
    master,
    patterns,
)
from sanbi.engine.scheduling.allocation.room import Supply
from sanbi.engine.scheduling.faults import SchedulingFaults
from tests.engine.scheduling.allocation.checker import best_worth, broken, plan_of, worth
from tests.engine.scheduling.allocation.small_counties import counties

pytestmark = pytest.mark.slow


def compare(problem: AllocationProblem) -> None:
    """Fail where the allocation is not the best of all plans."""
    best = best_worth(problem)
    try:
        found = allocate(problem, seconds=5, gap=0.0, clock=time.monotonic)
    except SchedulingFaults:
        assert best is None
        return
    assert best is not None
    assert broken(problem, plan_of(found)) == []
    assert found.points == pytest.approx(best, abs=1e-5)
    assert worth(problem, plan_of(found)) == pytest.approx(best, abs=1e-5)
    assert found.bound == pytest.approx(best, abs=1e-5)


def noticed() -> bool:
    """Whether some problem of many shows a difference."""

    @settings(max_examples=200, phases=[Phase.generate], database=None)
    @given(counties())
    def run(problem: AllocationProblem) -> None:
        compare(problem)

    try:
        run()
    except Exception:  # noqa: BLE001 - whatever shows the bug
        return True
    return False


def without_earlier_work(cells: Any) -> Any:
    def planted(self: Any, candidate: Any, months: Any) -> Any:
        at_once = [
            replace(m, staff=[(key, 0, amount) for key, _, amount in m.staff])
            for m in candidate.milestones
        ]
        return cells(self, replace(candidate, milestones=at_once), months)

    return planted


def first_of_two(summed: Any) -> Any:
    def planted(cells: Any, count: int, rows: int) -> Any:
        column, row, amount = (np.concatenate([cell[part] for cell in cells]) for part in range(3))
        _, first = np.unique(column * rows + row, return_index=True)
        return summed([(column[first], row[first], amount[first])], count, rows)

    return planted


def endless_townships(row_bounds: Any) -> Any:
    def planted(self: Any) -> Any:
        lower, upper = row_bounds(self)
        upper[self.rows.townships_at : self.rows.exclusions_at] = [1e9] * len(self.rows.townships)
        return lower, upper

    return planted


BUGS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "nothing expires": (master, "released", lambda _: lambda *_: 1e6),
    "all expires": (master, "released", lambda _: lambda *_: 0.0),
    "no prerequisites": (columns._Tying, "_prerequisites", lambda _: lambda *_: []),
    "changes cost nothing": (columns, "credit_of", lambda _: lambda *_: 0.0),
    "frozen months move": (
        patterns,
        "_agrees",
        lambda _: lambda rows, *_: np.full(len(rows), True),
    ),
    "nothing is forced": (
        AllocationProblem,
        "forced",
        lambda _: lambda self: [False] * len(self.candidates),
    ),
    "work is done at once": (columns._Tying, "cells", without_earlier_work),
    "a township takes all": (master.Master, "_row_bounds", endless_townships),
    "two in one month are one": (columns, "_summed", first_of_two),
    "use ahead of all": (
        Supply,
        "topped_up",
        lambda _: lambda _self, uses: np.zeros(uses.shape),
    ),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, planted = BUGS[bug]
    monkeypatch.setattr(where, name, planted(getattr(where, name)))
    assert noticed()


def test_nothing_is_noticed_without_a_bug() -> None:
    assert not noticed()
