"""The cells of a leaf: overrides, targets of one's own, limits."""

from sanbi.engine.scoring.report.excel.rules.leaf import clipped
from tests.engine.scoring.report.excel.small import formula, parameters, plan_of


def test_limits_clip_from_above_then_from_below() -> None:
    assert clipped("x", None, None) == "x"
    assert clipped("x", "c", None) == "MIN(x,c)"
    assert clipped("x", "c", "f") == "MAX(MIN(x,c),f)"


def test_an_override_has_a_cell_of_its_own_for_its_unit_only() -> None:
    overrides = [{"unit": "B", "points": 20}, {"unit": "B", "rule": {"target": 7}}]
    rule = {"type": "proportional", "target": 10}
    plan = plan_of(rule, 5.0, 12.0, leaf={"overrides": overrides})
    held = parameters(plan)
    assert (held["满分"], held["满分（B）"]) == (10, 20)
    assert (held["目标"], held["目标（B）"]) == (10, 7)
    first, second = formula(plan), formula(plan, unit=1)
    assert first.replace("$E7", "$E8") != second


def test_an_override_may_state_the_target_that_else_comes_from_the_data() -> None:
    rule = {"type": "proportional", "target": "data"}
    plan = plan_of(rule, 5.0, 12.0, leaf={"overrides": [{"unit": "B", "rule": {"target": 7}}]})
    assert "数据!$F7" in formula(plan)
    assert "数据!$F8" not in formula(plan, unit=1)


def test_a_condition_stands_beside_the_data() -> None:
    when = {"fact": "a", "op": ">", "value": 6}
    plan = plan_of("direct", 5.0, 12.0, leaf={"when": when, "otherwise": {"fixed": 1}})
    assert formula(plan, "数据", "甲", what="2026") == "IF($E7>参数!$E$5,1,0)"
    assert formula(plan).startswith("IF(数据!$F7=1,")
    assert parameters(plan)["不适用时得分"] == 1
