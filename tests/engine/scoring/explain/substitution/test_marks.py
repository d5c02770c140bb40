"""Working of events, ratings and ballots: what was counted is put in."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.substitution.marks import LONGEST, ratings_given
from tests.engine.scoring.explain.small import PERIOD, leaf, lines, run
from tests.engine.scoring.explain.substitution.test_lines import untrue

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in "ABC"]


def events(*rows: tuple[Any, ...]) -> dict[str, Any]:
    keys = ("unit", "kind", "count", "amount")
    return {
        "events": [
            {"item": "l", "period": PERIOD, **dict(zip(keys, row, strict=False))} for row in rows
        ]
    }


def ratings(*rows: tuple[str, str, float]) -> dict[str, Any]:
    return {
        "ratings": [
            {"unit": unit, "leaf": "l", "period": PERIOD, "assessor": who, "rating": mark}
            for unit, who, mark in rows
        ]
    }


def ballots(*rows: tuple[str, str, str, str]) -> dict[str, Any]:
    return {
        "ballots": [
            {
                "electorate": "hall",
                "period": PERIOD,
                "ballot": number,
                "class": kind,
                "unit": unit,
                "mark": mark,
            }
            for number, kind, unit, mark in rows
        ]
    }


@pytest.mark.parametrize("precision", [2, None])
def test_events_count_times_each(precision: int | None) -> None:
    rule = {
        "type": "events",
        "each": {"award": "2", "fine": "-1.5", "other": "2"},
        "exclude": ["talk"],
        "min_amount": "1",
        "base": "3",
        "cap": "8",
        "floor": "0",
    }
    tables = events(
        ("A", "award", 2, 5),
        ("A", "fine", 1, 5),
        ("A", "other", 1, 5),
        ("A", "talk", 9, 5),
        ("B", "fine", 4, 5),
        ("B", "award", 7, 0.5),
    )
    result = run(leaf(rule), units=UNITS, observations=[], tables=tables, precision=precision)
    assert lines(result) == {
        "A": "3 + 3 × 2 − 1 × 1.5 = 7.5",
        "B": "max(3 − 4 × 1.5, 0) = max(−3, 0) = 0",
        "C": "3 + 0 = 3",
    }
    assert list(untrue(result)) == []


def test_events_without_base_begin_with_the_first_product() -> None:
    tables = events(("A", "x", 2), ("B", "x", 1), ("B", "y", 3))
    result = run(
        leaf({"type": "events", "each": {"x": "-2", "y": "0.5"}}),
        units=UNITS,
        observations=[],
        tables=tables,
    )
    assert lines(result) == {"A": "0 − 2 × 2 = −4", "B": "0 − 1 × 2 + 3 × 0.5 = −0.5", "C": "0"}
    plain = run(
        leaf({"type": "events", "each": "3", "cap": "5"}),
        units=UNITS,
        observations=[],
        tables=tables,
    )
    assert lines(plain)["A"] == "min(2 × 3, 5) = min(6, 5) = 5"
    assert list(untrue(plain)) == []


@pytest.mark.parametrize("precision", [2, None])
def test_ratings_plain_mean(precision: int | None) -> None:
    tables = ratings(("A", "甲", 8), ("A", "乙", 9), ("A", "丙", 9), ("B", "甲", 7.5))
    result = run(
        leaf({"type": "rating", "out_of": "10"}, points="20", missing="zero"),
        units=UNITS,
        observations=[],
        tables=tables,
        precision=precision,
    )
    held = lines(result)
    # the order of equal rows is the data's, so that only the sum is held to
    assert held["A"].endswith(") ÷ 3 ÷ 10 ≈ 17.333333")
    assert held["B"] == "20 × 7.5 ÷ 10 = 15"
    assert held["C"] == "0"
    assert list(untrue(result)) == []


def test_ratings_with_shares() -> None:
    rule = {"type": "rating", "out_of": "100", "assessors": {"甲": "0.6", "乙": "0.2", "丙": "0.2"}}
    tables = ratings(
        ("A", "甲", 90), ("A", "乙", 80), ("A", "丙", 70), ("B", "甲", 90), ("B", "乙", 80),
        ("C", "乙", 60), ("C", "乙", 70),
    )  # fmt: skip
    result = run(leaf(rule), units=UNITS, observations=[], tables=tables)
    held = lines(result)
    products = held["A"].removeprefix("10 × (").removesuffix(") ÷ 100 = 8.4").split(" + ")
    assert sorted(products) == ["0.2 × 70", "0.2 × 80", "0.6 × 90"]
    assert held["B"] in {
        "10 × (0.6 × 90 + 0.2 × 80) ÷ 0.8 ÷ 100 = 8.75",
        "10 × (0.2 × 80 + 0.6 × 90) ÷ 0.8 ÷ 100 = 8.75",
    }
    assert held["C"] == "10 × 65 ÷ 100 = 6.5"
    assert list(untrue(result)) == []


def test_many_ratings_are_put_together() -> None:
    tables = ratings(*[("A", f"评委{place}", 5 + place % 5) for place in range(14)])
    result = run(
        leaf({"type": "rating"}, missing="zero"), units=UNITS, observations=[], tables=tables
    )
    assert lines(result)["A"] == "10 × ≈6.857143 ÷ 10 ≈ 6.857143"
    assert list(untrue(result)) == []


@pytest.mark.parametrize("precision", [2, None])
def test_ballots_by_class(precision: int | None) -> None:
    tables = ballots(
        ("1", "领导", "A", "90"),
        ("1", "领导", "B", "80"),
        ("2", "代表", "A", "70"),
        ("3", "代表", "A", "75"),
        ("3", "代表", "C", "60"),
    )
    result = run(
        leaf({"type": "ballot", "electorate": "hall"}),
        units=UNITS,
        observations=[],
        tables=tables,
        precision=precision,
        electorates={"hall": {"kind": "score", "classes": {"领导": "60", "代表": "40"}}},
    )
    assert lines(result) == {
        "A": "10 × (60 × 90 + 40 × 72.5) ÷ 100 ÷ 100 = 8.3",
        "B": "10 × 80 ÷ 100 = 8",
        "C": "10 × 60 ÷ 100 = 6",
    }
    assert list(untrue(result)) == []


def test_ballots_without_classes() -> None:
    tables = ballots(
        ("1", "", "A", "1"), ("1", "", "B", "2"), ("2", "", "A", "2"), ("2", "", "B", "1")
    )
    result = run(
        leaf({"type": "ballot", "electorate": "hall"}, missing="zero"),
        units=UNITS,
        observations=[],
        tables=tables,
        electorates={"hall": {"kind": "rank", "step": "3"}},
    )
    assert lines(result)["A"] == "10 × 98.5 ÷ 100 = 9.85"
    assert list(untrue(result)) == []


@pytest.mark.parametrize(("count", "together"), [(LONGEST, False), (LONGEST + 1, True)])
def test_how_many_ratings_are_written_out(count: int, together: bool) -> None:
    tables = ratings(*[("A", f"评委{place}", 6) for place in range(count)])
    result = run(
        leaf({"type": "rating"}, missing="zero"), units=UNITS, observations=[], tables=tables
    )
    assert ("+" not in lines(result)["A"]) == together


def test_ratings_of_another_leaf_or_period_and_empty_ones_do_not_count() -> None:
    rows = ratings(("A", "甲", 8))["ratings"]
    more = [
        {**rows[0], "leaf": "m", "rating": 3},
        {**rows[0], "period": "2026Q2", "rating": 4},
        {**rows[0], "assessor": "乙", "rating": None},
    ]
    result = run(
        leaf("rating", missing="zero"),
        leaf("rating", id="m", missing="zero"),
        units=UNITS,
        observations=[],
        tables={"ratings": [*rows, *more]},
    )
    given = ratings_given(result.run, result.scheme.leaves["l"], PERIOD)
    assert {unit: [row["rating"] for row in held] for unit, held in given.items()} == {"A": [8.0]}
    assert lines(result)["A"] == "10 × 8 ÷ 10 = 8"


def test_marks_with_a_factor() -> None:
    tables = {
        **events(("A", "x", 2), ("B", "x", 3)),
        "ratings": [{**row, "leaf": "r"} for row in ratings(("A", "甲", 8))["ratings"]],
        **ballots(("1", "", "A", "90")),
    }
    units = [{**unit, "k": 2} for unit in UNITS]
    more = {"times": "k + 1", "missing": "zero"}
    result = run(
        leaf({"type": "events", "each": "3"}, **more),
        leaf({"type": "events", "each": "3", "base": "1"}, id="base", **more),
        leaf("rating", id="r", **more),
        leaf({"type": "ballot", "electorate": "hall"}, id="b", **more),
        units=units,
        observations=[],
        tables=tables,
        electorates={"hall": {"kind": "score"}},
    )
    assert list(untrue(result)) == []
    assert lines(result)["A"] == "2 × 3 × (2 + 1) = 6 × 3 = 18"
    assert lines(result)["C"] == "0 × (2 + 1) = 0 × 3 = 0"
    assert lines(result, "base")["C"] == "(1 + 0) × (2 + 1) = 1 × 3 = 3"
    assert lines(result, "r")["A"] == "10 × 8 ÷ 10 × (2 + 1) = 8 × 3 = 24"
    assert lines(result, "b")["A"] == "10 × 90 ÷ 100 × (2 + 1) = 9 × 3 = 27"
