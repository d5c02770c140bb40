"""The example worked by hand in docs/algorithms/allocation.md comes out as it stands there."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    End,
    Milestone,
    Quota,
    allocate,
)
from sanbi.engine.scheduling.allocation.columns import columns_of
from sanbi.engine.scheduling.allocation.pricing import Pricing
from tests.engine.integrity.worked_examples import worked_example
from tests.engine.scheduling.allocation.checker import every_plan, plan_of, worth


def test_the_worked_example() -> None:
    page = yaml.safe_load(worked_example("allocation.md", "allocation"))
    projects = [
        Candidate(key, "east", float(points), [Milestone("land", first, last, uses={"land": mu})])
        for key, (points, mu, first, last) in page["projects"].items()
    ]
    problem = AllocationProblem(
        page["months"],
        projects,
        [Quota("land", page["land"])],
        exclusions=[page["exclusion"]],
        earliness=0.0,
    )
    found = allocate(problem, seconds=20, gap=0.0, clock=time.monotonic)
    said = page["expected"]
    assert found.points == pytest.approx(said["points"])
    assert found.bound == pytest.approx(said["points"])
    assert found.end is End.PROVED
    best = [plan for plan in every_plan(problem) if worth(problem, plan) > said["points"] - 1e-6]
    assert plan_of(found) in best
    spans = [range(first, last + 1) for first, last in said["months"].values()]
    stand = [dict(zip(said["months"], [(m,) for m in months], strict=True))
             for months in product(*spans)]  # fmt: skip
    assert sorted(best, key=str) == sorted(stand, key=str)
    assert {
        out.key: {
            "binds": out.binds,
            "by_month": [list(need) for needs in out.by_month.values() for need in needs],
        }
        for out in found.left_out
    } == said["left_out"]
    assert found.factors[0].price == pytest.approx(said["price"])
    assert found.compared == pytest.approx(said["compared"])
    columns = columns_of(problem)
    linear = Pricing(problem, columns, columns.first[:-1], lambda: 20.0).bound
    assert linear == pytest.approx(said["linear"])


def test_the_page_names_its_decision(repo: Path) -> None:
    text = (repo / "docs/algorithms/allocation.md").read_text(encoding="utf-8")
    assert "(../decisions/0008-column-generation.md)" in text
    assert (repo / "docs/decisions/0008-column-generation.md").is_file()
