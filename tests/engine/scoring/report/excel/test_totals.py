"""Adjustments and totals."""

from tests.engine.scoring.report.excel.small import column, formula, plan_of

ITEM = {"id": "y", "name": "乙", "input": "a", "rule": "direct"}


def test_bonus_and_deduction_have_caps() -> None:
    blocks = [
        {"id": "plus", "name": "加分", "sign": "add", "cap": 3, "items": [ITEM]},
        {"id": "minus", "name": "扣分", "sign": "deduct", "items": [{**ITEM, "id": "z"}]},
    ]
    plan = plan_of("direct", 5.0, 2.0, adjustments=blocks)
    assert [cell.value for cell in column(plan, "总分", "加分合计")] == [5, 2]
    assert [cell.value for cell in column(plan, "总分", "加分计入")] == [3, 2]
    assert [cell.value for cell in column(plan, "总分", "总分")] == [3, 2]
    text = formula(plan, "总分", "未取整总分")
    assert "+" in text
    assert "-" in text


def test_a_block_may_depend_on_a_score() -> None:
    when = {"fact": "score.x", "op": ">=", "value": 4}
    block = {"id": "plus", "name": "加分", "sign": "add", "when": when, "items": [ITEM]}
    plan = plan_of("direct", 5.0, 2.0, adjustments=[block])
    assert [cell.value for cell in column(plan, "总分", "加分有效")] == [1, 0]
    assert "NOT(计分!$D7>=参数!" in formula(plan, "总分", "加分有效")


def test_the_total_has_limits() -> None:
    plan = plan_of("direct", 5.0, 20.0, total={"floor": 6, "cap": 12})
    assert [cell.value for cell in column(plan, "总分", "总分")] == [6, 12]
    assert "MAX(MIN(" in formula(plan, "总分", "未取整总分")


def test_a_unit_without_any_score_has_no_total() -> None:
    plan = plan_of("direct", 5.0, None, leaf={"missing": "redistribute"})
    assert [cell.value for cell in column(plan, "总分", "总分")] == [5, ""]
    assert formula(plan, "总分", "总分").startswith("IF(ISNUMBER(")
