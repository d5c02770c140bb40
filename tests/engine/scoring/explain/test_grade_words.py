"""Why a unit has its grade, and how equal totals were placed."""

from typing import Any

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.explain import explain_unit
from sanbi.engine.scoring.explain.grade_words import GRADE_EFFECTS
from sanbi.engine.scoring.scheme import words
from tests.engine.scoring.explain.small import VALUES, leaf, observed, run

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES]
BANDS = [{"grade": "优秀", "min": "10"}, {"grade": "良好", "min": "5"}, {"grade": "一般"}]


def reason(result: Result, unit: str, language: Any = "zh") -> str:
    return explain_unit(result, unit, language=language).grade_reason


def test_bands() -> None:
    result = run(leaf("direct"), units=UNITS, grades={"by": "score", "bands": BANDS})
    assert explain_unit(result, "A").grade == "优秀"
    assert [reason(result, unit) for unit in "ACE"] == [
        "10分及以上",
        "5分及以上、不到10分",
        "不到5分",
    ]
    assert [reason(result, unit, "en") for unit in "ACE"] == [
        "10 points or more",
        "5 points or more and less than 10 points",
        "less than 5 points",
    ]
    assert explain_unit(result, "C").sentences[-1] == "等次为“良好”（5分及以上、不到10分）。"


def test_bands_of_a_low_total() -> None:
    bands = [{"grade": "优秀", "max": "3"}, {"grade": "良好", "max": "7"}, {"grade": "一般"}]
    result = run(leaf("direct"), units=UNITS, better="low", grades={"by": "score", "bands": bands})
    assert [reason(result, unit) for unit in "ECA"] == [
        "3分及以下",
        "7分及以下、高于3分",
        "高于7分",
    ]
    assert reason(result, "C", "en") == "7 points or less and more than 3 points"


def test_one_band_for_all() -> None:
    result = run(leaf("direct"), units=UNITS, grades={"by": "score", "bands": [{"grade": "合格"}]})
    assert reason(result, "A") == "不设分数线"


def test_quotas() -> None:
    quotas = [
        {"grade": "优秀", "share": "0.2"},
        {"grade": "良好", "count": 2, "min": "6"},
        {"grade": "一般"},
    ]
    grades = {"by": "quota", "round": "half_up", "quotas": quotas}
    result = run(leaf("direct"), units=UNITS, grades=grades)
    assert [reason(result, unit) for unit in "ABE"] == [
        "按20%的比例，6个单位中第1名",
        "6个单位中第2至3名",
        "6个单位中第4名及以后，或未达到上一等次的分数线",
    ]
    assert reason(result, "B", "en") == "places 2 to 3 of 6"
    assert reason(result, "A", "en") == "20%, place 1 of 6"


def test_lowered() -> None:
    gate = {"id": "g", "name": "增速为正", "require": {"fact": "f", "op": ">", "value": "9"},
            "else": [{"effect": "downgrade", "levels": 1}]}  # fmt: skip
    veto = {"id": "v", "name": "事故", "when": {"fact": "f", "op": ">", "value": "12"},
            "then": [{"effect": "cap_grade", "to": "良好"},
                     {"effect": "mark", "text": "通报"}]}  # fmt: skip
    other = {"id": "o", "name": "别的", "when": {"fact": "f", "op": ">", "value": "12"},
             "then": [{"effect": "mark", "text": "备案"}]}  # fmt: skip
    result = run(
        leaf("direct"),
        units=UNITS,
        gates=[gate],
        vetoes=[veto, other],
        grades={"by": "score", "bands": BANDS},
    )
    assert reason(result, "A") == "10分及以上，应为“优秀”；因一票否决“事故”，降为“良好”"
    assert reason(result, "C") == (
        "5分及以上、不到10分，应为“良好”；因前置条件“增速为正”未满足，降为“一般”"
    )
    assert reason(result, "C", "en") == (
        "5 points or more and less than 10 points, which is “良好”; lowered to “一般” because of"
        " the unmet requirement “增速为正”"
    )
    # E is at the bottom already: the gate lowered nothing
    assert reason(result, "E") == "不到5分"
    assert reason(result, "B") == "10分及以上"


def test_a_grade_without_a_rank() -> None:
    veto = {"id": "v", "name": "事故", "when": {"fact": "f", "op": ">", "value": "12"},
            "then": [{"effect": "unranked"}, {"effect": "lowest_grade"}]}  # fmt: skip
    grades = {"by": "score", "bands": BANDS}
    result = run(leaf("direct"), units=UNITS, vetoes=[veto], grades=grades)
    assert explain_unit(result, "A").grade == "一般"
    assert reason(result, "A") == "因一票否决“事故”"


def test_no_grades() -> None:
    told = explain_unit(run(leaf("direct"), units=UNITS), "A")
    assert (told.grade, told.grade_reason) == ("", "")


def test_effects_on_grades_are_those_of_the_scheme() -> None:
    assert set(GRADE_EFFECTS) <= set(words.EFFECTS)


# ties ---------------------------------------------------------------------------------------------
def tie(result: Result, unit: str, language: Any = "zh") -> str:
    return explain_unit(result, unit, language=language).tie


def test_shared_places() -> None:
    result = run(leaf("direct"), units=UNITS)
    assert tie(result, "C") == "总分相同（6.40分）：与D镇并列第3名。"
    assert tie(result, "D", "en") == "Equal totals (6.40 points): shares place 3 with C镇."
    assert tie(result, "A") == ""
    assert explain_unit(result, "C").sentences[2] == tie(result, "C")


@pytest.mark.parametrize(
    ("better", "first", "second"),
    [
        ("high", "按“次指标”排在D镇之前（7对5）", "按“次指标”排在C镇之后（5对7）"),
        ("low", "按“次指标”排在D镇之后（7对5）", "按“次指标”排在C镇之前（5对7）"),
    ],
)
def test_split_by_a_key(better: str, first: str, second: str) -> None:
    second_values = {"A": 1.0, "B": 1.0, "C": 7.0, "D": 5.0, "E": 1.0, "F": 1.0}
    result = run(
        leaf("direct"),
        units=UNITS,
        observations=[*observed(), *observed(second_values, {}, "g")],
        indicators={"f": {"name": "主指标"}, "g": {"name": "次指标"}},
        ties={"method": "competition", "then": [{"by": "f"}, {"by": "g", "better": better}]},
    )
    assert tie(result, "C") == f"总分相同（6.40分）：{first}。"
    assert tie(result, "D") == f"总分相同（6.40分）：{second}。"


def test_ordinal_places_are_by_code() -> None:
    result = run(leaf("direct"), units=UNITS, ties="ordinal")
    assert tie(result, "C") == "总分相同（6.40分）：按排名规则排在D镇之前。"
    assert tie(result, "D", "en") == "Equal totals (6.40 points): behind C镇 by the ranking rule."


def test_equal_before_rounding_only_where_that_ranks() -> None:
    values = {"A": 1.001, "B": 1.004, "C": 1.001}
    rows, units = observed(values, {}), [{"unit": unit} for unit in values]
    unrounded = run(
        leaf("direct"), observations=rows, units=units, rank_on="unrounded", round_at=["total"]
    )
    assert tie(unrounded, "A") == "未取整总分相同（公布为1.00分）：与C并列第2名。"
    assert tie(unrounded, "B") == ""
    published = run(leaf("direct"), observations=rows, units=units)
    assert tie(published, "A") == "总分相同（1.00分）：与B、C并列第1名。"
