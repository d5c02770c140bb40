from typing import Any

import pytest

from sanbi.engine.scoring.scheme.words import EFFECTS, LATE_EFFECTS
from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import Found, faults_with

BONUS = {"id": "j", "sign": "add", "items": [leaf("i")]}
GRADES = {"bands": [{"grade": "优", "min": 90}, {"grade": "良"}]}
MARK = {"effect": "mark", "text": "看"}


def over(fact: str) -> dict[str, Any]:
    """A condition over one fact."""
    return {"fact": fact, "op": ">", "value": 1}


@pytest.mark.parametrize("fact", ["score.q", "x.q", "events.q"])
def test_facts_of_leaves_that_do_not_exist(fact: str) -> None:
    wrong = over(fact)
    more: list[tuple[dict[str, Any], str]] = [
        ({"gates": [{"id": "g", "require": wrong, "else": MARK}]}, "gates[0]"),
        ({"vetoes": [{"id": "g", "when": wrong, "then": MARK}]}, "vetoes[0]"),
        ({"exclusions": [{"when": wrong}]}, "exclusions[0]"),
        ({"adjustments": [{**BONUS, "when": wrong}]}, "adjustments[0]"),
        ({"consequences": [{"id": "c", "when": wrong}]}, "consequences[0]"),
        (
            {"consequences": [{"id": "c", "select": {"by": "a", "count": 1, "except": wrong}}]},
            "consequences[0]",
        ),
    ]
    for change, where in more:
        assert faults_with(leaf("a"), **change) == [(where, "missing-leaf")]


def test_facts_that_exist() -> None:
    inner = {"id": "n", "children": [leaf("b")]}
    for fact in ("score.a", "score.n", "score.j", "score.i", "x.a", "events.i", "total", "people"):
        veto = {"id": "v", "when": over(fact), "then": MARK}
        scheme_of(
            leaf("a"),
            inner,
            adjustments=[BONUS],
            vetoes=[veto],
            indicators={"a": {}, "b": {}, "i": {}},
        )


@pytest.mark.parametrize("fact", ["total", "rank", "grade", "group_size", "score.b"])
def test_whether_a_leaf_applies_is_known_before_it_is_scored(fact: str) -> None:
    when = {"fact": fact, "op": "not_missing"}
    found = faults_with(leaf("a", when=when), leaf("b"))
    assert found == [("tree.children[0]", "late-fact")]


@pytest.mark.parametrize(
    "fact", ["total", "rank", "rank_change", "previous_rank", "rank_from_bottom"]
)
def test_blocks_and_exclusions_come_before_totals(fact: str) -> None:
    block = {**BONUS, "when": over(fact)}
    assert faults_with(leaf("a"), adjustments=[block]) == [("adjustments[0]", "late-fact")]
    assert faults_with(leaf("a"), exclusions=[{"when": over(fact)}]) == [
        ("exclusions[0]", "late-fact")
    ]
    scheme_of(leaf("a"), adjustments=[{**BONUS, "when": over("score.a")}])


@pytest.mark.parametrize("effect", sorted(set(EFFECTS) - LATE_EFFECTS))
def test_what_is_decided_after_ranking_cannot_change_it(effect: str) -> None:
    whole = {"effect": effect, "to": 5, "target": "all" if effect == "no_bonus" else "a"}
    veto = {"id": "v", "when": over("rank"), "then": [whole]}
    assert faults_with(leaf("a"), vetoes=[veto]) == [("vetoes[0].then[0]", "late-effect")]
    scheme_of(leaf("a"), vetoes=[{**veto, "when": over("a")}])


EFFECT_FAULTS: list[tuple[dict[str, Any], Found]] = [
    ({"effect": "zero_leaf", "target": "q"}, [("vetoes[0].then[0]", "missing-leaf")]),
    ({"effect": "zero_leaf"}, [("vetoes[0].then[0]", "missing-leaf")]),
    ({"effect": "cap_leaf", "target": "a"}, [("vetoes[0].then[0]", "effect")]),
    ({"effect": "cap_leaf", "target": "q", "to": 3}, [("vetoes[0].then[0]", "missing-leaf")]),
    ({"effect": "cap_total", "to": "viel"}, [("vetoes[0].then[0]", "effect")]),
    ({"effect": "no_bonus", "target": "a"}, [("vetoes[0].then[0]", "unknown-reference")]),
    ({"effect": "downgrade"}, [("vetoes[0].then[0]", "effect")]),
    ({"effect": "cap_grade", "to": "良"}, [("vetoes[0].then[0]", "effect")]),
    ({"effect": "lowest_grade"}, [("vetoes[0].then[0]", "effect")]),
]


@pytest.mark.parametrize(("effect", "found"), EFFECT_FAULTS)
def test_effects_that_cannot_be(effect: dict[str, Any], found: Found) -> None:
    veto = {"id": "v", "when": over("a"), "then": effect}
    where = [(place.replace("then[0]", "then"), code) for place, code in found]
    assert faults_with(leaf("a"), vetoes=[veto]) == where


def test_a_grade_to_cap_at_exists() -> None:
    def capped(to: str) -> list[dict[str, Any]]:
        return [{"id": "v", "when": over("a"), "then": {"effect": "cap_grade", "to": to}}]

    assert faults_with(leaf("a"), vetoes=capped("中"), grades=GRADES) == [
        ("vetoes[0].then", "effect")
    ]
    scheme_of(leaf("a"), vetoes=capped("良"), grades=GRADES)
    quotas = {"by": "quota", "quotas": [{"grade": "甲", "count": 1}, {"grade": "乙"}]}
    scheme_of(leaf("a"), vetoes=capped("乙"), grades=quotas)


@pytest.mark.parametrize("target", [None, "all", "全部", "j"])
def test_no_bonus_names_an_adjustment_or_all(target: str | None) -> None:
    effect = {"effect": "no_bonus", **({} if target is None else {"target": target})}
    scheme_of(
        leaf("a"), adjustments=[BONUS], vetoes=[{"id": "v", "when": over("a"), "then": effect}]
    )


def test_a_condition_that_cannot_be_read_does_not_hide_other_faults() -> None:
    vetoes = [
        {"id": "v", "when": {"fact": "a", "op": "≈", "value": 1}, "then": MARK},
        {"id": "w", "when": over("score.q"), "then": MARK},
    ]
    gates = [{"id": "g", "require": {"all": []}, "else": MARK}]
    found = faults_with(leaf("a"), vetoes=vetoes, gates=gates)
    assert sorted(found) == [
        ("gates[0].require", "condition"),
        ("vetoes[0].when", "condition"),
        ("vetoes[1]", "missing-leaf"),
    ]
