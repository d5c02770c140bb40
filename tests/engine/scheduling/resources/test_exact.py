"""Constraint programming proves what the search found, and finds what it missed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.exact import has_solver, prove
from sanbi.engine.scheduling.resources.search import Found
from tests.engine.scheduling.resources.checker import (
    PERMITS,
    best_cost,
    broken_rules,
    lateness_of,
    tiny_problems,
)

WORST = np.array([0, 3, 5, 9])


def test_the_solver_is_there() -> None:
    assert has_solver()


def test_a_poor_seed_is_bettered_and_the_result_proved() -> None:
    proof = prove(PERMITS, Found(WORST, 10.0), 5, seconds=5)
    assert proof.settled
    assert proof.found is not None
    assert proof.found.cost == proof.bound == 6
    assert list(broken_rules(PERMITS, proof.found.starts.tolist())) == []


def test_the_best_seed_is_proved() -> None:
    proof = prove(PERMITS, Found(np.array([2, 0, 0, 5]), 6.0), 5, seconds=5)
    assert (proof.found, proof.bound, proof.settled) == (None, 6.0, True)


@settings(max_examples=40)
@given(problem=tiny_problems("tardiness"))
def test_tardiness_is_proved(problem: ResourceProblem) -> None:
    seed = Found(np.arange(len(problem.activities)) * 40 + 40, 1e4)
    proof = prove(problem, seed, 0.0, seconds=5)
    assert proof.found is not None
    assert proof.settled
    assert proof.found.cost == pytest.approx(best_cost(problem))
    assert lateness_of(problem, proof.found.starts.tolist()) == pytest.approx(proof.found.cost)


def test_missing_units_are_kept_free() -> None:
    problem = ResourceProblem(
        [Activity("a", 2, [1]), Activity("b", 2, [1])], [Pool("crew", 1, [(2, 3, 1)])], []
    )
    proof = prove(problem, Found(np.array([5, 7]), 9.0), 4, seconds=5)
    assert proof.found is not None
    assert proof.found.cost == 7
    assert list(broken_rules(problem, proof.found.starts.tolist())) == []
