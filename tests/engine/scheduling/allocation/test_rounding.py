"""A choice is completed with what still fits, and gives back what it overdrew."""

from __future__ import annotations

import numpy as np

from sanbi.engine.scheduling.allocation import AllocationProblem, Candidate, Milestone, Quota
from sanbi.engine.scheduling.allocation.columns import columns_of
from sanbi.engine.scheduling.allocation.pricing import Pricing
from sanbi.engine.scheduling.allocation.rounding import completed, rounded

NONE = np.zeros(0, np.int64)


def priced(land: float) -> Pricing:
    candidates = [
        Candidate(key, "east", value, [Milestone("start", 0, 0, uses={"land": 5.0})])
        for key, value in (("a", 3.0), ("b", 2.0), ("c", 1.0))
    ]
    problem = AllocationProblem(["2027-01"], candidates, [Quota("land", [land])])
    return Pricing(problem, columns_of(problem), NONE, lambda: 5.0)


def test_what_still_fits_is_added_the_best_first() -> None:
    assert sorted(completed(priced(10.0), np.array([2]), NONE).tolist()) == [0, 2]


def test_what_is_overdrawn_is_given_back() -> None:
    assert sorted(completed(priced(10.0), np.array([0, 1, 2]), NONE).tolist()) == [0, 1]


def test_the_linear_model_is_rounded() -> None:
    pricing = priced(12.0)
    assert sorted(rounded(pricing, NONE).tolist()) == [0, 1]
