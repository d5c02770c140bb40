"""The first line: which figures were taken. Every transform, in both languages."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.input_words import TRANSFORM_SENTENCES
from sanbi.engine.scoring.scheme.input_fields import EXTRAS
from tests.engine.scoring.explain.small import PERIOD, leaf, observed, run, step, told

INDICATORS = {
    "f": {
        "name": "固定资产投资",
        "measure": "亿元",
        "kind": "official",
        "owner": "县统计局",
        "source": "月报",
    },
    "h": {"name": "人口", "measure": "万人", "kind": "other"},
    "d": {"name": "调度投资", "kind": "dispatch"},
}
UNITS = [{"unit": "A", "name": "青石镇", "k": 1.5}, {"unit": "B", "name": "望江镇", "k": 1}]
NOW = observed({"A": 53.2, "B": 60.0}, {"A": 50.0, "B": 80.0})
YEAR_AGO = [{**row, "period": "2025Q3", "value": 50.0} for row in NOW]
BEFORE = [
    {**row, "period": "2026Q2", "value": value}
    for row, value in zip(NOW, (70.0, 20.0), strict=True)
]
PEOPLE = observed({"A": 4.0, "B": 5.0}, {}, "h")


def lines(item: Any, language: Any = "zh", unit: str = "A", **more: Any) -> str:
    result = run(
        leaf("direct", input=item, **more),
        observations=[*NOW, *YEAR_AGO, *BEFORE, *PEOPLE],
        units=UNITS,
        indicators=INDICATORS,
    )
    return step(result, unit, "inputs", language)


SENTENCES = [
    ({"indicator": "f"}, "53.2亿元", "53.2 亿元"),
    ({"indicator": "f", "transform": "target"}, "50亿元", "50 亿元"),
    (
        {"indicator": "f", "transform": "growth"},
        "53.2亿元，上年同期50亿元，增长+6.4%",
        "53.2 亿元; a year before 50 亿元; growth +6.4%",
    ),
    (
        {"indicator": "f", "transform": "growth", "against": "previous"},
        "53.2亿元，上期70亿元，增长−24%",
        "53.2 亿元; the period before 70 亿元; growth −24%",
    ),
    (
        {"indicator": "f", "transform": "increment"},
        "53.2亿元，上年同期50亿元，增量+3.2亿元",
        "53.2 亿元; a year before 50 亿元; increment +3.2 亿元",
    ),
    (
        {"indicator": "f", "transform": "change"},
        "53.2亿元，上年同期50亿元，为其1.064倍",
        "53.2 亿元; a year before 50 亿元; ratio 1.064",
    ),
    (
        {"indicator": "f", "transform": "share"},
        "53.2亿元，占组内合计的≈46.996466%",
        "53.2 亿元, ≈46.996466% of the sum in the group",
    ),
    (
        {"indicator": "f", "transform": "per", "per": "h"},
        "53.2亿元，人口4万人，两者之比13.3",
        "53.2 亿元; 人口 4 万人; ratio 13.3",
    ),
    (
        {"indicator": "f", "transform": "per", "per": "h", "scale": "10"},
        "53.2亿元，人口4万人，两者之比乘以10，得133",
        "53.2 亿元; 人口 4 万人; ratio times 10 gives 133",
    ),
    (
        {"indicator": "f", "transform": "completion"},
        "53.2亿元，目标50亿元，完成率106.4%",
        "53.2 亿元; target 50 亿元; completion 106.4%",
    ),
    (
        {"indicator": "f", "transform": "pace"},
        "53.2亿元，目标50亿元，完成率106.4%，时序进度75%，快31.4个百分点",
        (
            "53.2 亿元; target 50 亿元; completion 106.4%, time progress 75%, "
            "ahead by 31.4 percentage points"
        ),
    ),
    (
        {"indicator": "f", "transform": "pace", "basis": "ratio"},
        "53.2亿元，目标50亿元，完成率106.4%，时序进度75%，前者为后者的≈141.866667%",
        "53.2 亿元; target 50 亿元; completion 106.4%, time progress 75%, ratio ≈141.866667%",
    ),
    (
        {"indicator": "f", "transform": "rank"},
        "53.2亿元，居组内第2位",
        "53.2 亿元, place 2 in the group",
    ),
    (
        {"indicator": "f", "transform": "rank_change"},
        "53.2亿元，上期70亿元，组内位次下降1位",
        "53.2 亿元; the period before 70 亿元; fell by 1 in the group",
    ),
    (
        {"indicator": "f", "transform": "streak", "op": ">=", "than": "50"},
        "53.2亿元，已连续2期≥ 50亿元",
        "53.2 亿元; 2 periods running ≥ 50 亿元",
    ),
    (
        {"indicator": "f", "coefficient": "k"},
        "53.2亿元，乘以“k”1.5，得79.8亿元",
        "53.2 亿元; times k 1.5 gives 79.8 亿元",
    ),
]


@pytest.mark.parametrize(("item", "chinese", "english"), SENTENCES)
def test_each_transform(item: Any, chinese: str, english: str) -> None:
    assert lines(item) == f"2026年三季度固定资产投资：{chinese}"
    assert lines(item, "en") == f"固定资产投资, Q3 2026: {english}"


def test_every_transform_has_a_sentence() -> None:
    said = {item.get("transform", "value") for item, _, _ in SENTENCES}
    assert said == set(TRANSFORM_SENTENCES) == set(EXTRAS)


def test_pace_behind_and_even() -> None:
    pace = {"indicator": "f", "transform": "pace"}
    assert lines(pace, unit="B").endswith("完成率75%，与时序进度75%持平")
    late = run(
        leaf("direct", input=pace),
        observations=observed({"A": 26.0}, {"A": 40.0}),
        units=UNITS[:1],
        indicators=INDICATORS,
    )
    assert step(late, "A", "inputs").endswith("完成率65%，时序进度75%，慢10个百分点")


def test_rank_change_up_and_even() -> None:
    change = {"indicator": "f", "transform": "rank_change"}
    assert lines(change, unit="B").endswith("组内位次上升1位")
    against = {**change, "against": "year_ago"}
    assert lines(against, unit="B").endswith("上年同期50亿元，组内位次未变")


def test_another_period() -> None:
    assert lines({"indicator": "f", "at": "year_ago"}) == "2025年三季度固定资产投资：50亿元"


def test_formula_with_its_numbers() -> None:
    item = {"formula": "f * 2 - h", "coefficient": "k"}
    assert lines(item) == (
        "固定资产投资53.2亿元，人口4万人；按公式：53.2 × 2 − 4 = 102.4，乘以“k”1.5，得153.6"
    )
    assert lines(item, "en") == (
        "固定资产投资 53.2 亿元, 人口 4 万人; by formula: 53.2 × 2 − 4 = 102.4"
        "; times k 1.5 gives 153.6"
    )


def test_formula_names_inputs_too() -> None:
    result = run(
        leaf("direct", input={"formula": "rate - 100"}),
        observations=NOW,
        units=UNITS,
        indicators=INDICATORS,
        inputs={"rate": {"indicator": "f", "transform": "completion"}},
    )
    assert step(result, "B", "inputs") == (
        "固定资产投资60亿元，固定资产投资目标80亿元，rate = 75；按公式：75 − 100 = −25"
    )


def test_missing() -> None:
    values: dict[str, float | None] = {"A": None, "B": 3.0}
    plain = run(leaf("direct", missing="zero"), observations=observed(values), units=UNITS)
    assert step(plain, "A", "inputs") == "2026年三季度增速（f）：缺数"
    assert step(plain, "A", "inputs", "en") == "增速 (f), Q3 2026: missing"
    by_formula = run(
        leaf("direct", input={"formula": "f + 1"}, missing="zero"),
        observations=observed(values),
        units=UNITS,
        indicators=INDICATORS,
    )
    assert step(by_formula, "A", "inputs") == "“增速”按公式取数，缺固定资产投资"
    divided = run(
        leaf("direct", input={"formula": "1 / (f - 3)"}, missing="zero"),
        observations=observed({"A": 1.0, "B": 3.0}),
        units=UNITS,
        indicators=INDICATORS,
    )
    assert step(divided, "B", "inputs") == "“增速”按公式取数，缺有效结果（除数为零）"


def test_notes_tell_owner_source_and_version() -> None:
    rows = [
        {**row, "version": 2, "source": "统计月报", "revised": True}
        for row in observed({"A": 5.0}, {})
    ]
    result = run(leaf("direct"), observations=rows, units=UNITS[:1], indicators=INDICATORS)
    line = told(result, "A").line("inputs")
    assert line.notes == ("固定资产投资：县统计局提供，来源：统计月报，第2版（已修订）",)
    english = told(result, "A", language="en").line("inputs")
    assert english.notes == ("固定资产投资: from 县统计局, source 统计月报, version 2 (revised)",)
    again = [{**row, "revised": False} for row in rows]
    result = run(leaf("direct"), observations=again, units=UNITS[:1], indicators=INDICATORS)
    line = told(result, "A").line("inputs")
    assert line.notes == ("固定资产投资：县统计局提供，来源：统计月报，第2版",)


def test_notes_tell_what_was_filled_in_or_treated() -> None:
    values: dict[str, float | None] = {"A": None, "B": 3.0, "C": 5.0}
    units = [{"unit": unit} for unit in values]
    filled = run(
        leaf("direct", input={"indicator": "f", "impute": "mean"}),
        observations=observed(values),
        units=units,
    )
    assert told(filled, "A").line("inputs").notes == ("原始数据缺数，以均值4插补",)
    assert told(filled, "A").line("inputs").text == "2026年三季度增速（f）：4"
    assert told(filled, "B").line("inputs").notes == ()
    many = {f"U{place:02}": float(place % 3) for place in range(20)} | {"U99": 900.0}
    treated = run(
        leaf("direct", input={"indicator": "f", "treat": {}}),
        observations=observed(many),
        units=[{"unit": unit} for unit in many],
    )
    assert told(treated, "U99").line("inputs").notes == ("原值900，按异常值处理为2",)
    assert told(treated, "U00").line("inputs").notes == ()


def test_events_ratings_and_ballots() -> None:
    tables = {
        "events": [
            {"unit": "A", "item": "e", "period": PERIOD, "kind": "通报", "count": 2,
             "document": "县督〔2026〕3号", "note": "迟报"},
            {"unit": "A", "item": "e", "period": PERIOD, "kind": "表彰", "count": 1},
        ],
        "ratings": [
            {"unit": "A", "leaf": "r", "period": PERIOD, "assessor": "县府办", "rating": 8.5,
             "reason": "推进有力"},
            {"unit": "A", "leaf": "r", "period": PERIOD, "assessor": "领导1", "rating": 9},
        ],
        "ballots": [
            {"electorate": "hall", "period": PERIOD, "ballot": number, "class": kind, "unit": "A",
             "mark": mark}
            for number, kind, mark in (
                ("1", "领导", "90"), ("2", "代表", "80"), ("3", "代表", "70"), ("4", "代表", "200")
            )
        ],
    }  # fmt: skip
    result = run(
        {"id": "e", "points": "10",
         "rule": {"type": "events", "each": {"通报": "-1", "表彰": "2"}}},
        {"id": "r", "points": "10", "rule": "rating", "missing": "zero"},
        {"id": "b", "points": "10", "rule": {"type": "ballot", "electorate": "hall"},
         "missing": "zero"},
        observations=[],
        units=UNITS,
        tables=tables,
        electorates={"hall": {"kind": "score", "classes": {"领导": "60", "代表": "40"}}},
    )  # fmt: skip
    assert step(result, "A", "inputs", name="e") == "2026年三季度计入：表彰1次、通报2次"
    assert told(result, "A", "e").line("inputs").notes == ("通报：县督〔2026〕3号，迟报",)
    assert step(result, "B", "inputs", name="e") == "2026年三季度无此类事项"
    assert step(result, "A", "inputs", "en", "e") == "Q3 2026, counted: 表彰 × 1 and 通报 × 2"
    assert step(result, "A", "inputs", name="r") in {
        "2026年三季度评分：县府办8.5分、领导1 9分",
        "2026年三季度评分：领导1 9分、县府办8.5分",
    }
    assert told(result, "A", "r").line("inputs").notes == ("县府办：推进有力",)
    assert step(result, "B", "inputs", name="r") == "2026年三季度没有评分"
    assert step(result, "A", "inputs", name="b") == (
        "2026年三季度有效票3张：领导1张，平均90分、代表2张，平均75分；测评结果84分（百分制）"
    )
    assert told(result, "A", "b").line("inputs").notes == ("另有1张废票，未计入",)
    assert step(result, "B", "inputs", "en", "b") == "Q3 2026: no valid ballot"
    assert step(result, "A", "inputs", "en", "b") == (
        "Q3 2026, 3 valid ballots: 领导: 1 ballots, mean 90 points and "
        "代表: 2 ballots, mean 75 points; result 84 points of 100"
    )


def test_events_without_a_kind() -> None:
    tables = {"events": [{"unit": "A", "item": "l", "period": PERIOD, "count": 3}]}
    result = run(leaf({"type": "events", "each": "1"}), observations=[], units=UNITS, tables=tables)
    assert step(result, "A", "inputs") == "2026年三季度计入：3次"


def test_a_rule_that_takes_figures_by_name_or_none() -> None:
    rule = {"type": "formula", "formula": "f + rate", "cap": "none"}
    item = {key: value for key, value in leaf(rule).items() if key != "input"}
    result = run(
        item,
        observations=NOW,
        units=UNITS,
        indicators=INDICATORS,
        inputs={"rate": {"indicator": "f", "transform": "completion"}},
    )
    assert step(result, "B", "inputs") == "固定资产投资60亿元，固定资产投资目标80亿元，rate = 75"
    nothing = {**item, "rule": {"type": "formula", "formula": "7"}}
    assert step(run(nothing), "A", "inputs") == "本项不取数"


def test_a_figure_that_is_missing_says_so() -> None:
    rule = {"type": "formula", "formula": "f + h"}
    item = {key: value for key, value in leaf(rule, missing="zero").items() if key != "input"}
    rows = [*NOW, *PEOPLE[:1]]
    result = run(item, observations=rows, units=UNITS, indicators=INDICATORS)
    assert step(result, "B", "inputs") == "固定资产投资60亿元，人口缺数"
