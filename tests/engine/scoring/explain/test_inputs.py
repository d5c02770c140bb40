"""The inputs of working.csv: name, period and value of every figure below a score."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.inputs import input_figures, input_texts
from tests.engine.scoring.explain.small import leaf, leaf_result, observed, run

UNITS = [{"unit": "A", "k": 1.5}, {"unit": "B", "k": 2}]
ROWS = [
    *observed({"A": 53.2, "B": 60.0}, {"A": 50.0}),
    *[{**row, "period": "2025Q3", "value": 50.0} for row in observed({"A": 1.0}, {})],
    *observed({"A": 4.0, "B": 5.0}, {}, "h"),
]


def texts(item: Any, rule: Any = "direct", **more: Any) -> list[str]:
    result = run(
        leaf(rule, input=item, missing="zero", **more),
        observations=ROWS,
        units=UNITS,
        inputs={"rate": {"indicator": "f", "transform": "completion"}},
    )
    found = leaf_result(result)
    return input_texts(result.run, found.leaf, found.period, found.scope)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("f", ["f@2026Q3=53.2", "f@2026Q3=60"]),
        ({"indicator": "f", "transform": "target"}, ["f.target@2026Q3=50", "f.target@2026Q3="]),
        (
            {"indicator": "f", "transform": "growth"},
            ["f@2026Q3=53.2; f@2025Q3=50", "f@2026Q3=60; f@2025Q3="],
        ),
        (
            {"indicator": "f", "transform": "per", "per": "h"},
            ["f@2026Q3=53.2; h@2026Q3=4", "f@2026Q3=60; h@2026Q3=5"],
        ),
        (
            {"indicator": "f", "coefficient": "k"},
            ["f@2026Q3=53.2; k@units=1.5", "f@2026Q3=60; k@units=2"],
        ),
        ({"indicator": "f", "at": "year_ago"}, ["f@2025Q3=50", "f@2025Q3="]),
        (
            {"formula": "rate * k - h"},
            [
                "h@2026Q3=4; k@units=1.5; f@2026Q3=53.2; f.target@2026Q3=50",
                "h@2026Q3=5; k@units=2; f@2026Q3=60; f.target@2026Q3=",
            ],
        ),
    ],
)
def test_inputs(item: Any, expected: list[str]) -> None:
    assert texts(item) == expected


def test_names_of_a_rule_and_of_a_factor_are_inputs_too() -> None:
    rule = {"type": "formula", "formula": "x * h / points"}
    assert texts("f", rule, times="k") == [
        "f@2026Q3=53.2; k@units=1.5; h@2026Q3=4",
        "f@2026Q3=60; k@units=2; h@2026Q3=5",
    ]


def test_marks_have_no_figures() -> None:
    result = run(leaf({"type": "events", "each": "1"}), observations=ROWS, units=UNITS)
    found = leaf_result(result)
    assert input_figures(result.run, found.leaf, found.period, found.scope) == []
    assert input_texts(result.run, found.leaf, found.period, found.scope) == ["", ""]


def test_a_period_without_arithmetic_has_nothing_before() -> None:
    rows = [{**row, "period": "第一轮"} for row in observed({"A": 5.0}, {})]
    result = run(
        leaf("direct", input={"indicator": "f", "transform": "growth"}, missing="zero"),
        observations=rows,
        units=[{"unit": "A"}],
        period="第一轮",
    )
    found = leaf_result(result)
    assert input_texts(result.run, found.leaf, found.period, found.scope) == ["f@第一轮=5"]
