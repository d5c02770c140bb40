"""Ratings: the mean of each assessor's marks, by the shares of those who gave any."""

from sanbi.engine.scoring.report.excel.marks.ratings import weighted_means
from tests.engine.scoring.report.excel.small import column, plan_of

PAIRS = [("评分!$A$4:$A$9", "$A7")]


def test_without_shares_the_plain_mean() -> None:
    text = weighted_means("评分!$E$4:$E$9", PAIRS, "评分!$D$4:$D$9", [], plain=True)
    assert text == 'IFERROR(AVERAGEIFS(评分!$E$4:$E$9,评分!$A$4:$A$9,$A7),"")'


def test_with_shares_only_those_who_rated_weigh() -> None:
    shares = [("参数!$E$5", "参数!$D$5"), ("参数!$E$6", "参数!$D$6")]
    text = weighted_means("评分!$E$4:$E$9", PAIRS, "评分!$D$4:$D$9", shares, plain=True)
    assert text.count("AVERAGEIFS") == 2
    assert "参数!$E$6*(COUNTIFS(评分!$A$4:$A$9,$A7,评分!$D$4:$D$9,参数!$D$6)>0)" in text


def test_the_engines_mean_is_carried() -> None:
    ratings = [
        {"unit": "A", "leaf": "x", "assessor": "甲局", "rating": 6},
        {"unit": "A", "leaf": "x", "assessor": "乙局", "rating": 9},
        {"unit": "B", "leaf": "x", "assessor": "乙局", "rating": 5},
    ]
    rule = {"type": "rating", "assessors": {"甲局": 0.25, "乙局": 0.75}}
    plan = plan_of(rule, 0.0, 0.0, tables={"ratings": ratings})
    assert [cell.value for cell in column(plan, "数据", "甲")] == [8.25, 5.0]


def test_too_many_assessors_are_left_to_the_program() -> None:
    shares = {f"局{n}": 1 for n in range(9)}
    ratings = [{"unit": "A", "leaf": "x", "assessor": "局1", "rating": 6}]
    rule = {"type": "rating", "assessors": shares}
    plan = plan_of(rule, 0.0, tables={"ratings": ratings}, leaf={"missing": "zero"})
    assert plan.counts["input", False] == 1
