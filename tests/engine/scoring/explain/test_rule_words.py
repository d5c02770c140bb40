"""The second line: what the rule says, with its own parameters. All rules, both languages."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain import Explainer
from sanbi.engine.scoring.explain.rule_words import RULE_SENTENCES
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.explain.small import VALUES, leaf, observed, run, step
from tests.engine.scoring.explain.substitution.rule_cases import CASES, DIRECTED
from tests.engine.scoring.explain.test_examples import LEFT_OVER

UNITS = [{"unit": unit, "name": f"{unit}镇", "k": 2} for unit in VALUES]
RATE = {"f": {"name": "增速", "measure": "%"}}
POSITIVE = {"A": 12.5, "B": 10.0, "C": 6.4, "D": 6.4, "E": 0.3, "F": 25.0}


def said(rule: Any, language: Any = "zh", unit: str = "C", **more: Any) -> str:
    result = run(leaf(rule, **more), units=UNITS, indicators=RATE)
    return step(result, unit, "rule", language)


SENTENCES: list[tuple[str, str, str, str]] = [
    (
        "linear",
        "high",
        "达到目标9%得满分10分；每低1个百分点扣0.8分，扣完为止。",
        (
            "The target 9% earns the full mark of 10 points; each 1 percentage point"
            " below takes off"
            " 0.8 points, down to 0."
        ),
    ),
    (
        "linear",
        "low",
        "达到目标9%得满分10分；每高1个百分点扣0.8分，扣完为止。",
        (
            "The target 9% earns the full mark of 10 points; each 1 percentage point"
            " above takes off"
            " 0.8 points, down to 0."
        ),
    ),
    (
        "linear two slopes",
        "high",
        "达到目标7%得基础分6分；每高1个百分点加0.5分，每低1个百分点扣1.5分；最高得满分，扣完为止。",
        (
            "The target 7% earns the base of 6 points; each 1 percentage point above"
            " adds 0.5 points,"
            " each 1 percentage point below takes off 1.5 points; at most the full mark, down to 0."
        ),
    ),
    (
        "linear whole steps",
        "high",
        "达到目标9%得满分10分；每高2个百分点加1分，每低2个百分点扣1分，不足一步的不计。",
        (
            "The target 9% earns the full mark of 10 points; each 2 percentage points above adds"
            " 1 point, each 2 percentage points below takes off 1 point, whole steps only."
        ),
    ),
    (
        "linear limit",
        "high",
        "达到目标9%得基础分5分；每高1个百分点加1分，每低1个百分点扣1分；最高8分，最低2分。",
        (
            "The target 9% earns the base of 5 points; each 1 percentage point above adds 1 point,"
            " each 1 percentage point below takes off 1 point; at most 8 points, at least 2 points."
        ),
    ),
    (
        "linear tiers",
        "high",
        (
            "达到目标8%得基础分6分；5%以下，每1个百分点计0.1分；5%至11%之间，每1个百分点计0.5分；"
            "11%以上，每1个百分点计−0.2分，扣完为止。"
        ),
        (
            "The target 8% earns the base of 6 points; below 5%, each 1 percentage"
            " point: 0.1 points;"
            " from 5% to 11%, each 1 percentage point: 0.5 points; above 11%, each 1"
            " percentage point:"
            " −0.2 points, down to 0."
        ),
    ),
    (
        "progressive few bands",
        "high",
        (
            "达到目标9%得基础分10分；与目标之差每1个百分点为一档，第k档内每高（低）1个百分点加（减）"
            "10 ÷ (20 + 20 × (k − 1))分；最高10.2分，最低9分。"
        ),
        (
            "The target 9% earns the base of 10 points; each 1 percentage point of"
            " distance is a band,"
            " and in band k each 1 percentage point above (below) adds (takes off)"
            " 10 ÷ (20 + 20 × (k − 1)) points; at most 10.2 points, at least 9 points."
        ),
    ),
    (
        "threshold",
        "high",
        "不低于目标9%得10分，否则得2分。",
        "9% or more earns 10 points, else 2 points.",
    ),
    (
        "threshold strict",
        "low",
        "低于目标10%得10分，否则得0分。",
        "Below 10% earns 10 points, else 0 points.",
    ),
    (
        "value bands mixed high",
        "high",
        "不低于12%得9分，11%至12%得7分，6%至10%得5分，不高于−1%得1分，其余得2分。",
        (
            "12% or more earns 9 points, 11% to 12% earns 7 points, 6% to 10% earns 5 points,"
            " −1% or less earns 1 point, the rest 2 points."
        ),
    ),
    (
        "efficacy",
        "high",
        "功效系数法：满分10分，基础系数0.6，其余按在组内最小值−3.2%与最大值12.5%之间的位置折算。",
        (
            "Efficacy coefficient: full mark 10 points, base share 0.6, the rest by the position"
            " between the least value in the group, −3.2%, and the greatest, 12.5%."
        ),
    ),
    (
        "efficacy half given",
        "high",
        "功效系数法：满分10分，基础系数0.6，其余按在−3.2%与20%之间的位置折算。",
        (
            "Efficacy coefficient: full mark 10 points, base share 0.6, the rest by the position"
            " between −3.2% and 20%."
        ),
    ),
    (
        "ratio full",
        "high",
        "组内最高值12.5%得满分10分，其余按与最高值之比计分；最低1分。",
        (
            "The greatest value in the group, 12.5%, earns 10 points; others by their ratio to it;"
            " at least 1 point."
        ),
    ),
    (
        "rank step",
        "high",
        "按组内位次计分：第1名得满分10分，每后一名少得满分的30%，扣完为止。",
        (
            "By place in the group: first place earns 10 points, each place behind 30%"
            " of that less,"
            " down to 0."
        ),
    ),
    (
        "rank step points",
        "high",
        "按组内位次计分：第1名得满分10分，每后一名少得2.5分，扣完为止。",
        (
            "By place in the group: first place earns 10 points, each place behind 2.5 points less,"
            " down to 0."
        ),
    ),
    (
        "rank table",
        "high",
        "按组内位次赋分：第1名5分、第2名3分、第3名1分，以后每退一名减0.5分。",
        (
            "By place in the group: place 1: 5 points, place 2: 3 points, place 3: 1 point,"
            " then 0.5 points less for each place."
        ),
    ),
    (
        "rank table small",
        "high",
        "单位数6个，不超过6个，用小组办法：按组内位次赋分：第1名4分、第2名2分，以后每退一名减1分。",
        (
            "6 units, not more than 6: the table for small groups. By place in the group:"
            " place 1: 4 points, place 2: 2 points, then 1 point less for each place."
        ),
    ),
    (
        "rank table flat",
        "high",
        "按组内位次赋分：第1名5分、第2名3分，以后各名次同最后一名。",
        "By place in the group: place 1: 5 points, place 2: 3 points, then the same as the last.",
    ),
    (
        "rank bands",
        "high",
        "按组内位次分档：第1名得7分，第2至3名得4分，其余得1分。",
        (
            "By place in the group: place 1 earns 7 points, places 2 to 3 earn 4 points,"
            " the rest 1 point."
        ),
    ),
    (
        "rank bands share",
        "high",
        "按组内位次分档：前34%得7分，前67%得4分，其余得0分。",
        (
            "By place in the group: the first 34% earn 7 points, the first 67% earn 4 points,"
            " the rest 0 points."
        ),
    ),
    (
        "min-max range",
        "low",
        "组内最差值12.5%得1分，最好值−3.2%得10分，其余按位置折算。",
        (
            "The worst value in the group, 12.5%, earns 1 point, the best, −3.2%, earns 10 points;"
            " others by their position between."
        ),
    ),
    (
        "z-score population",
        "high",
        "标准分：组内均值5.35%、标准差≈5.426402个百分点，折算为均值70、标准差10的分数。",
        (
            "Z-score: mean 5.35% and standard deviation ≈5.426402 percentage points in the group,"
            " brought to mean 70 and standard deviation 10."
        ),
    ),
    (
        "percentile",
        "high",
        "按好于组内其他单位的个数计分，好于全部其他单位得10分。",
        "By how many units in the group are worse: if all others are, 10 points.",
    ),
    (
        "rank value",
        "high",
        "组内由差到好排列，最差的为1，每进一位加1。",
        "Place in the group counted from the worst, which is 1.",
    ),
    (
        "goalposts",
        "low",
        "从10%到0%按比例计分，达到0%得10分；两端截断。",
        "In proportion from 10% to 0%, which earns 10 points; clipped at both ends.",
    ),
    (
        "distance unit",
        "high",
        "达到参照值（B镇的数值）得10分，离组内最差值越近得分越低；最高得满分。",
        (
            "A value equal to that of B镇 earns 10 points; nearer to the worst value in the group,"
            " less; at most the full mark."
        ),
    ),
    (
        "distance ratio",
        "high",
        "按与参照值5%之比计分，相等得10分；最低0分。",
        "By the ratio to a value equal to 5%, which earns 10 points; at least 0.",
    ),
    ("direct", "high", "取数即得分。", "The input is the score."),
    (
        "formula",
        "high",
        "按公式计分：满分 × (取数 − 最差值) ÷ (最好值 − 最差值)；最高得满分，最低0分。",
        (
            "By formula: full mark × (input − worst) ÷ (best − worst); at most the full mark,"
            " at least 0."
        ),
    ),
    (
        "formula sum",
        "high",
        "按公式计分：取数 + k；最高15分，最低2分。",
        "By formula: input + k; at most 15 points, at least 2 points.",
    ),
]


@pytest.mark.parametrize(("name", "better", "chinese", "english"), SENTENCES)
def test_sentence(name: str, better: str, chinese: str, english: str) -> None:
    assert said(CASES[name], better=better) == chinese
    assert said(CASES[name], "en", better=better) == english


def test_proportional() -> None:
    rule = {"type": "proportional", "target": "data", "cap": "12", "floor": "-1"}
    result = run(leaf(rule), observations=observed(POSITIVE), units=UNITS, indicators=RATE)
    assert step(result, "C", "rule") == (
        "达到目标9%得10分，按完成比例计分（满分 × 实绩 ÷ 目标）；最高12分，最低−1分。"
    )
    low = run(
        leaf({"type": "proportional", "target": "8"}, better="low"),
        observations=observed(POSITIVE),
        units=UNITS,
    )
    assert step(low, "C", "rule") == (
        "不超过目标8得10分，超过的按比例计分（满分 × 目标 ÷ 实绩）；最高得满分。"
    )


@pytest.mark.parametrize(("name", "better"), DIRECTED)
def test_every_case_makes_clean_sentences(name: str, better: str) -> None:
    values = POSITIVE if name.startswith("proportional") else None
    result = run(
        leaf(CASES[name], better=better),
        observations=observed(values),
        units=UNITS,
        indicators=RATE,
    )
    for language, stop in (("zh", "。"), ("en", ".")):
        explainer = Explainer(result, "zh" if language == "zh" else "en")
        for unit in VALUES:
            told = explainer.leaf(unit, "l")
            assert told.line("rule").text.endswith(stop)
            assert not LEFT_OVER.search(told.to_text())


def test_every_rule_has_a_sentence() -> None:
    assert set(RULE_SENTENCES) == set(RULES)


def test_events_rating_and_ballot() -> None:
    electorates = {
        "rank": {"kind": "rank", "top": "90", "step": "2"},
        "score": {"kind": "score", "trim": 1, "classes": {"领导": "60", "代表": "40"}},
        "grade": {"kind": "grade", "grades": {"好": "100", "一般": "60"}},
    }
    leaves: list[dict[str, Any]] = [
        {
            "id": "e1",
            "points": "10",
            "rule": {
                "type": "events",
                "each": {"表彰": "2", "通报": "-1"},
                "base": "5",
                "exclude": ["座谈", "调研"],
                "min_amount": "100",
                "cap": "points",
                "floor": "0",
            },
        },
        {"id": "e2", "rule": {"type": "events", "each": "0.5"}},
        {
            "id": "r1",
            "points": "20",
            "assessor": "县府办",
            "rule": {"type": "rating", "out_of": "100"},
        },
        {"id": "r2", "points": "20", "rule": {"type": "rating", "assessors": {"甲": "1"}}},
        {
            "id": "r3",
            "points": "20",
            "rule": {"type": "rating", "assessors": {"甲": "2", "乙": "1"}},
        },
        *(
            {"id": name, "points": "10", "rule": {"type": "ballot", "electorate": name}}
            for name in electorates
        ),
    ]
    result = run(
        *({"missing": "zero", **item} for item in leaves),
        observations=[],
        units=UNITS,
        electorates=electorates,
    )
    told = {item["id"]: step(result, "A", "rule", name=item["id"]) for item in leaves}
    assert told == {
        "e1": "基础分5分；按类别计次：表彰2分、通报−1分；金额不足100的不计；座谈、调研不计；"
        "最高得满分，扣完为止。",
        "e2": "每次0.5分。",
        "r1": "由县府办评分，评分满分100分，折算为20分。",
        "r2": "由甲评分，评分满分20分，折算为20分。",
        "r3": "由甲占2、乙占1评分，评分满分20分，折算为20分。",
        "rank": "排序票：第1名90分，每后一名少2分，取各票平均；百分制结果折算为10分。",
        "score": "打分票：取各票平均；去掉1个最高分和1个最低分；各类票权重：领导占60、代表占40；"
        "百分制结果折算为10分。",
        "grade": "等次票：好100分、一般60分，取各票平均；百分制结果折算为10分。",
    }
    english = {item["id"]: step(result, "A", "rule", "en", item["id"]) for item in leaves}
    assert english["score"] == (
        "Score ballots: mean of all; without the 1 highest and 1 lowest; weights of the classes:"
        " 领导 60 and 代表 40; the result out of 100 is brought to 10 points."
    )
    assert english["r1"] == "Rated by 县府办 up to 100 points, brought to 20 points."
    assert english["e1"] == (
        "Base 5 points; each event by kind: 表彰 2 points, 通报 −1 point; amounts below 100 do not"
        " count; not counted: 座谈 and 调研; at most the full mark, down to 0."
    )


def test_factor_limits_of_the_leaf_and_comparison_in_all_groups() -> None:
    assert said("rank_step", times="1 + 0.1 * k", cap="9", floor="1", compare_in="all") == (
        "按全部单位位次计分：第1名得满分10分，每后一名少得满分的5%，扣完为止；"
        "再乘以系数：1 + 0.1 × k；最高9分，最低1分；与全部单位比较，不限于本组。"
    )


def test_overrides_of_the_unit_are_told() -> None:
    overrides = [{"unit": "C", "points": "20", "rule": {"slope": "2"}}]
    rule = {"type": "linear", "target": "9", "slope": "1"}
    assert said(rule, overrides=overrides) == "达到目标9%得满分20分；每低1个百分点扣2分，扣完为止。"
    assert said(rule, unit="D", overrides=overrides) == (
        "达到目标9%得满分10分；每低1个百分点扣1分，扣完为止。"
    )


def test_a_unit_without_data_is_told_the_rule_too() -> None:
    values: dict[str, float | None] = {**VALUES, "C": None}
    result = run(leaf("ratio_to_best", missing="zero", better="high"),
                 observations=observed(dict.fromkeys(values)), units=UNITS)  # fmt: skip
    assert step(result, "C", "rule") == "组内最高值—得满分10分，其余按与最高值之比计分。"
    own = run(
        leaf({"type": "linear", "target": "data", "slope": "1"}, missing="zero"),
        observations=observed({"A": 3.0}, {"A": 4.0}),
        units=UNITS,
    )
    assert step(own, "C", "rule") == "达到目标（各单位分别下达）得满分10分；每低1扣1分，扣完为止。"


def test_goalposts_on_a_logarithmic_scale() -> None:
    rule = {"type": "goalposts", "low": "1", "high": "20", "scale": "log"}
    result = run(leaf(rule), observations=observed(POSITIVE), units=UNITS)
    assert step(result, "C", "rule") == "从1到20按对数比例计分，达到20得10分；两端截断。"


def test_a_band_by_share_before_a_band_by_places() -> None:
    bands = [{"to_share": "0.2", "points": "7"}, {"to": "3", "points": "4"},
             {"to": "4", "points": "2"}]  # fmt: skip
    assert said({"type": "rank_bands", "bands": bands}) == (
        "按组内位次分档：前20%得7分，前3名得4分，第4名得2分，其余得0分。"
    )


def test_a_reference_may_be_an_input() -> None:
    rule = {"type": "distance_to_reference", "reference": {"input": "goal"}}
    goal = {"indicator": "f", "transform": "target"}
    result = run(leaf(rule), units=UNITS, inputs={"goal": goal})
    assert step(result, "C", "rule") == "达到参照值goal得10分，离组内最差值越近得分越低。"


def test_nobody_has_data() -> None:
    nothing = observed(dict.fromkeys(VALUES))
    for rule, text in (
        ("min_max", "组内最差值—得0分，最好值—得10分，其余按位置折算。"),
        ("z_score", "标准分：组内均值—、标准差—，折算为均值0、标准差1的分数。"),
        (
            "efficacy",
            "功效系数法：满分10分，基础系数0.6，其余按在组内最小值—与最大值—之间的位置折算。",
        ),
    ):
        result = run(leaf(rule, missing="zero"), observations=nothing, units=UNITS, indicators=RATE)
        assert step(result, "C", "rule") == text
