"""A problem is looked at whole, when it is made and whenever it is asked for again."""

from __future__ import annotations

import pytest

from sanbi.engine.scheduling.allocation import AllocationProblem, Candidate, Milestone, Quota
from sanbi.engine.scheduling.allocation.checking import check
from sanbi.engine.scheduling.faults import SchedulingFaults

PLANT = Candidate("plant", "east", 3.0, [Milestone("start", 0, 1, uses={"land": 4.0})])
LAND = Quota("land", [10.0, 0.0])


def test_a_sound_problem_is_passed() -> None:
    check(AllocationProblem(["2027-01", "2027-02"], [PLANT], [LAND]))


def test_what_was_bent_after_it_was_made_is_found() -> None:
    problem = AllocationProblem(["2027-01", "2027-02"], [PLANT], [LAND])
    object.__setattr__(problem, "candidates", [PLANT, PLANT])
    object.__setattr__(problem, "quotas", [])
    with pytest.raises(SchedulingFaults) as refusal:
        check(problem)
    assert {fault.where for fault in refusal.value.faults} == {"project plant"}
    assert len(refusal.value.faults) == 2  # twice there, and a factor that is not
