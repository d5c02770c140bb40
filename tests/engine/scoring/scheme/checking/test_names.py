from typing import Any

import pytest

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.scheme.checking.names import Names
from tests.engine.scoring.properties.cases import leaf, mapping_of, scheme_of
from tests.engine.scoring.scheme.written import Found, faults_with

CONDITION = {"fact": "a", "op": ">", "value": 1}
VETO = {"id": "v", "when": CONDITION}
BONUS = {"id": "j", "sign": "add", "items": [leaf("i")]}

TWICE: list[tuple[str, dict[str, Any], Found]] = [
    ("leaves", {"children": [leaf("a"), leaf("a")]}, [("tree.children[1]", "duplicate-id")]),
    (
        "an input and a leaf",
        {"inputs": {"a": {"indicator": "x"}}},
        [("tree.children[0]", "duplicate-id")],
    ),
    ("the root and a leaf", {"root": {"id": "a"}}, [("tree.children[0]", "duplicate-id")]),
    (
        "an adjustment and a leaf",
        {"adjustments": [{**BONUS, "id": "a"}]},
        [("adjustments[0]", "duplicate-id")],
    ),
    (
        "an item and a leaf",
        {"adjustments": [{**BONUS, "items": [leaf("a")]}]},
        [("adjustments[0].items[0]", "duplicate-id")],
    ),
    ("vetoes", {"vetoes": [VETO, VETO]}, [("vetoes[1]", "duplicate-id")]),
    ("groups", {"groups": [{"id": "g"}, {"id": "g"}]}, [("groups[1]", "duplicate-id")]),
    (
        "consequences",
        {"consequences": [{"id": "c", "when": CONDITION}, {"id": "c", "when": CONDITION}]},
        [("consequences[1]", "duplicate-id")],
    ),
    (
        "gates",
        {"gates": [{"id": "g", "require": CONDITION, "else": {"effect": "mark", "text": "x"}}] * 2},
        [("gates[1]", "duplicate-id")],
    ),
]


@pytest.mark.parametrize(
    ("change", "found"), [row[1:] for row in TWICE], ids=[row[0] for row in TWICE]
)
def test_an_id_stands_once(change: dict[str, Any], found: Found) -> None:
    children = change.pop("children", [leaf("a")])
    assert faults_with(*children, **change) == found


def test_ids_of_different_lists_may_be_alike() -> None:
    scheme_of(leaf("a"), groups=[{"id": "a"}], vetoes=[{**VETO, "id": "a"}])


def test_a_tie_key_is_an_input_leaf_node_or_indicator() -> None:
    for known in ("a", "total", "k", "x"):
        scheme_of(
            leaf("a", input="x"),
            inputs={"k": {"indicator": "y"}},
            ties={"method": "dense", "then": [{"by": known}]},
        )
    found = faults_with(leaf("a"), ties={"then": [{"by": "b"}]})
    assert found == [("ties.then[0]", "unknown-reference")]


def test_declared_indicators_are_tie_keys_and_others_are_not() -> None:
    declared = {"a": {}, "more": {}}
    scheme_of(leaf("a"), indicators=declared, ties={"then": [{"by": "more"}]})
    found = faults_with(leaf("a"), indicators=declared, ties={"then": [{"by": "less"}]})
    assert found == [("ties.then[0]", "unknown-reference")]


def test_a_group_lists_a_unit_once() -> None:
    groups = [{"id": "g", "members": ["A", "B", "A"]}, {"id": "h", "members": ["A"]}]
    assert faults_with(leaf("a"), groups=groups) == [("groups[0]", "duplicate-member")]


def test_a_scheme_ends_after_it_begins() -> None:
    scheme_of(leaf("a"), effective={"from": "2026-01-01", "to": "2026-01-01"})
    scheme_of(leaf("a"), effective={"to": "2026-01-01"})
    found = faults_with(leaf("a"), effective={"from": "2026-02-01", "to": "2026-01-01"})
    assert found == [("effective", "effective")]


def test_names_gather_what_is_scored() -> None:
    inner = {"id": "n", "children": [leaf("b")]}
    names = Names(Scheme.from_mapping(mapping_of(leaf("a"), inner, adjustments=[BONUS])).settled)
    assert names.scored == {"total", "a", "n", "b", "j", "i"}
    assert set(names.tree_leaves) == {"a", "b"}
    assert set(names.items) == {"i"}


def test_ids_that_are_missing_are_not_alike() -> None:
    nameless = {key: value for key, value in leaf("a").items() if key != "id"}
    assert faults_with(nameless, nameless) == [
        ("tree.children[0]", "missing-key"),
        ("tree.children[1]", "missing-key"),
    ]


def test_a_period_is_one_or_a_label_but_no_broken_one() -> None:
    for sound in ("2026Q3", "2026年三季度", "wave-2"):
        scheme_of(leaf("a"), period=sound)
    assert faults_with(leaf("a"), period="2026Q5") == [("scheme", "period")]
