"""Events: each row has its points, and what does not count says nought."""

from tests.engine.scoring.report.excel.small import formula, parameters, plan_of, sheet

ROWS = [
    {"unit": "A", "item": "x", "kind": "投产", "count": 2, "amount": 5},
    {"unit": "A", "item": "x", "kind": "搬迁", "count": 1, "amount": 9},
    {"unit": "B", "item": "x", "kind": "投产", "count": 1, "amount": 0.5},
]
RULE = {"type": "events", "each": {"投产": 5}, "exclude": ["搬迁"], "min_amount": 1}


def test_points_of_each_event_and_their_sum() -> None:
    plan = plan_of(RULE, 0.0, 0.0, tables={"events": ROWS})
    listed = sheet(plan, "事项").cells
    assert [listed[row, 9].value for row in (3, 4, 5)] == [10, 0, 0]
    assert listed[3, 9].formula == f"IF($F4>={_cell(plan, '最低金额')},$E4*$I4,0)"
    assert formula(plan, "数据", "甲").startswith("SUMIFS(事项!$J$4:$J$6,事项!$A$4:$A$6,$A7,")
    assert parameters(plan)["每次：投产"] == 5


def test_codes_that_look_like_numbers_are_compared_exactly() -> None:
    units = [{"unit": "001"}, {"unit": "1"}]
    events = [{"unit": "001", "item": "x", "kind": "", "count": 2}]
    rows = [
        {"unit": unit["unit"], "indicator": "a", "period": "2026Q1", "value": 1} for unit in units
    ]
    tables = {"units": units, "events": events, "observations": rows}
    plan = plan_of({"type": "events", "each": 1}, 0.0, 0.0, tables=tables)
    assert "SUMPRODUCT((事项!$A$4:$A$4=$A7)*" in formula(plan, "数据", "甲")


def test_codes_that_differ_in_case_only_are_left_to_the_program() -> None:
    units = [{"unit": "a"}, {"unit": "A"}]
    events = [{"unit": "A", "item": "x", "kind": "", "count": 2}]
    rows = [
        {"unit": unit["unit"], "indicator": "a", "period": "2026Q1", "value": 1} for unit in units
    ]
    tables = {"units": units, "events": events, "observations": rows}
    plan = plan_of({"type": "events", "each": 1}, 0.0, 0.0, tables=tables)
    assert "大小写" in next(iter(plan.reasons))


def _cell(plan: object, label: str) -> str:
    held = sheet(plan, "参数").cells  # type: ignore[arg-type]
    row = next(row for (row, place), cell in held.items() if place == 3 and cell.value == label)
    return f"参数!$E${row + 1}"
