"""Gates, vetoes and exclusions that touched a unit: condition, figures, effects."""

from typing import Any

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.explain import GateHit, explain_unit
from sanbi.engine.scoring.explain.gate_words import GateTeller
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.phrasing import Phrasing
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.model import Effect
from tests.engine.scoring.explain.small import VALUES, leaf, run

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES]
LOW = {"fact": "f", "op": ">=", "value": "1"}
GRADES = {
    "by": "score",
    "bands": [{"grade": "优秀", "min": "10"}, {"grade": "良好", "min": "5"}, {"grade": "一般"}],
}


def hits(result: Result, unit: str, language: Any = "zh") -> tuple[GateHit, ...]:
    return explain_unit(result, unit, language=language).gates


def test_a_gate_that_is_met_is_not_told() -> None:
    gate = {"id": "g", "require": LOW, "else": [{"effect": "unranked"}]}
    result = run(leaf("direct"), units=UNITS, gates=[gate])
    assert hits(result, "A") == ()
    [hit] = hits(result, "E")
    assert hit == GateHit(
        id="g",
        name="g",
        kind="gate",
        clause="",
        condition="f 不低于 1",
        sentence="条件不成立：“f 不低于 1”不成立（f 为 0）。",
        effects=("不参加排名",),
    )
    told = explain_unit(result, "E")
    assert told.unranked == "g"
    assert told.sentences[1] == "E镇得0.00分，不参加排名：g。"
    assert told.sentences[-1] == (
        "前置条件“g”未满足，因此不参加排名。条件不成立：“f 不低于 1”不成立（f 为 0）。"
    )


def test_gates_see_scores_before_gates() -> None:
    """The first gate zeroes the leaf; the second judged the score before that."""
    gates = [
        {"id": "zero", "require": {"fact": "f", "op": ">=", "value": "7"},
         "else": [{"effect": "zero_leaf", "target": "l"}]},
        {"id": "high", "require": {"fact": "score.l", "op": "<", "value": "6"},
         "else": [{"effect": "mark", "text": "已核"}]},
    ]  # fmt: skip
    result = run(leaf("direct"), units=UNITS, gates=gates)
    assert [hit.id for hit in hits(result, "C")] == ["zero", "high"]
    assert hits(result, "C")[1].sentence == (
        "条件不成立：“增速得分 低于 6”不成立（增速得分 为 6.4）。"
    )


def test_a_veto_and_a_late_condition() -> None:
    vetoes = [
        {"id": "v", "name": "安全事故", "when": {"fact": "events.e", "op": ">", "value": "0"}},
        {"id": "last", "name": "末位", "clause": "第9条",
         "when": {"fact": "rank_from_bottom", "op": "<=", "value": "1"},
         "then": [{"effect": "downgrade", "levels": 1}, {"effect": "mark", "text": "约谈"}]},
    ]  # fmt: skip
    block = {
        "id": "off",
        "sign": "deduct",
        "items": [{"id": "e", "name": "事故", "rule": {"type": "events", "each": "0"}}],
    }
    tables = {"events": [{"unit": "A", "item": "e", "period": "2026Q3", "count": 2}]}
    result = run(
        leaf("direct"),
        units=UNITS,
        tables=tables,
        grades=GRADES,
        vetoes=vetoes,
        adjustments=[block],
    )
    [veto] = hits(result, "A")
    assert (veto.kind, veto.effects) == ("veto", ("等次定为“一般”",))
    assert veto.sentence == "条件成立：“事故次数 高于 0”成立（事故次数 为 2）。"
    assert explain_unit(result, "A").sentences[-2] == (
        f"触发一票否决“安全事故”，因此等次定为“一般”。{veto.sentence}"
    )
    [last] = hits(result, "F", "en")
    assert (last.kind, last.clause) == ("veto", "第9条")
    assert last.effects == ("the grade is lowered by 1", "约谈")
    assert last.sentence == (
        "The condition is met: “the rank from the bottom is at most 1” is true"
        " (the rank from the bottom is 1)."
    )
    assert hits(result, "B") == ()


def test_exclusions_by_name_and_by_condition() -> None:
    exclusions = [
        {"units": ["B"], "reason": "新设，当年不参评"},
        {"when": {"fact": "f", "op": "<", "value": "0"}, "reason": "数据异常"},
    ]
    result = run(leaf("direct"), units=UNITS, exclusions=exclusions)
    [named] = hits(result, "B")
    assert (named.kind, named.name, named.sentence) == ("exclusion", "新设，当年不参评", "")
    told = explain_unit(result, "B")
    assert told.unranked == "新设，当年不参评"
    assert told.sentences[-1] == "不参加排名：新设，当年不参评。"
    [judged] = hits(result, "F")
    assert judged.condition == "f 低于 0"
    assert judged.sentence == "条件成立：“f 低于 0”成立（f 为 -3.2）。"
    assert hits(result, "A") == ()


@pytest.mark.parametrize(
    ("effect", "chinese", "english"),
    [
        (Effect("zero_leaf", "l", None, 1, None), "“增速”计零分", "“增速” counts as zero"),
        (
            Effect("cap_leaf", "l", "3", 1, None),
            "“增速”最高得3分",
            "“增速” gives at most 3 points",
        ),
        (
            Effect("cap_total", None, "80", 1, None),
            "总分最高80分",
            "the total is at most 80 points",
        ),
        (Effect("no_bonus", "plus", None, 1, None), "“加分项”不予计分", "“加分项” does not count"),
        (Effect("no_bonus", "all", None, 1, None), "不予加分", "no bonus"),
        (Effect("no_bonus", None, None, 1, None), "不予加分", "no bonus"),
        (Effect("unranked", None, None, 1, None), "不参加排名", "not ranked"),
        (Effect("rank_last", None, None, 1, None), "排在末位", "ranked last"),
        (Effect("downgrade", None, None, 2, None), "等次降2档", "the grade is lowered by 2"),
        (
            Effect("cap_grade", None, "良好", 1, None),
            "等次最高为“良好”",
            "the grade is at most “良好”",
        ),
        (
            Effect("lowest_grade", None, None, 1, None),
            "等次定为“一般”",
            "the grade is “一般”",
        ),
        (Effect("mark", None, None, 1, "取消评先"), "取消评先", "取消评先"),
    ],
)
def test_effects(effect: Effect, chinese: str, english: str) -> None:
    block = {
        "id": "plus",
        "name": "加分项",
        "sign": "add",
        "items": [{"id": "e", "rule": {"type": "events", "each": "1"}}],
    }
    result = run(leaf("direct"), units=UNITS, grades=GRADES, adjustments=[block])
    for language, text in (("zh", chinese), ("en", english)):
        naming = Naming(result.run, Phrasing("zh" if language == "zh" else "en"))
        teller = GateTeller(result.run, result.outcomes[0], naming)
        assert teller.effect(effect) == text


def test_every_effect_has_words() -> None:
    phrasing = Phrasing("zh")
    for effect in set(words.EFFECTS) - {"mark"}:
        assert phrasing.knows(f"effect.{effect}")
