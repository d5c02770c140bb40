"""Conditions become formulas where they compare what has a cell; else the decision stands."""

from typing import Any

import pytest

from sanbi.engine.scoring.report.excel.planning import Plan
from tests.engine.scoring.report.excel.small import column, formula, plan_of


def gated(when: object, *values: float | None, **scheme: Any) -> Plan:
    gate = {"id": "g", "name": "红线", "when": when, "then": [{"effect": "mark", "text": "标"}]}
    return plan_of("direct", *values, vetoes=[gate], **scheme)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ({"fact": "a", "op": ">=", "value": 6}, "数据!$E7>=参数!"),
        ({"fact": "a", "op": "==", "value": 6}, "数据!$E7=参数!"),
        ({"fact": "a", "op": "!=", "value": 6}, "数据!$E7<>参数!"),
        ({"not": {"fact": "a", "op": "<", "value": 6}}, "NOT(数据!$E7<参数!"),
        ({"fact": "score.x", "op": "<", "value": 6}, "计分!$D7<参数!"),
        ({"fact": "total", "op": "<", "value": 6}, "<参数!"),
        ({"fact": "rank", "op": ">", "value": 1}, ">参数!"),
    ],
)
def test_comparisons_become_formulas(when: object, text: str) -> None:
    plan = gated(when, 5.0, 12.0)
    assert plan.counts["gate", False] == 0
    assert text in formula(plan, "总分", "触发：红线")


def test_parts_are_joined() -> None:
    low, high = ({"fact": "a", "op": op, "value": 6} for op in ("<", ">"))
    assert "AND(" in formula(gated({"all": [low, high]}, 5.0), "总分", "触发：红线")
    assert "OR(" in formula(gated({"any": [low, high]}, 5.0), "总分", "触发：红线")


def test_a_missing_fact_leaves_the_decision_to_the_program() -> None:
    gate = {
        "id": "g",
        "name": "红线",
        "when": {"fact": "a", "op": "<", "value": 6},
        "unknown": "pass",
        "then": [{"effect": "mark", "text": "标"}],
    }
    plan = plan_of("direct", 5.0, None, vetoes=[gate], leaf={"missing": "zero"})
    cells = column(plan, "总分", "触发：红线")
    assert [cell.value for cell in cells] == [1, 1]
    assert [cell.formula is None for cell in cells] == [False, True]
    assert "红线" in str(cells[1].note)


def test_a_gate_that_lowers_scores_may_not_look_at_them() -> None:
    gate = {
        "id": "g",
        "name": "红线",
        "when": {"fact": "score.x", "op": "<", "value": 6},
        "then": [{"effect": "zero_leaf", "target": "x"}],
    }
    plan = plan_of("direct", 5.0, 12.0, vetoes=[gate])
    assert plan.counts["gate", False] == 2
    assert [cell.value for cell in column(plan, "计分", "甲")] == [0, 12]


def test_words_of_the_units_table_can_be_compared() -> None:
    units = [{"unit": "A", "kind": "镇"}, {"unit": "B", "kind": "乡"}]
    plan = gated({"fact": "kind", "op": "==", "value": "镇"}, 5.0, 12.0, tables={"units": units})
    assert [cell.value for cell in column(plan, "总分", "触发：红线")] == [1, 0]
    assert plan.counts["gate", True] == 2
