"""How a search ends, and the gap that it leaves."""

from __future__ import annotations

import time

import pytest

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    End,
    Milestone,
    Quota,
    allocate,
)
from sanbi.engine.scheduling.allocation.solving import ended


@pytest.mark.parametrize(
    ("points", "bound", "end"),
    [(100.0, 100.0, End.PROVED), (99.6, 100.0, End.GAP), (90.0, 100.0, End.TIME)],
)
def test_how_it_ended(points: float, bound: float, end: End) -> None:
    assert ended(points, bound, 0.005) is end


def test_two_of_three_fit() -> None:
    candidates = [
        Candidate(key, "east", value, [Milestone("start", 0, 0, uses={"land": land})])
        for key, value, land in (("a", 6.0, 6.0), ("b", 5.0, 5.0), ("c", 4.0, 5.0))
    ]
    problem = AllocationProblem(["2027-01"], candidates, [Quota("land", [11.0])], earliness=0.0)
    plan = allocate(problem, clock=time.monotonic)
    assert [item.key for item in plan.admitted] == ["a", "b"]
    assert (plan.points, plan.end) == (pytest.approx(11.0), End.PROVED)
    assert plan.gap == pytest.approx(0.0, abs=1e-9)
    [out] = plan.left_out
    assert (out.key, out.binds, dict(out.wants)) == ("c", "land", {"land": pytest.approx(5.0)})
