"""Nodes at their edges: zeros, negatives, absent children; the means stand on their pages."""

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.evaluation.tree import limited
from tests.engine.scoring.properties.cases import (
    data_of,
    figures,
    leaf,
    near,
    node_values,
    run,
    table_of,
)

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
TABLE = {"a": [0.0, 4.0, None], "b": [9.0, 9.0, None]}


def value(
    root: dict[str, Any], table: Any = None, precision: int | None = 2, **more: Any
) -> list[Any]:
    """The root over leaves a and b."""
    children = [leaf(name, missing="redistribute", **more) for name in "ab"]
    return node_values(run(table_of(table or TABLE), *children, root=root, precision=precision))


ZEROS: list[tuple[dict[str, Any], list[Any]]] = [
    ({"aggregate": "geometric"}, [0, 6, None]),
    ({"aggregate": "harmonic"}, [0, F(72, 13), None]),
    ({"aggregate": "power", "power": -1}, [0, F(72, 13), None]),
    ({"aggregate": "power", "power": 1}, [F(9, 2), F(13, 2), None]),
    ({"aggregate": "weighted"}, [F(9, 2), F(13, 2), None]),
    ({"aggregate": "sum"}, [9, 13, None]),
    ({"aggregate": "fold", "points": 10}, [F(9, 20), F(13, 20), None]),
    ({"aggregate": "copeland"}, [-1, 1, None]),
]


@ARITHMETICS
@pytest.mark.parametrize(("root", "found"), ZEROS)
def test_zeros_and_units_without_any_child(
    root: dict[str, Any], found: list[Any], precision: int | None
) -> None:
    assert near(value(root, precision=precision), found)


@ARITHMETICS
@pytest.mark.parametrize("aggregate", ["geometric", "harmonic", "power"])
def test_means_that_refuse_negatives(aggregate: str, precision: int | None) -> None:
    root = {"aggregate": aggregate, **({"power": 2} if aggregate == "power" else {})}
    with pytest.raises(DataFaults) as refusal:
        value(root, {"a": [1.0], "b": [-1.0]}, precision)
    assert [fault.code for fault in refusal.value.faults] == ["negative"]


@ARITHMETICS
def test_children_with_points_of_their_own_units(precision: int | None) -> None:
    own = [{"unit": "U0", "points": 50}]
    children = [
        leaf("a", points=100, overrides=own, missing="redistribute"),
        leaf("b", points=100, missing="redistribute"),
    ]
    data = table_of({"a": [40.0, 40.0], "b": [None, None]})
    assert near(node_values(run(data, *children, precision=precision)), [120, 80])
    folded = run(data, *children, precision=precision, root={"aggregate": "fold"})
    assert near(node_values(folded), [80, 40])


@ARITHMETICS
def test_only_those_who_take_part_are_beaten(precision: int | None) -> None:
    units = [{"unit": "U0"}, {"unit": "U1"}, {"unit": "U2", "participates": False}]
    data = data_of(units, figures({"a": [3.0, 2.0, 1.0], "b": [3.0, 2.0, 1.0]}))
    found = run(data, leaf("a"), leaf("b"), precision=precision, root={"aggregate": "copeland"})
    assert near(node_values(found), [1, -1, -2])


@ARITHMETICS
def test_copeland_leaves_out_what_is_absent(precision: int | None) -> None:
    table = {"a": [1.0, None, 3.0], "b": [5.0, 4.0, None]}
    assert near(value({"aggregate": "copeland"}, table, precision), [0, -1, 1])


@ARITHMETICS
def test_geometric_mean_of_children_without_weight_is_absent(precision: int | None) -> None:
    """1 to the power of 0/0 would be 1."""
    data = data_of(["U0"], figures({"a": [1.0], "b": [None]}))
    children = [leaf("a", weight=0), leaf("b", weight=1, missing="redistribute")]
    root = {"aggregate": "geometric", "weights": "relative"}
    assert near(node_values(run(data, *children, precision=precision, root=root)), [None])


@ARITHMETICS
def test_sub_periods_without_data_are_left_out(precision: int | None) -> None:
    rows = [*figures({"a": [4.0, None]}, period="x"), *figures({"a": [8.0, None]}, period="y")]
    child = leaf("a", missing="redistribute")
    over = {"periods": ["x", "y", "z"], "weights": [50, 25, 25]}
    found = run(
        data_of(["U0", "U1"], rows), child, root={"over": over, "cap": 5}, precision=precision
    )
    assert near(node_values(found), [5, None])
    assert near(node_values(found, period="x"), [4, None])
    adding = {**over, "aggregate": "sum"}
    found = run(
        data_of(["U0", "U1"], rows), child, root={"over": adding}, precision=precision, round_at=[]
    )
    assert near(node_values(found), [F(1600, 3), None])


@pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])
def test_limits(arithmetic: Any) -> None:
    values = arithmetic.array([F(1), F(5), F(9)])
    assert limited(values, F(2), F(8), arithmetic).tolist() == [2, 5, 8]
    assert limited(values, None, None, arithmetic) is values
