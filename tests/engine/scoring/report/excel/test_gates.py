"""What gates do, and how the workbook says it."""

from tests.engine.scoring.report.excel.small import column, formula, parameters, plan_of

LOW = {"fact": "a", "op": "<", "value": 6}


def test_a_capped_leaf_looks_at_its_gate() -> None:
    gate = {"id": "g", "name": "红线", "when": LOW}
    effects = [{"effect": "cap_leaf", "target": "x", "to": 3}]
    plan = plan_of("direct", 5.0, 12.0, vetoes=[{**gate, "then": effects}])
    assert formula(plan).startswith("MIN(IF(ISNUMBER(")
    assert "=1,参数!" in formula(plan)
    assert parameters(plan)["限至 x"] == 3
    assert [cell.value for cell in column(plan, "计分", "甲")] == [3, 12]


def test_a_requirement_applies_where_it_is_not_met() -> None:
    effects = [{"effect": "cap_total", "to": 3}]
    gate = {"id": "g", "name": "达标", "require": LOW, "else": effects}
    plan = plan_of("direct", 5.0, 12.0, gates=[gate])
    assert formula(plan, "总分", "触发：达标").endswith(",0,1)")
    assert [cell.value for cell in column(plan, "总分", "总分")] == [5, 3]


def test_the_remark_follows_the_gate_in_words() -> None:
    effects = [{"effect": "unranked"}, {"effect": "mark", "text": "约谈"}]
    plan = plan_of(
        "direct", 5.0, 12.0, vetoes=[{"id": "g", "name": "红线", "when": LOW, "then": effects}]
    )
    remarks = column(plan, "总分", "备注")
    assert [str(cell.value).strip() for cell in remarks] == ["红线：不排名、约谈", ""]
    assert str(remarks[0].formula).endswith('&" ","")')


def test_no_bonus_switches_a_block_off() -> None:
    block = {
        "id": "plus",
        "name": "加分",
        "sign": "add",
        "cap": 3,
        "items": [{"id": "y", "name": "乙", "input": "a", "rule": "direct"}],
    }
    gate = {"id": "g", "name": "红线", "when": LOW, "then": [{"effect": "no_bonus"}]}
    plan = plan_of("direct", 5.0, 12.0, adjustments=[block], vetoes=[gate])
    assert [cell.value for cell in column(plan, "总分", "加分计入")] == [0, 3]
    assert "=1),0,1)" in formula(plan, "总分", "加分有效")
