"""The demo's schemes: sound, readable, and giving a sensible table for each round."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.site.demo.county import county, scheme_text
from sanbi.site.demo.model import Spot
from sanbi.site.demo.story import ROUNDS

FILES = {"2025Q4": "scheme-2025.yaml"}


def figures(scheme: Scheme, period: str) -> Iterator[dict[str, Any]]:
    """What a round freezes of the county, straight from the generator."""
    whole, year, quarter = county(), int(period[:4]), int(period[-1])
    frequency = {measure.code: measure.frequency for measure in whole.measures}
    goals = {(goal.indicator, goal.unit, goal.year): goal for goal in whole.goals}
    for code in scheme.used_indicators:
        base = code.removesuffix(".due")
        for place in whole.townships:
            for at in (year - 1, year):
                if code.endswith(".due"):
                    goal = goals.get((base, place.code, at))
                    if goal is None:
                        continue
                    value = (*goal.quarters, goal.value)[quarter - 1]
                else:
                    monthly = f"{at}-{3 * quarter:02d}"
                    own = monthly if frequency[base] == "month" else f"{at}Q{quarter}"
                    value = whole.figures[Spot(base, place.code, own)]
                yield {
                    "unit": place.code,
                    "indicator": code,
                    "period": f"{at}Q{quarter}",
                    "value": float(value),
                }


def scored(period: str) -> Result:
    whole = county()
    scheme = Scheme.from_text(scheme_text(FILES.get(period, "scheme.yaml")))
    entries = [entry for entry in whole.entries if entry.round == period]
    data = Data.from_rows(
        units=[{"unit": p.code, "name": p.name, "group": p.group} for p in whole.townships],
        observations=list(figures(scheme, period)),
        ratings=[
            {"unit": e.unit, "leaf": e.leaf, "assessor": e.kind, "rating": float(e.rating or 0)}
            for e in entries
            if e.sort == "rating"
        ],
        events=[
            {"unit": e.unit, "item": e.leaf, "kind": e.kind, "count": e.count}
            for e in entries
            if e.sort != "rating"
        ],
        period=period,
    )
    return score(scheme, data, period=period)


@pytest.mark.parametrize("name", ["scheme.yaml", "scheme-2025.yaml"])
def test_a_hundred_points_in_four_dimensions(name: str) -> None:
    scheme = Scheme.from_text(scheme_text(name))
    parts = [(node.name, int(node.points or 0)) for node in scheme.tree.children]
    assert parts == [("经济指标", 45), ("重点项目", 30), ("重点任务", 15), ("现场测评", 10)]


@pytest.mark.parametrize("period", ROUNDS)
def test_each_round_gives_a_sensible_table(period: str) -> None:
    result = scored(period)
    totals = [float(row[3]) for row in result.ranking_rows]
    assert len(totals) == 16
    assert 75 < min(totals) < 90
    assert 90 < max(totals) < 100
    lost = {row[2] for row in result.working_rows if row[11] and float(row[11]) > 0}
    assert len(lost) >= 12  # nearly every leaf tells units apart


def test_ranks_change_from_round_to_round() -> None:
    ranks = [{row[1]: row[4] for row in scored(period).ranking_rows} for period in ROUNDS]
    moved = [
        sum(before[unit] != after[unit] for unit in before)
        for before, after in itertools.pairwise(ranks)
    ]
    assert all(4 <= count <= 14 for count in moved), moved


def test_a_veto_gives_the_lowest_grade() -> None:
    grades = {row[1]: row[2:] for row in scored("2026Q1").grade_rows}
    assert grades["tongpo"] == ["一般", "否决:lowest_grade"]
