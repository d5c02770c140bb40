"""Rivals stand still, go on as they do, or do their best."""

from __future__ import annotations

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.advice import (
    Goal,
    Rivals,
    advise,
    levers_of,
    rivals_at,
    standing_of,
    tried,
)
from sanbi.engine.scoring.data import Data

SERIES = {
    "A": (50, 51, 52, 53),
    "B": (60, 66, 63, 65),
    "C": (70, 68, 66, 64),
    "D": (54, 54, 54, 54),
}
PERIODS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
LEAF = {"id": "x", "points": 100, "input": "x", "rule": {"type": "proportional", "target": 80}}
SCHEME = Scheme.from_mapping(
    {"sanbi": 1, "id": "s", "title": "s", "tree": {"id": "total", "children": [LEAF]}}
)
ROWS = [
    {"unit": unit, "indicator": "x", "period": period, "value": value}
    for unit, row in SERIES.items()
    for period, value in zip(PERIODS, row, strict=True)
]
RESULT = score(SCHEME, Data.from_rows(observations=ROWS), "2026Q3")


def expected(mode: Rivals) -> dict[str, float]:
    levers, _ = levers_of(RESULT, "A")
    return {unit: value for (unit, _, _), value in rivals_at(RESULT, "A", levers, mode).items()}


def test_three_ways() -> None:
    assert expected(Rivals.STILL) == {}
    assert expected(Rivals.TREND) == {"B": 67, "C": 62, "D": 54}
    assert expected(Rivals.BEST) == {"B": 71, "C": 64, "D": 54}


def test_advice_against_rivals_that_move_costs_more() -> None:
    levers, _ = levers_of(RESULT, "A")
    wide = [type(lever)("x", lever.period, 53, 1, 30, 1) for lever in levers]
    efforts = []
    for mode in Rivals:
        rivals = rivals_at(RESULT, "A", wide, mode)
        advice = advise(RESULT, "A", Goal(rank=1), wide, rivals=rivals)
        assert advice.reached
        found = tried(RESULT, {**rivals, **advice.changes})
        assert standing_of(found, "A") == advice.then
        efforts.append(advice.effort)
    assert efforts == [12, 14, 18]
