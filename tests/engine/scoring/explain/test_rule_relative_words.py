"""What the rules over the population say, in both languages."""

import pytest

from tests.engine.scoring.explain.small import (
    NAMED,
    RATE,
    VALUES,
    leaf,
    observed,
    rule_said,
    run,
    step,
)
from tests.engine.scoring.explain.substitution.rule_cases import CASES

SENTENCES: list[tuple[str, str, str, str]] = [
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
]


@pytest.mark.parametrize(("name", "better", "chinese", "english"), SENTENCES)
def test_sentence(name: str, better: str, chinese: str, english: str) -> None:
    assert rule_said(CASES[name], better=better) == chinese
    assert rule_said(CASES[name], "en", better=better) == english


def test_a_band_by_share_before_a_band_by_places() -> None:
    bands = [{"to_share": "0.2", "points": "7"}, {"to": "3", "points": "4"},
             {"to": "4", "points": "2"}]  # fmt: skip
    assert rule_said({"type": "rank_bands", "bands": bands}) == (
        "按组内位次分档：前20%得7分，前3名得4分，第4名得2分，其余得0分。"
    )


def test_a_reference_may_be_an_input() -> None:
    rule = {"type": "distance_to_reference", "reference": {"input": "goal"}}
    goal = {"indicator": "f", "transform": "target"}
    result = run(leaf(rule), units=NAMED, inputs={"goal": goal})
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
        result = run(leaf(rule, missing="zero"), observations=nothing, units=NAMED, indicators=RATE)
        assert step(result, "C", "rule") == text


def test_a_unit_without_data_is_told_the_rule_too() -> None:
    values: dict[str, float | None] = {**VALUES, "C": None}
    result = run(leaf("ratio_to_best", missing="zero", better="high"),
                 observations=observed(dict.fromkeys(values)), units=NAMED)  # fmt: skip
    assert step(result, "C", "rule") == "组内最高值—得满分10分，其余按与最高值之比计分。"
    own = run(
        leaf({"type": "linear", "target": "data", "slope": "1"}, missing="zero"),
        observations=observed({"A": 3.0}, {"A": 4.0}),
        units=NAMED,
    )
    assert step(own, "C", "rule") == "达到目标（各单位分别下达）得满分10分；每低1扣1分，扣完为止。"
