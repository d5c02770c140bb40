import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Scheme, SchemeFaults
from sanbi.engine.scoring.faults import Fault
from sanbi.engine.scoring.scheme.model import Leaf, Node, Use
from sanbi.engine.scoring.scheme.scheme import _file_order
from tests.engine.scoring.properties.cases import leaf, mapping_of, scheme_of
from tests.engine.scoring.scheme.written import refused, refused_text

WHOLE = mapping_of(
    leaf("a", {"type": "rank_step"}, points=60, input="rate", times="people / 2"),
    {
        "id": "n",
        "children": [
            leaf("b", {"type": "proportional", "target": "goal"}, points=30),
            {"id": "r", "points": 10, "rule": {"type": "rating", "assessors": {"甲": 2, "乙": 1}}},
        ],
    },
    version=3,
    effective={"from": "2026-01-01"},
    source="县考核办〔2026〕3号",
    rounding="down",
    total={"cap": 110},
    groups=[{"id": "g"}],
    indicators={"p": {"better": "low"}, "q": {}, "b": {}},
    inputs={"rate": {"formula": "p / q"}, "goal": {"indicator": "b", "transform": "target"}},
    electorates={"e": {"kind": "score", "classes": {"领导": 3, "群众": 2}}},
    adjustments=[
        {
            "id": "j",
            "sign": "add",
            "when": {"fact": "q", "op": ">", "value": 1},
            "items": [
                {"id": "i", "rule": {"type": "events", "each": {"国家": 3}, "exclude": ["讲座"]}}
            ],
        }
    ],
    gates=[
        {
            "id": "gate",
            "require": {"fact": "score.a", "op": ">", "value": 1},
            "else": {"effect": "mark", "text": "看"},
        }
    ],
    vetoes=[{"id": "veto", "when": {"fact": "accidents", "op": ">", "value": 0}}],
    exclusions=[{"when": {"fact": "new", "op": "==", "value": "是"}, "reason": "新设"}],
    grades={"bands": [{"grade": "优", "min": 90}, {"grade": "良"}]},
    consequences=[
        {"id": "c", "text": "约谈", "when": {"fact": "grade", "op": "==", "value": "良"}},
        {
            "id": "d",
            "select": {
                "by": "total",
                "count": 2,
                "except": {"fact": "held", "op": ">", "value": 1},
            },
        },
    ],
    data={"layout": "wide", "unit": "县"},
)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """A scheme that says something of everything."""
    return Scheme.from_mapping(WHOLE)


def test_a_scheme_tells_what_it_says(scheme: Scheme) -> None:
    assert (scheme.id, scheme.title, scheme.version, scheme.period) == ("t", "t", "3", "2026Q3")
    assert scheme.effective == (date(2026, 1, 1), None)
    assert (scheme.precision, scheme.rounding, scheme.rank_on, scheme.better) == (
        2,
        "down",
        "published",
        "high",
    )
    assert scheme.total_limits == (None, Fraction(110))
    assert scheme.layout is not None
    assert scheme.layout["unit"] == "县"
    assert "@" not in scheme.layout
    assert [group.id for group in scheme.groups] == ["g"]
    assert scheme.ties.method == "competition"
    assert [gate.id for gate in scheme.gates] == ["gate", "veto"]
    assert [gate.required for gate in scheme.gates] == [True, False]
    assert scheme.gates[1].effects[0].effect == "lowest_grade"
    assert [item.reason for item in scheme.exclusions] == ["新设"]
    assert [item.text for item in scheme.consequences] == ["约谈", "d"]
    assert scheme.notes == ()


def test_a_small_scheme_says_the_defaults() -> None:
    small = scheme_of(leaf("a"), precision=None, vetoes=[{"id": "v", "when": {"fact": "b"}}])
    assert small.effective == (None, None)
    assert small.total_limits == (None, None)
    assert small.layout is None
    assert small.grades is None
    assert not small.rounds_at("leaf")
    assert small.gates[0].effects[0].effect == "unranked"
    assert scheme_of(leaf("a"), precision=1).rounds_at("total")
    assert not scheme_of(leaf("a"), precision=1).rounds_at("node")


def test_leaves_stand_in_file_order(scheme: Scheme) -> None:
    assert list(scheme.leaves) == ["a", "b", "r", "i"]
    assert [item.id for item in scheme.tree.walk()] == ["total", "a", "n", "b", "r"]
    assert [item.id for item in scheme.tree.leaves()] == ["a", "b", "r"]
    assert isinstance(scheme.tree, Node)


def test_inputs_are_looked_up(scheme: Scheme) -> None:
    named = scheme.leaves["a"]
    assert named.input == Use("rate")
    assert scheme.input_of(named) is scheme.inputs["rate"]
    assert scheme.input_of(scheme.leaves["r"]) is None


def test_what_data_may_name(scheme: Scheme) -> None:
    assert scheme.used_indicators == ("accidents", "b", "held", "p", "people", "q")
    expected = scheme.expectation
    assert expected.leaves == {"r"}
    assert expected.items == {"i": {"国家", "讲座"}}
    assert expected.electorates == {"e": {"领导", "群众"}}
    plain = scheme_of(
        leaf("a", {"type": "events", "each": 2}),
        leaf("b", input={"indicator": "b", "transform": "per", "per": "heads"}),
    )
    assert plain.expectation.items == {"a": frozenset()}
    assert "heads" in plain.used_indicators


def test_an_indicator_may_be_called_as_a_formula_calls_its_own_values() -> None:
    taken = scheme_of(leaf("a", input="x"), leaf("b", input="total"))
    assert taken.used_indicators == ("total", "x")
    ruled = scheme_of(leaf("a", {"type": "formula", "formula": "x * k / best"}, input="y"))
    assert ruled.used_indicators == ("k", "y")


def test_every_condition_is_found(scheme: Scheme) -> None:
    assert len(list(scheme.conditions())) == 6
    own = scheme_of(leaf("a", when={"fact": "b", "op": ">", "value": 1}))
    assert len(list(own.conditions())) == 1


def test_the_canonical_form_needs_no_defaults(scheme: Scheme) -> None:
    plain = json.loads(scheme.json_bytes())
    assert plain["tree"]["node"] == "total"
    assert plain["tree"]["children"][0]["leaf"] == "a"
    assert plain["tree"]["points"] == "100"
    assert plain["tree"]["children"][0]["missing"] == "error"
    assert plain["tree"]["children"][0]["rule"]["ties"] == "competition"
    assert plain["effective"] == {"from": "2026-01-01", "to": None}
    assert "@" not in json.dumps(plain)


def test_a_tree_of_one_leaf_gets_a_root() -> None:
    single = Scheme.from_mapping({**mapping_of(), "tree": leaf("a", points=7)})
    assert [item.id for item in single.tree.walk()] == ["total", "a"]
    assert single.tree.points == 7
    assert isinstance(single.tree.children[0], Leaf)
    weighted = Scheme.from_mapping({**mapping_of(), "tree": leaf("a", weight=3)})
    assert weighted.tree.children[0].weight == 3


def test_a_text_that_is_no_mapping_is_refused() -> None:
    assert refused_text("- a\n- b\n") == [("1:1", "object")]
    assert refused_text("just words") == [("1:1", "object")]


def test_a_scheme_without_a_tree_tells_the_rest_too() -> None:
    found = refused({"sanbi": 1, "id": "a b", "title": "t", "precision": "x"})
    assert sorted(found) == [("id", "id"), ("precision", "whole"), ("scheme", "missing-key")]


def test_another_version_of_the_format_is_refused() -> None:
    assert refused({**mapping_of(leaf("a")), "sanbi": 2}) == [("sanbi", "whole")]


ORDER: list[tuple[str, tuple[str, int, int]]] = [
    ("s.yaml:12:5", ("s.yaml", 12, 5)),
    ("scheme.tree", ("", 0, 0)),
    ("s:yaml:x:5", ("", 0, 0)),
]


@pytest.mark.parametrize(("where", "key"), ORDER)
def test_faults_are_told_by_line_not_by_text(where: str, key: Any) -> None:
    assert _file_order(Fault(where, "m")) == key


def test_equal_faults_are_told_once() -> None:
    wrong = [leaf("a", input="k"), leaf("b", input="k")]
    with pytest.raises(SchemeFaults) as refusal:
        scheme_of(*wrong, inputs={"k": {"indicator": "z"}}, indicators={"p": {}})
    assert len(refusal.value.faults) == 1
