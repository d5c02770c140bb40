"""What a point of a part is worth: moving its score by one moves the total by that."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.part_worth import worth_in_total

LEAVES = [
    {"id": "a", "points": 40, "weight": 3, "input": "a", "rule": "direct"},
    {"id": "b", "points": 20, "weight": 1, "input": "b", "rule": "direct"},
]


def scheme(aggregate: str, **more: Any) -> Scheme:
    tree = {"id": "total", "aggregate": aggregate, "children": LEAVES, **more}
    if aggregate != "sum":
        tree["weights"] = "relative"
    return Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree})


def total(by: Scheme, a: float, b: float) -> float:
    rows = [
        {"unit": "U", "indicator": name, "period": "2026Q3", "value": value}
        for name, value in (("a", a), ("b", b))
    ]
    return float(score(by, Data.from_rows(observations=rows), "2026Q3").ranking["score"][0])


@pytest.mark.parametrize("aggregate", ["sum", "weighted", "fold"])
def test_a_point_more_is_worth_what_is_told(aggregate: str) -> None:
    by = scheme(aggregate)
    worth = worth_in_total(by)
    for name, after in (("a", total(by, 11, 10)), ("b", total(by, 10, 11))):
        assert float(worth[name] or 0) == pytest.approx(after - total(by, 10, 10))


def test_a_curved_mean_has_no_worth() -> None:
    assert worth_in_total(scheme("geometric"))["a"] is None


def test_bonus_and_deduction_count_whole() -> None:
    item = {"id": "extra", "rule": {"type": "events", "each": {"award": 1}}}
    plain = {
        "sanbi": 1,
        "id": "s",
        "title": "s",
        "tree": {"id": "total", "children": LEAVES},
        "adjustments": [{"id": "minus", "sign": "deduct", "items": [item]}],
    }
    worth = worth_in_total(Scheme.from_mapping(plain))
    assert worth["extra"] == Fraction(-1)
    assert worth["minus"] == Fraction(1)
