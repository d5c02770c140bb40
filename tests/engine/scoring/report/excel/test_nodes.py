"""Nodes as formulas of their children."""

from typing import Any

import pytest

from sanbi.engine.scoring.report.excel.planning import Plan, plan_workbook
from tests.engine.scoring.report.excel.small import column, formula, leaf, result_of

VALUES = {"a": [4.0, 9.0], "b": [6.0, 1.0]}


def node(aggregate: str, *, missing: str = "zero", **more: Any) -> Plan:
    children = [
        leaf("direct", weight=1, missing=missing),
        {**leaf("direct", weight=3, missing=missing), "id": "y", "name": "乙", "input": "b"},
    ]
    tree = {"aggregate": aggregate, "weights": "relative", **more}
    return plan_workbook(result_of(children, VALUES, tree=tree))


@pytest.mark.parametrize(
    ("aggregate", "more", "values", "text"),
    [
        ("sum", {}, [10, 10], "SUM(计分!$D7:$E7)"),
        (
            "weighted",
            {},
            [5.5, 3],
            "(参数!$E$4*计分!$D7+参数!$E$5*计分!$E7)/SUM(参数!$E$4,参数!$E$5)",
        ),
        ("fold", {}, [55, 30], "*计分!$D7/参数!"),
        ("geometric", {}, [5.42, 1.73], "计分!$D7^("),
        ("harmonic", {}, [5.33, 1.29], "IF(MIN(计分!$D7:$E7)=0,0,"),
        ("power", {"power": 2}, [5.57, 4.58], "^(1/参数!"),
        ("copeland", {}, [1, -1], "SUMPRODUCT(SIGN(ROUND("),
    ],
)
def test_aggregates(aggregate: str, more: dict[str, Any], values: list[float], text: str) -> None:
    plan = node(aggregate, **more)
    found = [float(cell.value or 0) for cell in column(plan, "总分", "合成")]
    assert found == pytest.approx(values, abs=0.01)
    assert text in formula(plan, "总分", "合成")


def test_absent_children_leave_their_weight_to_the_others() -> None:
    text = formula(node("weighted", missing="redistribute"), "总分", "合成")
    assert text.startswith('IF(COUNT(计分!$D7:$E7)=0,"",')
    assert "参数!$E$4*N(计分!$D7)" in text
    assert "参数!$E$4*ISNUMBER(计分!$D7)" in text


def test_a_sum_is_scaled_to_the_points_of_all() -> None:
    text = formula(node("sum", missing="redistribute"), "总分", "合成")
    assert "SUM(计分!$D7:$E7)*SUM(参数!" in text


def test_too_few_children_give_no_value() -> None:
    text = formula(node("weighted", missing="redistribute", min_share=0.6), "总分", "合成")
    assert "<MAX(1,ROUND(参数!" in text


def test_pairs_with_absent_parts_are_constants() -> None:
    assert node("copeland", missing="redistribute").counts["node", False] == 2


def test_a_node_has_limits() -> None:
    text = formula(node("sum", cap=8, floor=2), "总分", "合成")
    assert text == "MAX(MIN(SUM(计分!$D7:$E7),参数!$E$4),参数!$E$5)"


def test_periods_roll_up_from_cells_of_their_own() -> None:
    rows = [
        {"unit": "A", "indicator": "a", "period": period, "value": value}
        for period, value in (("2026-01", 4.0), ("2026-02", 6.0), ("2026-03", 8.0))
    ]
    over = {"periods": "months", "weights": [1, 1, 2], "aggregate": "sum"}
    result = result_of(
        [leaf("direct")],
        {"a": [0.0]},
        {"observations": rows},
        tree={"over": over},
    )
    plan = plan_workbook(result)
    assert column(plan, "总分", "合成")[0].value == 26
    text = formula(plan, "总分", "合成")
    assert text == "$D7*参数!$E$4+$E7*参数!$E$5+$F7*参数!$E$6"


def test_a_period_that_it_rolls_up_itself_is_a_constant() -> None:
    rows = [
        {"unit": "A", "indicator": "a", "period": period, "value": value}
        for period, value in (("2025Q4", 4.0), ("2026Q1", 6.0))
    ]
    over = {"periods": ["2025Q4", "2026Q1"], "weights": [50, 50]}
    result = result_of([leaf("direct")], {"a": [0.0]}, {"observations": rows}, tree={"over": over})
    plan = plan_workbook(result)
    assert column(plan, "总分", "合成")[-1].value == 5
    assert plan.counts["node", False] == 1
