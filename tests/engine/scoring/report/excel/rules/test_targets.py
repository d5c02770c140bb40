"""Rules against a target: what stands in the cell. Their values are proved by recalculation."""

import pytest

from tests.engine.scoring.report.excel.small import formula, parameters, plan_of


def rule_of(rule: object, **leaf: object) -> str:
    """The formula without the guard against missing data and the rounding."""
    text = formula(plan_of(rule, 5.0, 12.0, leaf=leaf))
    start, end = "ROUND(ROUND(", ",10),2)"
    return text.partition(start)[2].rpartition(end)[0]


def test_proportional_caps_and_refuses_a_target_of_zero() -> None:
    text = rule_of({"type": "proportional", "target": 10})
    assert text == "IF(参数!$E$5>0,MAX(MIN(数据!$E7*参数!$E$4/参数!$E$5,参数!$E$4),参数!$E$6),NA())"


def test_proportional_turns_round_where_less_is_better() -> None:
    text = rule_of({"type": "proportional", "target": 10, "cap": "none"}, better="low")
    assert "参数!$E$5*参数!$E$4/数据!$E7" in text
    assert text.count("NA()") == 2  # no cap: nothing says what an input of zero gets


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ({}, "(数据!$E7-参数!$E$5)*"),
        ({"step": 2}, "(数据!$E7-参数!$E$5)/参数!$E$6*"),
        ({"step": 2, "whole_steps": True}, "TRUNC(ROUND((数据!$E7-参数!$E$5)/参数!$E$6,9))*"),
    ],
)
def test_linear_counts_steps(more: dict[str, object], steps: str) -> None:
    assert steps in rule_of({"type": "linear", "target": 10, "slope": 1, **more})


def test_linear_has_another_slope_below_the_target() -> None:
    rule = {"type": "linear", "target": 10, "slope": 1, "slope_down": 2}
    assert "*IF((数据!$E7-参数!$E$5)<0,参数!$E$7,参数!$E$6)" in rule_of(rule)
    assert parameters(plan_of(rule, 5.0))["下行斜率"] == 2


def test_linear_tiers_add_up_the_parts_between_their_edges() -> None:
    tiers = [{"to": 10, "slope": 1}, {"from": 10, "to": 12, "slope": 0.5}]
    text = rule_of({"type": "linear", "target": 10, "tiers": tiers})
    assert "(MIN(数据!$E7,参数!$E$6)-MIN(参数!$E$5,参数!$E$6))*参数!$E$7+" in text
    assert "MIN(MAX(数据!$E7,参数!$E$8),参数!$E$9)" in text


def test_progressive_bands_list_as_many_as_the_scheme_has() -> None:
    assert "{1,2}" in rule_of({"type": "progressive_bands", "target": 10, "max_bands": 3})
    assert "SUMPRODUCT" not in rule_of({"type": "progressive_bands", "target": 10, "max_bands": 1})


def test_too_many_progressive_bands_show_no_wrong_score() -> None:
    text = rule_of({"type": "progressive_bands", "target": 10})
    assert text.startswith("IF(ABS(数据!$E7-参数!$E$8)>40*参数!$E$5,NA(),")


@pytest.mark.parametrize(
    ("better", "strict", "sign"),
    [("high", False, ">="), ("high", True, ">"), ("low", False, "<="), ("low", True, "<")],
)
def test_threshold_compares_in_the_better_direction(better: str, strict: bool, sign: str) -> None:
    text = rule_of({"type": "threshold", "target": 10, "strict": strict}, better=better)
    assert text == f"IF(数据!$E7{sign}参数!$E$5,参数!$E$4,参数!$E$6)"


def test_value_bands_nest_from_the_first() -> None:
    bands = [{"min": 10, "points": 10}, {"min": 5, "max": 9, "points": 6}]
    text = rule_of({"type": "value_bands", "bands": bands})
    inner = "IF(AND(数据!$E7>=参数!$E$6,数据!$E7<=参数!$E$7),参数!$F$7,参数!$E$8)"
    assert text == f"IF(数据!$E7>=参数!$E$5,参数!$F$5,{inner})"


def test_more_bands_than_a_formula_holds_become_constants() -> None:
    bands = [{"min": 100 - n, "points": 10 - n / 10} for n in range(60)]
    plan = plan_of({"type": "value_bands", "bands": bands}, 5.0, 70.0)
    assert plan.counts["score", False] == 2
    assert plan.reasons == {"档数太多，公式放不下": 2}


def test_direct_has_no_limits_unless_stated() -> None:
    assert rule_of("direct") == "数据!$E7"
    assert rule_of({"type": "direct", "cap": 9}) == "MIN(数据!$E7,参数!$E$5)"


def test_goalposts_take_logarithms_and_may_fail() -> None:
    rule = {"type": "goalposts", "low": 1, "high": 20}
    assert "LN(" not in rule_of(rule)
    text = formula(plan_of({**rule, "scale": "log"}, 5.0))
    assert "(LN(数据!$E7)-LN(参数!$E$5))" in text
    assert "IFERROR(" in text
