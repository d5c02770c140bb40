from typing import Any

import pytest

from sanbi.engine.scoring.scheme.checking.rules import NEEDS_POINTS
from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import Found, faults_with, leaf_faults

AT = "tree.children[0]"
RULE = f"{AT}.rule"

LEAVES: list[tuple[Any, dict[str, Any], Found]] = [
    # limits
    ("direct", {"cap": 1, "floor": 2}, [(AT, "limits")]),
    ({"type": "direct", "cap": 1, "floor": 2}, {}, [(AT, "limits")]),
    ({"type": "proportional", "floor": 11}, {}, [(AT, "limits")]),  # the cap is the full mark
    # targets
    ({"type": "proportional", "target": "goal"}, {}, [(RULE, "unknown-reference")]),
    ("threshold", {"input": {"formula": "p / q"}}, [(RULE, "target")]),
    # precision
    ("direct", {"precision": 1}, []),
    # low and high
    ({"type": "goalposts", "low": 5, "high": 5}, {}, [(RULE, "low-high")]),
    ({"type": "efficacy", "low": 6, "high": 5}, {"better": "low"}, [(RULE, "low-high")]),
    ({"type": "goalposts", "low": 0, "high": 5, "scale": "log"}, {}, [(RULE, "low-high")]),
    # bands
    ({"type": "value_bands", "bands": [{"points": 1}]}, {}, [(f"{RULE}.bands[0]", "bands")]),
    (
        {"type": "value_bands", "bands": [{"min": 5, "points": 2}, {"min": 7, "points": 1}]},
        {},
        [(f"{RULE}.bands[1]", "bands")],
    ),
    (
        {"type": "value_bands", "bands": [{"max": 5, "points": 2}, {"max": 4, "points": 1}]},
        {"better": "low"},
        [(f"{RULE}.bands[1]", "bands")],
    ),
    (
        {"type": "rank_bands", "bands": [{"to": 2, "to_share": "0.5", "points": 2}]},
        {},
        [(f"{RULE}.bands[0]", "bands")],
    ),
    ({"type": "rank_bands", "bands": [{"points": 2}]}, {}, [(f"{RULE}.bands[0]", "bands")]),
    (
        {"type": "rank_bands", "bands": [{"to": 2, "points": 2}, {"to": 2, "points": 1}]},
        {},
        [(f"{RULE}.bands[1]", "bands")],
    ),
    (
        {
            "type": "rank_bands",
            "bands": [{"to": 2, "points": 2}],
            "small_group": {
                "at_most": 5,
                "bands": [{"to_share": "0.5", "points": 2}, {"to_share": "0.4", "points": 1}],
            },
        },
        {},
        [(f"{RULE}.small_group.bands[1]", "bands")],
    ),
    # linear
    ({"type": "linear"}, {}, [(RULE, "missing-key")]),
    (
        {"type": "linear", "tiers": [{"to": 5, "slope": 1}, {"from": 4, "slope": 2}]},
        {},
        [(f"{RULE}.tiers[1]", "tiers")],
    ),
    (
        {"type": "linear", "tiers": [{"slope": 1}, {"from": 4, "slope": 2}]},
        {},
        [(f"{RULE}.tiers[1]", "tiers")],
    ),
    # references
    ({"type": "ballot", "electorate": "e"}, {"input": ...}, [(RULE, "unknown-reference")]),
    (
        {"type": "distance_to_reference", "reference": {"input": "k"}},
        {},
        [(RULE, "unknown-reference")],
    ),
    # overrides
    ("direct", {"overrides": [{"points": 5}]}, [(f"{AT}.overrides[0]", "override")]),
    (
        "direct",
        {"overrides": [{"unit": "A", "group": "g", "points": 5}]},
        [(f"{AT}.overrides[0]", "override")],
    ),
    (
        "rank_step",
        {"overrides": [{"unit": "A", "rule": {"ties": 3}}]},
        [(f"{AT}.overrides[0]", "override")],
    ),
    (
        "rank_step",
        {"overrides": [{"unit": "A", "rule": {"cap": "none"}}]},
        [(f"{AT}.overrides[0]", "override")],
    ),
    # inputs
    ("rank_step", {"input": ...}, [(AT, "missing-key")]),
]


@pytest.mark.parametrize(("rule", "more", "found"), LEAVES)
def test_what_a_leaf_may_not_say(rule: Any, more: dict[str, Any], found: Found) -> None:
    if found:
        assert leaf_faults(rule, **more) == found
    else:
        scheme_of(leaf("a", rule, **more))


SOUND: list[tuple[Any, dict[str, Any]]] = [
    ({"type": "value_bands", "bands": [{"min": 5, "points": 2}, {"max": 4, "points": 1}]}, {}),
    ({"type": "rank_bands", "bands": [{"to": 2, "points": 2}, {"to_share": 1, "points": 1}]}, {}),
    ({"type": "linear", "tiers": [{"to": 5, "slope": 1}, {"from": 5, "slope": 2}]}, {}),
    ({"type": "linear", "slope": 1, "cap": 3, "floor": 3}, {}),
    ({"type": "goalposts", "low": 1, "high": 2, "scale": "log"}, {}),
    ("rank_step", {"overrides": [{"unit": "A", "points": 5, "rule": {"step": "0.1", "cap": 9}}]}),
    ({"type": "proportional", "target": "k"}, {}),
    ({"type": "distance_to_reference", "reference": {"input": "k"}}, {}),
]


@pytest.mark.parametrize(("rule", "more"), SOUND)
def test_what_a_leaf_may_say(rule: Any, more: dict[str, Any]) -> None:
    scheme_of(leaf("a", rule, points=10, **more), inputs={"k": {"indicator": "y"}})


def test_a_precision_of_a_leaf_needs_one_of_the_scheme() -> None:
    assert faults_with(leaf("a", precision=1), precision=None) == [(AT, "precision")]


@pytest.mark.parametrize("name", sorted(NEEDS_POINTS - {"ballot"}))
def test_an_item_of_an_adjustment_states_the_points_that_its_rule_needs(name: str) -> None:
    params: dict[str, Any] = {
        "goalposts": {"low": 0, "high": 1},
        "distance_to_reference": {"reference": 1},
    }.get(name, {})
    item = {"id": "i", "input": "x", "rule": {"type": name, **params}}
    block = {"id": "j", "sign": "add", "items": [item]}
    assert faults_with(leaf("a"), adjustments=[block]) == [("adjustments[0].items[0]", "points")]
    scheme_of(leaf("a"), adjustments=[{**block, "items": [{**item, "points": 3}]}])


def test_an_item_without_points_has_no_cap_at_its_points() -> None:
    item = {"id": "i", "input": "x", "rule": {"type": "formula", "formula": "x * 2"}}
    scheme = scheme_of(leaf("a"), adjustments=[{"id": "j", "sign": "add", "items": [item]}])
    assert scheme.adjustments[0].items[0].rule.params["cap"] is None


def test_a_base_at_the_full_mark_needs_one() -> None:
    item = {"id": "i", "input": "x", "rule": {"type": "linear", "slope": 1, "target": 3}}
    block = {"id": "j", "sign": "add", "items": [item]}
    assert faults_with(leaf("a"), adjustments=[block]) == [("adjustments[0].items[0]", "points")]


def test_an_override_names_a_group_that_exists() -> None:
    wrong = leaf("a", overrides=[{"group": "h", "points": 5}])
    assert faults_with(wrong, groups=[{"id": "g"}]) == [(f"{AT}.overrides[0]", "unknown-reference")]
    scheme_of(wrong)  # the groups may stand in the data


def test_grade_ballots_need_grades() -> None:
    child = {"id": "a", "rule": {"type": "ballot", "electorate": "e"}}
    found = faults_with(child, electorates={"e": {"kind": "grade"}})
    assert found == [("electorates.e", "electorate")]
    scheme_of(child, electorates={"e": {"kind": "grade", "grades": {"好": 100}}})
    scheme_of(child, electorates={"e": {"kind": "rank"}})


def test_a_leaf_that_cannot_be_read_is_not_checked_further() -> None:
    assert leaf_faults({"type": "linear", "slop": 1}, cap=1, floor=2) == [
        (f"{RULE}.slop", "unknown-key")
    ]
