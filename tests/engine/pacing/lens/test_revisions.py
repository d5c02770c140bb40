"""Revisions before freezing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from sanbi.engine.pacing.lens import Revision, late_revisions

FROZEN = date(2026, 10, 12)


def made(better: int, worse: int, day: int = 10) -> list[Revision]:
    on = date(2026, 10, day)
    return [Revision(on, FROZEN, 1.0)] * better + [Revision(on, FROZEN, -1.0)] * worse


@pytest.mark.parametrize(("better", "worse"), [(7, 0), (8, 0), (12, 1)])
def test_all_one_way_is_a_lead(better: int, worse: int) -> None:
    (lead,) = late_revisions(made(better, worse))
    assert lead.text("zh").startswith(f"冻结前 5 天内的 {better + worse} 次修订中，有 {better} 次")


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (6, 0), (0, 9), (8, 4)])
def test_both_ways_few_or_against_the_unit_are_none(better: int, worse: int) -> None:
    assert late_revisions(made(better, worse)) == []


def test_early_and_later_ones_do_not_count() -> None:
    assert late_revisions(made(9, 0, day=3)) == []
    assert late_revisions(made(9, 0, day=13)) == []


def test_the_example_of_the_page(repo: Path) -> None:
    text = (repo / "docs/algorithms/integrity-lens.md").read_text("utf-8")
    told = yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])
    assert told["frozen"] == FROZEN
    (lead,) = late_revisions(made(told["better"], told["worse"]))
    assert lead.strength == pytest.approx(told["strength"], abs=5e-4)
