"""What a score cell gives where the rule has nothing to work on, and how factors enter."""

import pytest

from tests.engine.scoring.report.excel.small import column, formula, plan_of, sheet


@pytest.mark.parametrize(
    ("option", "value", "end"),
    [
        ("zero", 0, ",0)"),
        ({"fixed": 3}, 3, ",10),2))"),
        ("redistribute", "", ',"")'),
        ("leave_out", "", ',"")'),
        ("group_mean", 7.5, ",0),10),2))"),
        ("group_minimum", 5, ",0),10),2))"),
    ],
)
def test_missing_data_have_their_declared_outcome(option: object, value: object, end: str) -> None:
    plan = plan_of("direct", 5.0, None, 10.0, leaf={"missing": option})
    assert column(plan, "计分", "甲")[1].value == value
    assert formula(plan, unit=1).endswith(end)


def test_what_is_refused_shows_as_not_available() -> None:
    assert formula(plan_of("direct", 5.0)).endswith(",NA())")


def test_the_unrounded_score_has_a_sheet_only_where_it_is_needed() -> None:
    names = [held.name for held in plan_of("direct", 5.0).sheets]
    assert "未取整" not in names
    plan = plan_of("direct", 5.004, None, leaf={"missing": "group_mean"})
    assert [cell.value for cell in column(plan, "未取整", "甲")] == [5.004, ""]
    assert sheet(plan, "计分").cells[7, 3].value == 5


def test_a_unit_that_takes_no_part_need_not_report() -> None:
    units = [{"unit": "A"}, {"unit": "B", "participates": False}]
    plan = plan_of("direct", 5.0, None, tables={"units": units})
    assert formula(plan).endswith(",NA())")
    assert formula(plan, unit=1).endswith(',"")')


def test_a_factor_multiplies_before_the_leafs_limits() -> None:
    plan = plan_of("direct", 5.0, 2.0, leaf={"times": "a / 2", "cap": 8, "floor": 3})
    assert "MAX(MIN((数据!$E7)*(数据!$E7 / 2),参数!" in formula(plan)
    assert [cell.value for cell in column(plan, "计分", "甲")] == [8, 3]
