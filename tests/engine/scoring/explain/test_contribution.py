"""What a point of a part is worth in the total."""

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.explain import explain_unit
from sanbi.engine.scoring.explain.contribution import times, worth_of_children, worth_of_periods
from sanbi.engine.scoring.explain.standing import Standing
from sanbi.engine.scoring.scheme.model import Node
from tests.engine.scoring.explain.small import VALUES, leaf, observed, run

UNITS = [{"unit": unit} for unit in VALUES]
ABSENT: dict[str, float | None] = {**VALUES, "C": None}


def worth(result: Result, row: int = 0) -> dict[str, Any]:
    standing = Standing(result.run, result.outcomes[0], row)
    return worth_of_children(standing, result.scheme.tree, result.period)


def two(**node: Any) -> dict[str, Any]:
    first = leaf("direct", id="a", points="10", weight="60", missing="redistribute")
    second = leaf("direct", id="b", points="20", weight="40")
    second["input"] = "g"
    return {"id": "total", "children": [first, second], **node}


def of(precision: int | None = 2, row: int = 0, **node: Any) -> dict[str, Any]:
    rows = [*observed(ABSENT), *observed(VALUES, {}, "g")]
    tree = two(**node)
    if node.get("aggregate", "sum") == "sum":
        for child in tree["children"]:
            del child["weight"]
    return worth(run(tree=tree, observations=rows, units=UNITS, precision=precision), row)


def test_sum() -> None:
    assert of() == {"a": 1, "b": 1}
    # the present sum is scaled from 20 points to 30
    assert of(row=2) == {"a": None, "b": Fraction(3, 2)}
    assert of(None, 2) == {"a": None, "b": 1.5}


def test_weighted() -> None:
    assert of(aggregate="weighted") == {"a": Fraction(3, 5), "b": Fraction(2, 5)}
    assert of(aggregate="weighted", row=2) == {"a": None, "b": 1}


def test_fold() -> None:
    assert of(aggregate="fold", points="50") == {"a": 3, "b": 1}
    assert of(aggregate="fold") == {"a": 6, "b": 2}


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic", "power", "copeland"])
def test_others_have_no_such_number(aggregate: str) -> None:
    tree = two(aggregate=aggregate, **({"power": "2"} if aggregate == "power" else {}))
    positive = {unit: 1 + abs(value) for unit, value in VALUES.items()}
    rows = [*observed(positive), *observed(positive, {}, "g")]
    result = run(tree=tree, observations=rows, units=UNITS)
    assert worth(result) == {"a": None, "b": None}
    parts = explain_unit(result, "C").parts
    assert [part.lost_in_total for part in parts if part.kind == "leaf"] == [None, None]


def test_times() -> None:
    assert times(None, 2) is None
    assert times(2, None) is None
    assert times(Fraction(1, 2), Fraction(1, 3)) == Fraction(1, 6)
    assert times(Fraction(1, 2), 0.5) == 0.25


def node(weights: tuple[Fraction, ...] | None, aggregate: str) -> Node:
    tree = {
        "id": "total",
        "over": {
            "periods": ["2026-08", "2026-09"],
            "aggregate": aggregate,
            **({} if weights is None else {"weights": [str(weight) for weight in weights]}),
        },
        "children": [leaf("direct", missing="zero")],
    }
    return run(tree=tree, units=UNITS).scheme.tree


@pytest.mark.parametrize(
    ("weights", "aggregate", "expected"),
    [
        (None, "weighted", (Fraction(1, 2), Fraction(1, 2))),
        ((Fraction(1), Fraction(3)), "weighted", (Fraction(1, 4), Fraction(3, 4))),
        (None, "sum", (1, 1)),
        ((Fraction(1), Fraction(3)), "sum", (1, 3)),
    ],
)
def test_periods(
    weights: tuple[Fraction, ...] | None, aggregate: str, expected: tuple[Any, ...]
) -> None:
    labels = ("2026-08", "2026-09")
    if weights is not None and aggregate == "weighted":
        weights = tuple(weight * 25 for weight in weights)
    found = worth_of_periods(node(weights, aggregate), labels)
    assert tuple(found.values()) == expected


def test_losses_are_compared_in_points_of_the_total() -> None:
    """The second loses fewer of its own points, but the more of the total."""
    first = {"id": "a", "name": "甲", "points": "100", "input": "f", "weight": "10",
             "rule": "direct"}  # fmt: skip
    second = {**first, "id": "b", "name": "乙", "input": "g", "weight": "90"}
    tree = {"id": "total", "aggregate": "weighted", "children": [first, second]}
    rows = [*observed({"A": 20.0}, {}), *observed({"A": 70.0}, {}, "g")]
    told = explain_unit(run(tree=tree, observations=rows, units=[{"unit": "A"}]), "A")
    assert told.sentences[3] == (
        "失分最多的是：乙失30.00分（折合总分27.00分）、甲失80.00分（折合总分8.00分）。"
    )
