"""The example of the page, worked by hand, comes out of the engine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem, solve_resources
from sanbi.engine.scheduling.resources.serial import generator
from sanbi.engine.scheduling.resources.windows import heads, makespan_bound, tails
from tests.engine.scheduling.resources.checker import broken_rules, makespan_of


@pytest.fixture
def example(repo: Path) -> Any:
    page = (repo / "docs/algorithms/shared-resources.md").read_text(encoding="utf-8")
    (block,) = page.split("```yaml\n# worked example: shared resources")[1:]
    return yaml.safe_load(block.partition("```")[0])


@pytest.fixture
def problem(example: Any) -> ResourceProblem:
    pools = [Pool(key, units) for key, units in example["pools"].items()]
    activities = [Activity(**row) for row in example["activities"]]
    return ResourceProblem(activities, pools, [tuple(row) for row in example["follows"]])


def test_bounds_are_those_worked_by_hand(example: Any, problem: ResourceProblem) -> None:
    assert (heads(problem) + tails(problem)).max() == example["chain"]
    assert makespan_bound(problem) == example["bound"]


def test_orders_give_the_days_worked_by_hand(example: Any, problem: ResourceProblem) -> None:
    assert len(example["orders"]) == 3
    for row in example["orders"]:
        starts = generator(problem, 20).starts(np.array([row["order"]]))[0].tolist()
        assert starts == row["starts"]
        assert makespan_of(problem, starts) == row["makespan"]
        assert list(broken_rules(problem, starts)) == []


def test_the_best_is_proved(example: Any, problem: ResourceProblem) -> None:
    found = solve_resources(problem, seconds=60, clock=time.monotonic)
    assert found.cost == found.bound == example["bound"]
