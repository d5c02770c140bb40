"""Each transform by its definition; a hand-worked example stands on its page."""

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.inputs import transforms
from sanbi.engine.scoring.inputs.transforms import TRANSFORMS
from sanbi.engine.scoring.scheme.words import TRANSFORMS as WORDS
from tests.engine.scoring.properties.cases import (
    CODES,
    data_of,
    figures,
    leaf,
    listed,
    near,
    run,
    scheme_of,
    unrounded,
)

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
NOW = {"x": [6.0, 3.0, 0.0, None, 5.0], "y": [2.0, 0.0, 4.0, 1.0, None]}
AIMS = {"x": [4.0, 0.0, 2.0, 1.0, None]}
YEAR_AGO = {"x": [4.0, 0.0, -2.0, 1.0, None]}
BEFORE = {"x": [5.0, 3.0, None, 2.0, 1.0]}
ROWS = [
    *figures(NOW, AIMS),
    *figures(YEAR_AGO, period="2025Q3"),
    *figures(BEFORE, period="2026Q2"),
]
UNITS = [
    {"unit": code, "people": people}
    for code, people in zip(CODES, (2.0, 0.0, 3.0, 1.0, None), strict=False)
]


def drawn(item: dict[str, Any], precision: int | None, **more: Any) -> list[Any]:
    """The input of one leaf over five units."""
    child = leaf("a", input={"indicator": "x", **item}, missing="redistribute")
    result = run(data_of(UNITS, ROWS), child, precision=precision, **more)
    return listed(result.outcomes[0].scores.leaves["a", result.period].x)


CASES: list[tuple[dict[str, Any], list[Any]]] = [
    ({}, [6, 3, 0, None, 5]),
    ({"transform": "target"}, [4, 0, 2, 1, None]),
    ({"transform": "growth"}, [50, None, 100, None, None]),  # −2 → 0 is a rise of 100 %
    ({"transform": "growth", "against": "previous"}, [20, 0, None, None, 400]),
    ({"transform": "increment"}, [2, 3, 2, None, None]),
    ({"transform": "change", "against": "previous"}, [F(6, 5), 1, None, None, 5]),
    ({"transform": "share"}, [F(600, 14), F(300, 14), 0, None, F(500, 14)]),
    ({"transform": "per", "per": "y", "scale": 100}, [300, None, 0, None, None]),
    ({"transform": "per", "per": "people"}, [3, None, 0, None, None]),
    ({"transform": "completion"}, [150, None, 0, None, None]),
    ({"transform": "pace"}, [75, None, -75, None, None]),
    ({"transform": "pace", "basis": "ratio"}, [200, None, 0, None, None]),
    ({"transform": "rank"}, [1, 3, 4, None, 2]),
    ({"transform": "rank", "better": "low"}, [4, 2, 1, None, 3]),
    ({"transform": "rank_change"}, [0, -1, None, None, 2]),
    ({"transform": "streak", "op": ">=", "than": 3}, [2, 2, 0, None, 1]),
    ({"transform": "streak", "op": "==", "than": 3}, [0, 2, 0, None, 0]),
    ({"transform": "streak", "op": "<", "than": 100}, [2, 2, 1, None, 2]),
    ({"transform": "streak", "op": ">", "than": 5}, [1, 0, 0, None, 0]),
    ({"transform": "streak", "op": "<=", "than": 5}, [0, 2, 1, None, 2]),
    ({"transform": "streak", "op": "!=", "than": 0}, [2, 2, 0, None, 2]),
    ({"at": "year_ago"}, [4, 0, -2, 1, None]),
    (
        {"at": "previous", "transform": "share"},
        [F(500, 11), F(300, 11), None, F(200, 11), F(100, 11)],
    ),
    ({"coefficient": "people"}, [12, 0, 0, None, None]),
]


@ARITHMETICS
@pytest.mark.parametrize(("item", "found"), CASES)
def test_what_a_transform_gives(
    item: dict[str, Any], found: list[Any], precision: int | None
) -> None:
    assert near(drawn(item, precision), found)


def test_every_transform_that_a_scheme_may_name() -> None:
    assert set(TRANSFORMS) == set(WORDS)
    assert {item.get("transform", "value") for item, _ in CASES} == set(WORDS)


@ARITHMETICS
@pytest.mark.parametrize("transform", ["growth", "increment", "change", "rank_change"])
def test_a_label_has_no_earlier_period(transform: str, precision: int | None) -> None:
    data = data_of(["U0"], figures({"x": [1.0]}, period="wave"))
    child = leaf("a", input={"indicator": "x", "transform": transform}, missing="redistribute")
    result = run(data, child, precision=precision, period="wave")
    assert listed(result.outcomes[0].scores.leaves["a", "wave"].x) == [None]


def test_a_streak_ends_where_labels_have_no_order() -> None:
    data = data_of(["U0"], figures({"x": [1.0]}, period="wave"))
    child = leaf("a", input={"indicator": "x", "transform": "streak", "op": ">", "than": 0})
    result = run(data, child, period="wave")
    assert listed(result.outcomes[0].scores.leaves["a", "wave"].x) == [1]


def test_the_direction_of_a_rank_is_the_indicators() -> None:
    child = leaf("a", input={"indicator": "x", "transform": "rank"}, missing="redistribute")
    result = run(data_of(UNITS, ROWS), child, indicators={"x": {"better": "low"}})
    assert unrounded(result, "a") == [4, 2, 1, None, 3]


def test_shares_and_ranks_are_of_those_who_take_part() -> None:
    units = [{"unit": code, "participates": code != "U0"} for code in CODES[:5]]
    found: dict[str, Result] = {
        name: score(
            scheme_of(
                leaf("a", input={"indicator": "x", "transform": name}, missing="redistribute")
            ),
            data_of(units, ROWS),
        )
        for name in ("share", "rank")
    }
    assert unrounded(found["share"], "a") == [75, F(75, 2), 0, None, F(125, 2)]
    assert unrounded(found["rank"], "a") == [1, 2, 3, None, 1]


def test_a_label_has_no_pace() -> None:
    data = data_of(["U0"], figures({"x": [1.0]}, {"x": [2.0]}, period="wave"))
    scheme = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "t",
            "title": "t",
            "period": "wave",
            "tree": leaf("a", input={"indicator": "x", "transform": "pace"}),
        }
    )
    with pytest.raises(ValueError, match="wave") as refusal:
        score(scheme, data)
    assert [(f.where, f.code) for f in getattr(refusal.value, "faults", [])] == [
        ("period", "period")
    ]


def test_a_streak_looks_back_so_far_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transforms, "LONGEST_STREAK", 1)
    item = {"transform": "streak", "op": ">=", "than": 3}
    assert drawn(item, 2) == [1, 1, 0, None, 1]
