"""One scheme, however it is written, has one canonical form."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import strategies as st

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.fields import (
    ADJUSTMENT,
    BAND,
    EFFECT,
    GATE,
    GRADES,
    GROUP,
    SCHEME,
    TOTAL,
    VETO,
)
from sanbi.engine.scoring.scheme.input_fields import TRANSFORM_OBJECTS
from sanbi.engine.scoring.scheme.kinds import Choice, Field, Object
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.tree_fields import LEAF, NODE
from tests.engine.scoring.properties.cases import Plain, holds_for
from tests.engine.scoring.properties.rules import PROMISES

IDS = st.lists(
    st.text("abcdefgh产值亩均-_.0123456789", min_size=1, max_size=6).filter(
        lambda t: t[0] not in "-."
    ),
    min_size=2,
    max_size=4,
    unique=True,
)
TITLES = st.text("云川县考核 #:'\"{}[]&*!|>%@,?\\-", min_size=1, max_size=12).filter(
    lambda text: text.strip() and text.strip() != "-"
)


@st.composite
def mappings(draw: Any) -> Plain:
    """A sound scheme as a mapping with English keys."""
    ids = [f"i{n}-{name}" for n, name in enumerate(draw(IDS))]
    leaves = []
    for code in ids:
        promise = draw(st.sampled_from(PROMISES))
        child = promise.leaf(draw(st.sampled_from(["high", "low"])))
        item = {
            "indicator": f"d{code}",
            "transform": draw(st.sampled_from(["value", "completion", "share"])),
        }
        more = {"missing": draw(st.sampled_from(list(words.MISSING))), "name": draw(TITLES)}
        leaves.append({**child, "id": code, "input": item, **more})
    scheme: Plain = {
        "sanbi": 1,
        "id": "t",
        "title": draw(TITLES),
        "period": "2026Q3",
        "tree": {"id": "root", "children": leaves},
    }
    optional: Plain = {
        "precision": draw(st.integers(0, 9)),
        "rounding": draw(st.sampled_from(list(words.ROUNDING))),
        "round_at": draw(st.lists(st.sampled_from(list(words.ROUND_AT)), unique=True)),
        "rank_on": draw(st.sampled_from(list(words.RANK_ON))),
        "ties": draw(st.sampled_from(list(words.TIES))),
        "total": {"floor": 0, "cap": "120.5"},
        "groups": [{"id": "g", "name": "一组", "members": ["A", "B"]}],
        "grades": {"bands": [{"grade": "优", "min": 90}, {"grade": "良"}]},
        "gates": [
            {
                "id": "gate",
                "require": {"fact": f"score.{ids[0]}", "op": ">=", "value": 6},
                "else": [{"effect": "zero_leaf", "target": ids[0]}],
            }
        ],
        "vetoes": [{"id": "veto", "when": {"fact": "accidents", "op": ">", "value": 0}}],
        "adjustments": [
            {"id": "plus", "sign": "add", "cap": 5, "items": [{**leaves[0], "id": "extra"}]}
        ],
    }
    kept = draw(st.sets(st.sampled_from(sorted(optional))))
    whole = {**scheme, **{key: optional[key] for key in kept}}
    copy: Plain = json.loads(json.dumps(whole))  # nothing twice in it: YAML would use anchors
    return copy


# Which object of the scheme's grammar a key's value (or each of its items) is.
WITHIN: dict[str, Object] = {
    "tree": NODE,
    "children": LEAF,
    "items": LEAF,
    "total": TOTAL,
    "groups": GROUP,
    "grades": GRADES,
    "bands": BAND,
    "gates": GATE,
    "vetoes": VETO,
    "else": EFFECT,
    "then": EFFECT,
    "adjustments": ADJUSTMENT,
}


def in_chinese(value: Any, form: Object | None) -> Any:
    """The same mapping with the first Chinese word for each key and choice."""
    if isinstance(value, list):
        return [in_chinese(item, form) for item in value]
    if not isinstance(value, dict) or form is None:
        return value
    found = {}
    for key, held in value.items():
        field = form.by_word[key]
        word = field.words[0] if field.words else key
        inner = WITHIN.get(key)
        if form is NODE and key == "children":
            inner = LEAF
        if key == "rule":
            inner = RULES[held["type"]].parameters if isinstance(held, dict) else None
        if key == "input":
            inner = TRANSFORM_OBJECTS[held["transform"]]
        if form.title.startswith("rule "):
            inner = None
        found[word] = in_chinese(chinese_word(held, field, form), inner)
    return found


def chinese_word(held: Any, field: Field, form: Object) -> Any:
    """A choice or a rule's name in Chinese; anything else as it is."""
    if form.title.startswith("rule ") and field.name == "type":
        return RULES[held].words[0]
    if not isinstance(field.kind, Choice) or form.title.startswith("rule "):
        return held
    return (*field.kind.words[held], held)[0]


@holds_for(15, mapping=mappings())
def test_yaml_and_mapping_give_one_canonical_form(mapping: Plain) -> None:
    wanted = Scheme.from_mapping(mapping).json_bytes()
    block = yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False)
    flow = yaml.safe_dump(mapping, allow_unicode=False, default_flow_style=True)
    for text in (block, flow, json.dumps(mapping)):
        assert Scheme.from_text(text).json_bytes() == wanted


@holds_for(15, mapping=mappings())
def test_chinese_and_english_keys_give_one_canonical_form(mapping: Plain) -> None:
    chinese = in_chinese(mapping, SCHEME)
    assert "指标体系" in chinese
    text = yaml.safe_dump(chinese, allow_unicode=True, sort_keys=False)
    assert Scheme.from_text(text).json_bytes() == Scheme.from_mapping(mapping).json_bytes()


@holds_for(15, mapping=mappings())
def test_written_defaults_change_nothing(mapping: Plain) -> None:
    defaults = {
        "rounding": "half_up",
        "round_at": ["leaf", "total"],
        "rank_on": "published",
        "better": "high",
        "ties": "competition",
        "missing": "error",
        "compare_in": "group",
        "version": "1",
    }
    whole = {**defaults, **mapping}
    assert Scheme.from_mapping(whole).json_bytes() == Scheme.from_mapping(mapping).json_bytes()


@holds_for(15, mapping=mappings(), data=st.data())
def test_order_of_keys_changes_nothing(mapping: Plain, data: Any) -> None:
    keys = data.draw(st.permutations(list(mapping)))
    turned = {key: mapping[key] for key in keys}
    assert Scheme.from_mapping(turned).json_bytes() == Scheme.from_mapping(mapping).json_bytes()


@pytest.mark.parametrize("word", ["rounding", "rank_on", "ties"])
def test_every_choice_has_its_own_canonical_form(word: str) -> None:
    table = {"rounding": words.ROUNDING, "rank_on": words.RANK_ON, "ties": words.TIES}[word]
    base = {
        "sanbi": 1,
        "id": "t",
        "title": "t",
        "tree": {"id": "a", "input": "a", "rule": "direct"},
    }
    forms = {Scheme.from_mapping({**base, word: choice}).json_bytes() for choice in table}
    assert len(forms) == len(table)
