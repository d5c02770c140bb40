"""What the rules over events, ratings and ballots say, in both languages."""

from typing import Any

import pytest

from tests.engine.scoring.explain.small import NAMED, run, step

ELECTORATES = {
    "rank": {"kind": "rank", "top": "90", "step": "2"},
    "score": {"kind": "score", "trim": 1, "classes": {"领导": "60", "代表": "40"}},
    "grade": {"kind": "grade", "grades": {"好": "100", "一般": "60"}},
}
EVENTS = {
    "type": "events",
    "each": {"表彰": "2", "通报": "-1"},
    "base": "5",
    "exclude": ["座谈", "调研"],
    "min_amount": "100",
    "cap": "points",
    "floor": "0",
}


@pytest.mark.parametrize(
    ("rule", "points", "chinese", "english"),
    [
        (
            EVENTS,
            "10",
            (
                "基础分5分；按类别计次：表彰2分、通报−1分；金额不足100的不计；座谈、调研不计；"
                "最高得满分，扣完为止。"
            ),
            (
                "Base 5 points; each event by kind: 表彰 2 points, 通报 −1 point; amounts below"
                " 100 do not count; not counted: 座谈 and 调研; at most the full mark, down to 0."
            ),
        ),
        (
            {"type": "events", "each": "0.5"},
            "10",
            "每次0.5分。",
            "Each event 0.5 points.",
        ),
        (
            {"type": "rating", "out_of": "100"},
            "20",
            "由县府办评分，评分满分100分，折算为20分。",
            "Rated by 县府办 up to 100 points, brought to 20 points.",
        ),
        (
            {"type": "rating", "assessors": {"甲": "1"}},
            "20",
            "由甲评分，评分满分20分，折算为20分。",
            "Rated by 甲 up to 20 points, brought to 20 points.",
        ),
        (
            {"type": "rating", "assessors": {"甲": "2", "乙": "1"}},
            "20",
            "由甲占2、乙占1评分，评分满分20分，折算为20分。",
            "Rated by 甲 2 and 乙 1 up to 20 points, brought to 20 points.",
        ),
        (
            {"type": "ballot", "electorate": "rank"},
            "10",
            "排序票：第1名90分，每后一名少2分，取各票平均；百分制结果折算为10分。",
            (
                "Rank ballots: place 1 earns 90 points, each place behind 2 points less;"
                " mean of all; the result out of 100 is brought to 10 points."
            ),
        ),
        (
            {"type": "ballot", "electorate": "score"},
            "10",
            (
                "打分票：取各票平均；去掉1个最高分和1个最低分；各类票权重：领导占60、代表占40；"
                "百分制结果折算为10分。"
            ),
            (
                "Score ballots: mean of all; without the 1 highest and 1 lowest; weights of the"
                " classes: 领导 60 and 代表 40; the result out of 100 is brought to 10 points."
            ),
        ),
        (
            {"type": "ballot", "electorate": "grade"},
            "10",
            "等次票：好100分、一般60分，取各票平均；百分制结果折算为10分。",
            (
                "Grade ballots: 好 100 points, 一般 60 points; mean of all;"
                " the result out of 100 is brought to 10 points."
            ),
        ),
    ],
)
def test_sentence(rule: Any, points: str, chinese: str, english: str) -> None:
    assessor = {"assessor": "县府办"} if rule.get("out_of") else {}
    leaf = {"id": "l", "points": points, "missing": "zero", "rule": rule, **assessor}
    result = run(leaf, observations=[], units=NAMED, electorates=ELECTORATES)
    assert step(result, "A", "rule") == chinese
    assert step(result, "A", "rule", "en") == english


def test_without_any_name_it_is_the_assessors() -> None:
    leaf = {"id": "l", "points": "5", "missing": "zero", "rule": "rating"}
    result = run(leaf, observations=[], units=NAMED)
    assert step(result, "A", "rule") == "由评分单位评分，评分满分5分，折算为5分。"
