"""Rules that give points for a place: what stands in the cell."""

from tests.engine.scoring.report.excel.small import PERIOD, column, formula, parameters, plan_of


def test_a_place_has_a_cell_of_its_own() -> None:
    plan = plan_of("rank_step", 5.0, 12.0)
    place = column(plan, "数据", "甲", PERIOD)[0]
    assert place.formula == (
        'IF(COUNT($E7)=1,1+SUMPRODUCT(ISNUMBER($E$7:$E$8)*($E$7:$E$8>$E7)),"")'
    )
    assert place.value == 2
    assert "参数!$E$4*(1-参数!$E$5*(数据!$F7-1))" in formula(plan)


def test_a_fixed_step_is_taken_off() -> None:
    assert "参数!$E$4-参数!$E$5*(数据!$F7-1)" in formula(
        plan_of({"type": "rank_step", "points_step": 1}, 5.0, 12.0)
    )


def test_dense_places_count_each_value_once() -> None:
    plan = plan_of({"type": "rank_step", "ties": "dense"}, 5.0, 12.0, 12.0)
    place = column(plan, "数据", "甲", PERIOD)
    assert [cell.value for cell in place] == [2, 1, 1]
    assert '/COUNTIF($E$7:$E$9,$E$7:$E$9&"")' in str(place[0].formula)


def test_a_table_goes_on_beyond_its_end() -> None:
    plan = plan_of({"type": "rank_table", "table": [10, 8], "beyond": -1}, 5.0, 12.0, 9.0)
    assert "IF(数据!$F7<=ROWS(参数!$E$5:$E$6),INDEX(参数!$E$5:$E$6,数据!$F7)," in formula(plan)
    held = parameters(plan)
    assert (held["第1名"], held["第2名"], held["其后每位"]) == (10, 8, -1)


def test_tied_units_take_the_mean_of_the_places_that_they_span() -> None:
    plan = plan_of({"type": "rank_table", "table": [10, 8], "ties": "average"}, 5.0, 12.0, 12.0)
    assert [cell.value for cell in column(plan, "数据", "甲", PERIOD)] == [1, 2, 2]
    assert [cell.value for cell in column(plan, "计分", "甲")] == [8, 9, 9]
    assert "SUM(INDEX(参数!$E$5:$E$6,数据!$F7):INDEX(" in formula(plan)


def test_bands_by_place_by_share_and_for_small_groups() -> None:
    rule = {
        "type": "rank_bands",
        "bands": [{"to": 1, "points": 10}, {"to_share": 0.5, "points": 8}],
        "small_group": {"at_most": 2, "bands": [{"to": 1, "points": 9}]},
    }
    text = formula(plan_of(rule, 5.0, 12.0, 9.0))
    assert "IF(COUNT(数据!$E$7:$E$9)<=参数!" in text
    assert "INT(ROUND(参数!$E$6*COUNT(数据!$E$7:$E$9),9))" in text
