from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring.scheme.tree_fields import TREE, tree_schema
from tests.engine.scoring.properties.cases import leaf, mapping_of, scheme_of
from tests.engine.scoring.scheme.written import leaf_faults, refused

AT = "tree.children[0]"


def test_what_has_children_is_a_node() -> None:
    scheme = scheme_of(leaf("a"), {"编号": "n", "下级": [leaf("b")]})
    assert [item.id for item in scheme.tree.walk()] == ["total", "a", "n", "b"]


BAD: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"missing": "gone"}, [(f"{AT}.missing", "choice")]),
    (
        {"missing": {"fixd": 3}},
        [(f"{AT}.missing", "missing-key"), (f"{AT}.missing.fixd", "unknown-key")],
    ),
    ({"missing": {"fixed": "viel"}}, [(f"{AT}.missing.fixed", "number")]),
    ({"otherwise": "error"}, [(f"{AT}.otherwise", "choice")]),
    ({"points": -1}, [(f"{AT}.points", "range")]),
    ({"precision": 10}, [(f"{AT}.precision", "whole")]),
    ({"overrides": [{"unit": "A", "rule": 3}]}, [(f"{AT}.overrides[0].rule", "map")]),
    ({"times": "1 +"}, [(f"{AT}.times", "formula")]),
    ({"weigth": 1}, [(f"{AT}.weigth", "unknown-key")]),
]


@pytest.mark.parametrize(("more", "found"), BAD)
def test_leaves_that_cannot_be_read(more: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert sorted(leaf_faults(**more)) == sorted(found)


ROOTS: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"children": []}, [("tree.children", "list-short")]),
    ({"children": "a"}, [("tree.children", "list")]),
    ({"children": ["a"]}, [("tree.children[0]", "object")]),
    ("a", [("tree", "object")]),
    ({"children": [leaf("a")], "over": {"periods": "weeks"}}, [("tree.over.periods", "choice")]),
    ({"children": [leaf("a")], "over": {"periods": []}}, [("tree.over.periods", "list-short")]),
    ({"children": [leaf("a")], "min_share": 2}, [("tree.min_share", "range")]),
]


@pytest.mark.parametrize(("tree", "found"), ROOTS)
def test_nodes_that_cannot_be_read(tree: Any, found: list[tuple[str, str]]) -> None:
    assert refused({**mapping_of(), "tree": tree}) == found


def test_fixed_points_are_written_as_a_mapping() -> None:
    scheme = scheme_of(leaf("a", missing={"固定分": "2.50"}, otherwise={"fixed": 1}))
    assert scheme.leaves["a"].missing == {"fixed": Fraction(5, 2)}
    plain = scheme.plain()["tree"]["children"][0]
    assert (plain["missing"], plain["otherwise"]) == ({"fixed": "2.5"}, {"fixed": "1"})


def test_overrides_are_written_as_decimals() -> None:
    scheme = scheme_of(
        leaf("a", {"type": "rank_step"}, overrides=[{"unit": "A", "rule": {"step": "0.10"}}])
    )
    plain = scheme.plain()["tree"]["children"][0]["overrides"][0]
    assert plain["rule"] == {"step": "0.1"}
    assert scheme.leaves["a"].overrides[0].rule == {"step": Fraction(1, 10)}


def test_the_schema_knows_node_and_leaf() -> None:
    titles = [form["title"] for form in tree_schema()["anyOf"]]
    assert titles == ["node", "leaf"]
    assert TREE.schema() == {"$ref": "#/$defs/tree"}


def test_periods_are_written_as_they_were() -> None:
    for periods in ("months", ["x", "y"]):
        over = scheme_of(leaf("a"), root={"over": {"periods": periods}}).plain()["tree"]["over"]
        assert over == {"periods": periods, "weights": None, "aggregate": "weighted"}
