from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.marks.ratings import mean_ratings
from tests.engine.scoring.properties.cases import PERIOD, frame

F = Fraction
TEN = F(10)


def row(unit: str, rating: float | None, assessor: str = "甲", **more: Any) -> Any:
    """One row of the ratings table."""
    return {
        "unit": unit,
        "leaf": "r",
        "period": PERIOD,
        "assessor": assessor,
        "rating": rating,
        **more,
    }


def rated(*rows: Any, shares: Any = None, out_of: Fraction | None = TEN) -> dict[str, Fraction]:
    """Mean ratings by unit."""
    return mean_ratings(frame("ratings", rows), "r", PERIOD, shares, out_of)


def test_the_mean_of_all_who_rated() -> None:
    assert rated(row("A", 8.0), row("A", 9.0, "乙"), row("B", 0.1)) == {
        "A": F(17, 2),
        "B": F(1, 10),
    }


def test_shares_are_of_those_who_rated() -> None:
    shares = {"甲": F(3), "乙": F(1)}
    assert rated(row("A", 8.0), row("A", 4.0, "乙"), shares=shares) == {"A": 7}
    assert rated(row("A", 8.0), row("A", 6.0), row("A", 4.0, "乙"), shares=shares) == {
        "A": F(25, 4)
    }
    assert rated(row("A", 4.0, "乙"), shares=shares) == {"A": 4}


def test_an_empty_rating_is_none() -> None:
    assert rated(row("A", None)) == {}


def test_other_leaves_and_periods_do_not_count() -> None:
    assert rated(row("A", 8.0), row("A", 1.0, leaf="s"), row("A", 1.0, period="2025")) == {"A": 8}


def test_every_mark_that_cannot_be_is_told() -> None:
    with pytest.raises(DataFaults) as refusal:
        rated(row("A", 11.0), row("B", -1.0), row("B", 5.0, "丙"), shares={"甲": F(1)})
    assert [fault.code for fault in refusal.value.faults] == ["rating", "rating", "assessor"]
    assert rated(row("A", 1000.0), out_of=None) == {"A": 1000}
    with pytest.raises(DataFaults):
        rated(row("A", -0.5), out_of=None)
