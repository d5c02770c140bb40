"""What the rules over a target or fixed limits say, in both languages."""

import pytest

from tests.engine.scoring.explain.small import (
    NAMED,
    POSITIVE,
    RATE,
    leaf,
    observed,
    rule_said,
    run,
    step,
)
from tests.engine.scoring.explain.substitution.rule_cases import CASES

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
        "goalposts",
        "low",
        "从10%到0%按比例计分，达到0%得10分；两端截断。",
        "In proportion from 10% to 0%, which earns 10 points; clipped at both ends.",
    ),
]


@pytest.mark.parametrize(("name", "better", "chinese", "english"), SENTENCES)
def test_sentence(name: str, better: str, chinese: str, english: str) -> None:
    assert rule_said(CASES[name], better=better) == chinese
    assert rule_said(CASES[name], "en", better=better) == english


def test_proportional() -> None:
    rule = {"type": "proportional", "target": "data", "cap": "12", "floor": "-1"}
    result = run(leaf(rule), observations=observed(POSITIVE), units=NAMED, indicators=RATE)
    assert step(result, "C", "rule") == (
        "达到目标9%得10分，按完成比例计分（满分 × 实绩 ÷ 目标）；最高12分，最低−1分。"
    )
    low = run(
        leaf({"type": "proportional", "target": "8"}, better="low"),
        observations=observed(POSITIVE),
        units=NAMED,
    )
    assert step(low, "C", "rule") == (
        "不超过目标8得10分，超过的按比例计分（满分 × 目标 ÷ 实绩）；最高得满分。"
    )


def test_goalposts_on_a_logarithmic_scale() -> None:
    rule = {"type": "goalposts", "low": "1", "high": "20", "scale": "log"}
    result = run(leaf(rule), observations=observed(POSITIVE), units=NAMED)
    assert step(result, "C", "rule") == "从1到20按对数比例计分，达到20得10分；两端截断。"


def test_overrides_of_the_unit_are_told() -> None:
    overrides = [{"unit": "C", "points": "20", "rule": {"slope": "2"}}]
    rule = {"type": "linear", "target": "9", "slope": "1"}
    assert (
        rule_said(rule, overrides=overrides)
        == "达到目标9%得满分20分；每低1个百分点扣2分，扣完为止。"
    )
    assert rule_said(rule, unit="D", overrides=overrides) == (
        "达到目标9%得满分10分；每低1个百分点扣1分，扣完为止。"
    )
