"""The second line: every rule says something clean; limits, factor and whom it compares with."""

import pytest

from sanbi.engine.scoring.explain import Explainer
from sanbi.engine.scoring.explain.rule_words import RULE_SENTENCES
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.explain.small import (
    NAMED,
    POSITIVE,
    RATE,
    VALUES,
    leaf,
    observed,
    rule_said,
    run,
)
from tests.engine.scoring.explain.substitution.rule_cases import CASES, DIRECTED
from tests.engine.scoring.explain.test_examples import LEFT_OVER

SENTENCES: list[tuple[str, str, str, str]] = [
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
    assert rule_said(CASES[name], better=better) == chinese
    assert rule_said(CASES[name], "en", better=better) == english


@pytest.mark.parametrize(("name", "better"), DIRECTED)
def test_every_case_makes_clean_sentences(name: str, better: str) -> None:
    values = POSITIVE if name.startswith("proportional") else None
    result = run(
        leaf(CASES[name], better=better),
        observations=observed(values),
        units=NAMED,
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


def test_factor_limits_of_the_leaf_and_comparison_in_all_groups() -> None:
    assert rule_said("rank_step", times="1 + 0.1 * k", cap="9", floor="1", compare_in="all") == (
        "按全部单位位次计分：第1名得满分10分，每后一名少得满分的5%，扣完为止；"
        "再乘以系数：1 + 0.1 × k；最高9分，最低1分；与全部单位比较，不限于本组。"
    )
