"""A ground reads as a person would say it; what has no plain words is told by clauses."""

from __future__ import annotations

from typing import Any

import pytest

from sanbi.apps.assessments.ground_words import ground_words
from sanbi.engine.conditions import evaluate, parse_condition

NAMES = {
    "rank_from_bottom": "倒数名次",
    "share.投资": "投资得分率",
    "grade": "等次",
    "total": "总分",
}
FACTS = {"rank_from_bottom": 1, "rank": 12, "share.投资": 96.1, "grade": "差", "total": 62.3}


def said(condition: dict[str, Any], period: str = "2026Q2", **more: Any) -> str:
    verdict = evaluate(parse_condition(condition), FACTS, record_begins=True, **more)
    return ground_words(verdict, NAMES, period)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"fact": "rank_from_bottom", "op": "==", "value": 1}, "倒数第 1 名"),
        ({"fact": "rank_from_bottom", "op": "<=", "value": 3}, "倒数第 1 名（末 3 名之内）"),
        ({"fact": "rank", "op": "<=", "value": 15}, "第 12 名（前 15 名之内）"),
        ({"fact": "share.投资", "op": "<", "value": 97.5}, "投资得分率 96.1%，低于 97.5%"),
        ({"fact": "total", "op": ">=", "value": 60}, "总分 62.3，达到 60"),
        ({"fact": "grade", "op": "==", "value": "差"}, "等次为差"),
    ],
)
def test_one_comparison(condition: dict[str, Any], words: str) -> None:
    assert said(condition) == f"2026年二季度：{words}。"


def test_a_streak_names_its_periods() -> None:
    last = {"fact": "rank_from_bottom", "op": "==", "value": 1}
    streak = {"streak": {"of": last, "at_least": 2}}
    history = [{"rank_from_bottom": 1}]
    assert said(streak, history=history) == "2026年二季度：倒数第 1 名。2026年一季度：倒数第 1 名。"
    assert said(streak, "wave-2", history=history) == "本期：倒数第 1 名。上一期：倒数第 1 名。"


def test_what_has_no_plain_words_is_told_by_clauses() -> None:
    negated = {"not": {"fact": "total", "op": ">", "value": 80}}
    assert said(negated) == "条件成立：“总分 高于 80”不成立（总分 为 62.3）。"
