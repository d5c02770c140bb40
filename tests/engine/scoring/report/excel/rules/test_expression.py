"""A rule that is the scheme's own formula."""

from tests.engine.scoring.report.excel.small import formula, plan_of

SPAN = "数据!$E$7:$E$8"


def test_own_names_become_cells_and_functions() -> None:
    rule = {"type": "formula", "formula": "points * x / best + a - mean * count", "cap": "none"}
    text = formula(plan_of(rule, 5.0, 12.0))
    assert (
        f"参数!$E$4 * 数据!$E7 / MAX({SPAN}) + 数据!$E7 - AVERAGE({SPAN}) * COUNT({SPAN})" in text
    )


def test_best_and_worst_change_places_where_less_is_better() -> None:
    rule = {"type": "formula", "formula": "best + worst"}
    assert f"MIN({SPAN}) + MAX({SPAN})" in formula(plan_of(rule, 5.0, 12.0, leaf={"better": "low"}))


def test_a_number_that_does_not_exist_counts_as_missing() -> None:
    text = formula(
        plan_of({"type": "formula", "formula": "1 / (a - 5)"}, 5.0, 12.0, leaf={"missing": "zero"})
    )
    assert text.startswith("IF(ISNUMBER(数据!$E7),IFERROR(")
    assert text.endswith(",0),0)")


def test_rounding_half_to_even_inside_a_formula_is_a_constant() -> None:
    rule = {"type": "formula", "formula": "round(a / 3, 1)"}
    assert plan_of(rule, 5.0, 12.0).counts["score", True] == 2
    plan = plan_of(rule, 5.0, 12.0, rounding="half_even")
    assert plan.counts["score", False] == 2
    assert "四舍六入五成双" in next(iter(plan.reasons))
