import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.conditions import (
    Waiver,
    condition_text,
    evaluate,
    facts_of,
    parse_condition,
    sentence,
)
from sanbi.engine.conditions.phrases import PHRASES
from tests.engine.conditions.written import conditions, facts

NAMES = {"rank_from_bottom": "倒数名次", "completion": "完成率"}
PENALTY = {
    "all": [
        {"fact": "rank_from_bottom", "op": "<=", "value": 3},
        {"fact": "completion", "op": "<", "value": 100},
    ]
}


def test_a_verdict_in_chinese_and_english() -> None:
    verdict = evaluate(parse_condition(PENALTY), {"rank_from_bottom": 2, "completion": 92.5})
    assert sentence(verdict, "zh", NAMES) == (
        "条件成立：“倒数名次 不高于 3”成立（倒数名次 为 2）；"
        "“完成率 低于 100”成立（完成率 为 92.5）。"
    )
    assert sentence(verdict, "en") == (
        "The condition is met: “rank_from_bottom is at most 3” is true (rank_from_bottom is 2); "
        "“completion is below 100” is true (completion is 92.5)."
    )


def test_missing_and_waived() -> None:
    condition = parse_condition(PENALTY)
    open_ = evaluate(condition, {"rank_from_bottom": 2})
    assert sentence(open_, "zh", NAMES) == (
        "条件无法判断：“完成率 低于 100”无法判断（缺 完成率）。"
    )
    waiver = Waiver(None, None, "台风", "县委常委会")
    waived = evaluate(condition, {"rank_from_bottom": 2, "completion": 92.5}, waivers=[waiver])
    assert sentence(waived, "zh", NAMES).endswith("；豁免理由：台风，批准：县委常委会。")
    assert sentence(waived, "en").startswith("The condition is met but waived: ")
    assert sentence(waived, "en").endswith("; waived because: 台风; approved by 县委常委会.")


def test_a_streak_names_the_periods() -> None:
    condition = parse_condition({"streak": {"of": {"fact": "late"}, "at_least": 3}})
    running = evaluate(condition, {"late": True}, [{"late": True}, {"late": True}])
    assert sentence(running, "zh") == (
        "条件成立：“late 为是”成立（late 为 是）；上一期“late 为是”成立（late 为 是）；"
        "前第 2 期“late 为是”成立（late 为 是）。"
    )
    short = evaluate(condition, {"late": True}, [{"late": True}])
    assert sentence(short, "en") == (
        "The condition cannot be judged: 2 periods before, “late is yes” is not on record."
    )


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        ({"fact": "x", "op": ">=", "value": 0.5}, "x 不低于 0.5", "x is at least 0.5"),
        ({"fact": "x", "op": "==", "value": {"fact": "y"}}, "x 等于 y", "x equals y"),
        ({"fact": "x", "op": "==", "value": False}, "x 为否", "x is no"),
        ({"fact": "x", "op": "!=", "value": True}, "x 不等于 是", "x differs from yes"),
        (
            {"fact": "x", "op": "in", "value": ["甲", "乙"]},
            "x 属于 甲、乙 之一",
            "x is one of 甲, 乙",
        ),
        (
            {"fact": "x", "op": "between", "value": [1, 2]},
            "x 在 1 至 2 之间",
            "x is between 1 and 2",
        ),
        ({"fact": "x", "op": "is_missing"}, "x 无数据", "x is missing"),
        (
            {"any": [{"fact": "x"}, {"all": [{"fact": "y"}, {"not": {"fact": "z"}}]}]},
            "x 为是，或 （y 为是，且 并非（z 为是））",
            "x is yes, or (y is yes, and not (z is yes))",
        ),
        (
            {"at_least": {"count": 1, "of": [{"fact": "x"}, {"fact": "y"}]}},
            "以下 2 项中至少 1 项成立：x 为是；y 为是",
            "at least 1 of these 2: x is yes; y is yes",
        ),
        (
            {"streak": {"of": {"fact": "x"}, "at_least": 3}, "waived_by": {"fact": "y"}},
            "（连续 3 期 x 为是），但 y 为是 时豁免",
            "(3 periods running x is yes), waived where y is yes",
        ),
    ],
)
def test_conditions_as_clauses(data: Any, zh: str, en: str) -> None:
    condition = parse_condition(data)
    assert condition_text(condition, "zh") == zh
    assert condition_text(condition, "en") == en


@given(conditions(with_waivers=True), facts(), st.lists(facts(), max_size=2))
def test_every_condition_can_be_told(data: Any, now: Any, history: Any) -> None:
    condition = parse_condition(data)
    verdict = evaluate(condition, now, history)
    for language in ("zh", "en"):
        clause = condition_text(condition, language)
        assert all(re.search(rf"\b{fact}\b", clause) for fact in facts_of(condition))
        told = sentence(verdict, language)
        assert "{" not in told
        assert verdict.reasons
        assert all(reason.condition.fact in told for reason in verdict.reasons)


def test_braces_in_names_stay_as_they_are() -> None:
    condition = parse_condition({"fact": "{x}", "op": "==", "value": "{0}"})
    assert condition_text(condition, "en", {"{x}": "{y}"}) == "{y} equals {0}"


def test_both_languages_have_the_same_phrases() -> None:
    zh, en = PHRASES["zh"], PHRASES["en"]
    for table in ("operators", "outcomes", "verdicts"):
        assert getattr(zh, table).keys() == getattr(en, table).keys()
    for name, text in vars(zh).items():
        if isinstance(text, str):
            fields = re.findall(r"\{(\w+)\}", text)
            assert sorted(fields) == sorted(re.findall(r"\{(\w+)\}", getattr(en, name))), name
