from typing import Any

import pytest

from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import Found, faults_with

AT_ROOT = "tree"


def test_points_of_children_add_up() -> None:
    children = [leaf("a", points=60), leaf("b", points=30)]
    assert faults_with(*children, root={"points": 100}) == [(AT_ROOT, "points-sum")]
    scheme_of(*children, root={"points": 90})
    scheme_of(*children)


@pytest.mark.parametrize(
    ("weights", "sound"),
    [
        (["0.5", "0.5"], True),
        ([60, 40], True),
        (["0.6", "0.5"], False),
        ([3, 2], False),
        ([1, None], False),  # the other counts as 1
    ],
)
def test_stated_weights_add_up_to_1_or_100(weights: list[Any], sound: bool) -> None:
    children = [
        leaf(name, **({} if weight is None else {"weight": weight}))
        for name, weight in zip("ab", weights, strict=True)
    ]
    scheme_of(*children, root={"aggregate": "weighted", "weights": "relative"})
    if sound:
        scheme_of(*children, root={"aggregate": "weighted"})
    else:
        assert faults_with(*children, root={"aggregate": "weighted"}) == [(AT_ROOT, "weights-sum")]


def test_weights_may_be_left_out_but_not_all_zero() -> None:
    scheme_of(leaf("a"), leaf("b"), leaf("c"), root={"aggregate": "geometric"})
    nothing = [leaf("a", weight=0), leaf("b", weight=0)]
    found = faults_with(*nothing, root={"aggregate": "harmonic", "weights": "relative"})
    assert found == [(AT_ROOT, "weights-sum")]


ROOTS: list[tuple[dict[str, Any], Found]] = [
    ({"aggregate": "power"}, [(AT_ROOT, "power")]),
    ({"aggregate": "power", "power": 0}, [(AT_ROOT, "power")]),
    ({"aggregate": "weighted", "power": 2}, [(AT_ROOT, "power")]),
    ({"cap": 3, "floor": 4}, [(AT_ROOT, "limits")]),
    ({"over": {"periods": "months", "weights": ["0.5", "0.5"]}}, [("tree.over", "over")]),
    ({"over": {"periods": ["x", "y"], "weights": [1]}}, [("tree.over", "over")]),
    ({"over": {"periods": ["x", "y"], "weights": [1, 2]}}, [("tree.over", "weights-sum")]),
]


@pytest.mark.parametrize(("root", "found"), ROOTS)
def test_what_a_node_may_not_say(root: dict[str, Any], found: Found) -> None:
    assert faults_with(leaf("a"), root=root) == found


@pytest.mark.parametrize(
    "root",
    [
        {"aggregate": "power", "power": -1},
        {"cap": 4, "floor": 4},
        {"over": {"periods": "months"}},
        {"over": {"periods": "months", "weights": ["0.25", "0.25", "0.5"]}},
        {"over": {"periods": ["x", "y"], "weights": [1, 2], "aggregate": "sum"}},
    ],
)
def test_what_a_node_may_say(root: dict[str, Any]) -> None:
    scheme_of(leaf("a"), root=root)


def test_without_a_period_the_number_of_months_is_not_known_yet() -> None:
    over = {"periods": "quarters", "weights": ["0.5", "0.5"]}
    scheme_of(leaf("a"), root={"over": over}, period=...)


def test_a_node_that_cannot_be_read_is_not_added_up() -> None:
    children = [leaf("a", points="viel"), leaf("b", points=10)]
    assert faults_with(*children, root={"points": "100 %"}) == [
        ("tree.points", "number"),
        ("tree.children[0].points", "number"),
    ]


def test_a_month_has_no_quarters() -> None:
    found = faults_with(leaf("a"), root={"over": {"periods": "quarters"}}, period="2026-07")
    assert found == [("tree.over", "over")]


def test_points_of_parts_that_a_month_does_not_have_are_not_added_up() -> None:
    over = {"periods": "quarters", "aggregate": "sum"}
    inner = {"id": "n", "over": over, "children": [leaf("a")]}
    found = faults_with(inner, root={"points": 10}, period="2026-07")
    assert found == [("tree.children[0].over", "over")]
