from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.scheme.settling import leaves_of, nodes_of
from tests.engine.scoring.properties.cases import Plain, leaf, mapping_of, scheme_of

INNER: Plain = {"id": "n", "children": [leaf("b", points=30), leaf("c", points=20)]}


def test_leaves_inherit_from_the_scheme() -> None:
    scheme = scheme_of(
        leaf("a"),
        leaf("b", missing="zero", compare_in="group"),
        missing="group_mean",
        compare_in="all",
    )
    a, b = scheme.leaves["a"], scheme.leaves["b"]
    assert (a.missing, a.compare_in, a.points) == ("group_mean", "all", 100)
    assert (b.missing, b.compare_in) == ("zero", "group")


BETTER: list[tuple[Any, dict[str, Any], str]] = [
    ("p", {}, "low"),
    ("q", {}, "high"),
    ("k", {}, "low"),
    ("p", {"better": "high"}, "high"),
    ({"indicator": "p", "transform": "growth"}, {}, "low"),
    ({"indicator": "p", "transform": "rank"}, {}, "low"),
    ({"indicator": "q", "transform": "rank"}, {}, "low"),
    ({"indicator": "p", "transform": "rank_change"}, {}, "high"),
    ({"indicator": "p", "transform": "streak", "op": ">", "than": 1}, {}, "high"),
    ({"formula": "p + q"}, {}, "high"),
]


@pytest.mark.parametrize(("item", "more", "better"), BETTER)
def test_the_direction_is_the_indicators_unless_stated(item: Any, more: Any, better: str) -> None:
    scheme = scheme_of(
        leaf("a", input=item, **more),
        indicators={"p": {"better": "low"}, "q": {"better": None}},
        inputs={"k": {"indicator": "p"}},
    )
    assert scheme.leaves["a"].better == better


def test_prepare_fills_leaf_inputs_but_not_named_ones() -> None:
    scheme = scheme_of(
        leaf("a"),
        leaf("b", input={"indicator": "b", "impute": "median"}),
        leaf("c", input="k"),
        inputs={"k": {"indicator": "c"}},
        prepare={"impute": {"method": "mean", "by": "组内"}, "treat": {"then": "log"}},
    )
    a, b, c = (scheme.input_of(scheme.leaves[name]) for name in "abc")
    assert a is not None and b is not None and c is not None  # noqa: PT018
    assert a.impute is not None and b.impute is not None and a.treat is not None  # noqa: PT018
    assert (a.impute["method"], a.impute["by"]) == ("mean", "group")
    assert b.impute["method"] == "median"
    assert a.treat["skew"] == 2
    assert c.impute is None


def test_rank_rules_take_the_schemes_ties() -> None:
    for method, own in (("dense", "dense"), ("average", "average"), ("ordinal", "competition")):
        scheme = scheme_of(
            leaf("a", "rank_step"), leaf("b", {"type": "rank_step", "ties": "dense"}), ties=method
        )
        assert scheme.leaves["a"].rule.params["ties"] == own
        assert scheme.leaves["b"].rule.params["ties"] == "dense"


def test_a_limit_is_cap_and_floor_around_the_base() -> None:
    def params(**more: Any) -> Any:
        rule = {"type": "linear", "slope": 1, "limit": 4, **more}
        return scheme_of(leaf("a", rule, points=10)).leaves["a"].rule.params

    assert (params()["cap"], params()["floor"]) == (14, 6)
    assert (params(base=3)["cap"], params(base=3)["floor"]) == (7, -1)
    assert (params(base="none")["cap"], params(base="none")["floor"]) == ("points", 0)


def test_points_of_a_sum_are_those_of_its_children() -> None:
    assert scheme_of(leaf("a", points=50), INNER).tree.points == 100
    assert scheme_of(leaf("a", points=50), {**INNER, "aggregate": "weighted"}).tree.points == 150
    over = {"periods": ["x", "y"], "weights": [1, 2], "aggregate": "sum"}
    assert scheme_of(leaf("a", points=10), root={"over": over}).tree.points == 30
    parts = {"periods": "quarters", "aggregate": "sum"}
    node = {**INNER, "over": parts}
    for period, points in (("2026", 200), (..., None)):  # without a period nobody can say
        assert Scheme.from_mapping(mapping_of(node, period=period)).tree.points == points
    mean = {"periods": ["x", "y"]}
    assert scheme_of(leaf("a", points=10), root={"over": mean}).tree.points == 10


def test_weights_are_relative_where_none_is_stated() -> None:
    plain = scheme_of(leaf("a"), leaf("b"), root={"aggregate": "weighted"})
    assert plain.tree.weights == "relative"
    assert [child.weight for child in plain.tree.children] == [1, 1]
    stated = scheme_of(
        leaf("a", weight="0.4"), leaf("b", weight="0.6"), root={"aggregate": "weighted"}
    )
    assert stated.tree.weights == "stated"
    assert stated.tree.children[0].weight == Fraction(2, 5)


def test_leaves_and_nodes_are_walked() -> None:
    data = scheme_of(leaf("a"), INNER).settled["tree"]
    assert [item["id"] for item in leaves_of(data)] == ["a", "b", "c"]
    assert [item["id"] for item in nodes_of(data)] == ["total", "n"]
