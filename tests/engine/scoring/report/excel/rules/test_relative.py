"""Rules that compare with the population: what stands in the cell."""

import pytest

from tests.engine.scoring.report.excel.small import column, formula, plan_of

SPAN = "数据!$E$7:$E$9"


def text_of(rule: object, **leaf: object) -> str:
    return formula(plan_of(rule, 5.0, 12.0, 8.0, leaf=leaf))


def test_efficacy_takes_the_ends_of_the_population_or_fixed_ones() -> None:
    assert f"(数据!$E7-MIN({SPAN}))/(MAX({SPAN})-MIN({SPAN}))" in text_of("efficacy")
    fixed = text_of({"type": "efficacy", "low": 1, "high": 20})
    assert SPAN not in fixed
    assert f"(MAX({SPAN})-数据!$E7)" in text_of("efficacy", better="low")


@pytest.mark.parametrize(
    ("choice", "value"),
    [("full", "参数!$E$4"), ("zero", "0"), ("mid", "参数!$E$4/2"), ("error", "NA()")],
)
def test_equal_values_have_their_declared_outcome(choice: str, value: str) -> None:
    text = text_of({"type": "efficacy", "when_equal": choice})
    assert f"IF(MAX({SPAN})=MIN({SPAN}),{value}," in text


def test_ratio_to_best_looks_at_the_best_first() -> None:
    assert f"IF(MAX({SPAN})<=0,NA()," in text_of("ratio_to_best")
    low = text_of({"type": "ratio_to_best", "nonpositive": "zero"}, better="low")
    assert f"IF(OR(数据!$E7<=0,MIN({SPAN})<=0),0," in low


def test_min_max_has_any_range() -> None:
    text = text_of({"type": "min_max", "range": [2, 8]})
    assert "参数!$E$5+(数据!$E7-MIN" in text
    assert "*(参数!$E$6-参数!$E$5)/" in text


def test_z_score_knows_sample_and_population() -> None:
    assert f"_xlfn.STDEV.S({SPAN})" in text_of("z_score")
    assert f"_xlfn.STDEV.P({SPAN})" in text_of({"type": "z_score", "sample": False})


def test_percentile_counts_who_is_worse() -> None:
    assert f"({SPAN}<数据!$E7)" in text_of("percentile")
    assert f"({SPAN}>数据!$E7)" in text_of("percentile", better="low")


def test_rank_value_averages_ties_where_asked() -> None:
    assert "/2" not in text_of("rank_value")
    assert f"MAX(SUMPRODUCT(ISNUMBER({SPAN})*({SPAN}=数据!$E7))-1,0)/2" in text_of(
        {"type": "rank_value", "ties": "average"}
    )


def test_distance_refers_to_the_cell_of_the_reference_unit() -> None:
    text = text_of({"type": "distance_to_reference", "reference": "B"})
    assert "(数据!$E$8-数据!$E7)" in text
    ratio = text_of({"type": "distance_to_reference", "reference": 20, "measure": "ratio"})
    assert "参数!$E$4*数据!$E7/参数!$E$5" in ratio


def test_units_that_take_no_part_are_not_compared_with() -> None:
    units = [
        {"unit": "A", "name": "a"},
        {"unit": "B", "name": "b", "participates": False},
        {"unit": "C", "name": "c"},
    ]
    plan = plan_of("efficacy", 5.0, 12.0, 8.0, tables={"units": units})
    compared = column(plan, "数据", "甲")
    assert [cell.value for cell in compared] == [5.0, "", 8.0]
    assert compared[0].formula == 'IF(AND($D7=1,COUNT($E7)=1),$E7,"")'
    assert "MAX(数据!$F$7:$F$9)" in formula(plan)
