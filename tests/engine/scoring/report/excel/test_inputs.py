"""Derived inputs as formulas of figures."""

from typing import Any

import pytest

from sanbi.engine.scoring.report.excel.inputs import Guarded, ahead
from sanbi.engine.scoring.report.excel.planning import Plan
from tests.engine.scoring.report.excel.small import column, formula, parameters, plan_of

ROWS = [
    {"unit": unit, "indicator": "a", "period": period, "value": value, "target": 10}
    for unit, period, value in (
        ("A", "2026Q1", 11.0),
        ("A", "2025Q1", 10.0),
        ("A", "2025Q4", 9.0),
        ("B", "2026Q1", 8.0),
        ("B", "2025Q1", 0.0),
        ("B", "2025Q4", 12.0),
    )
]


def transformed(transform: str, **extras: Any) -> Plan:
    item = {"indicator": "a", "transform": transform, **extras}
    leaf = {"input": item, "missing": "zero"}
    return plan_of("direct", 0.0, 0.0, leaf=leaf, tables={"observations": ROWS})


def test_guards_stand_around_a_formula() -> None:
    assert Guarded((), "x").text() == "x"
    assert Guarded(("A1",), "A1*2").text(3) == 'IF(ISNUMBER(A1),ROUND(A1*2,3),"")'
    assert Guarded(("A1", "B1"), "A1/B1", "B1").text() == (
        'IF(COUNT(A1,B1)=2,IF(B1=0,"",A1/B1),"")'
    )
    assert Guarded((), "LN(A1)", fails=True).text() == 'IFERROR(LN(A1),"")'


def test_ahead_counts_the_better_ones() -> None:
    assert ahead("A1", "A1:A9", high=True) == "SUMPRODUCT(ISNUMBER(A1:A9)*(A1:A9>A1))"
    assert ahead("A1", "A1:A9", high=False, compared="B1:B9") == (
        "SUMPRODUCT((B1:B9=1)*ISNUMBER(A1:A9)*(A1:A9<A1))"
    )


@pytest.mark.parametrize(
    ("transform", "extras", "values", "part"),
    [
        ("growth", {}, [10, ""], "/ABS("),
        ("increment", {}, [1, 8], "-"),
        ("increment", {"against": "previous"}, [2, -4], "-"),
        ("change", {}, [1.1, ""], "/"),
        ("share", {}, [11 / 19 * 100, 8 / 19 * 100], "SUMIFS("),
        ("completion", {}, [110, 80], "*100/"),
        ("pace", {}, [85, 55], "-参数!"),
        ("pace", {"basis": "ratio"}, [440, 320], "/参数!"),
        ("rank", {}, [1, 2], "SUMPRODUCT("),
        ("rank_change", {}, [1, -1], ")-("),
        ("streak", {"op": ">=", "than": 9}, [2, 0], "IF("),
    ],
)
def test_transforms(transform: str, extras: dict[str, Any], values: list[Any], part: str) -> None:
    plan = transformed(transform, **extras)
    word = {"growth": "同比", "increment": "增量", "change": "比", "share": "占比"}
    word |= {"completion": "完成率", "pace": "进度", "rank": "位次", "rank_change": "位次变化"}
    what = word.get(transform, "连续期数")
    cells = column(plan, "数据", "a", what)
    for cell, value in zip(cells, values, strict=True):
        assert cell.value == (value if value == "" else pytest.approx(value))
    assert part in str(cells[0].formula)


def test_per_takes_a_scale_and_a_coefficient_multiplies() -> None:
    units = [
        {"unit": "A", "people": 4, "difficulty": 1.5},
        {"unit": "B", "people": 0, "difficulty": 1},
    ]
    item = {
        "indicator": "a",
        "transform": "per",
        "per": "people",
        "scale": 100,
        "coefficient": "difficulty",
    }
    leaf = {"input": item, "missing": "zero"}
    plan = plan_of("direct", 8.0, 5.0, leaf=leaf, tables={"units": units})
    assert [cell.value for cell in column(plan, "数据", "a", "人均")] == [300, ""]
    assert parameters(plan)["倍数"] == 100


def test_formulas_need_all_their_names() -> None:
    leaf = {"input": {"formula": "a / b"}, "missing": "zero"}
    units = [{"unit": "A", "b": 2}, {"unit": "B", "b": None}]
    plan = plan_of("direct", 8.0, 5.0, leaf=leaf, tables={"units": units})
    text = formula(plan, "数据", "甲", what="公式")
    assert text.startswith("IF(COUNT(")
    assert [cell.value for cell in column(plan, "数据", "甲", "公式")] == [4, ""]


def test_means_fill_holes_and_outliers_are_left_to_the_program() -> None:
    item = {"indicator": "a", "impute": {"method": "mean", "by": "group"}}
    plan = plan_of("direct", 8.0, None, 4.0, leaf={"input": item})
    assert [cell.value for cell in column(plan, "数据", "a", "原值")] == [8, 6, 4]
    assert "AVERAGEIFS(" in formula(plan, "数据", "a", what="原值")
    treated = plan_of("direct", 8.0, 4.0, leaf={"input": {"indicator": "a", "treat": {}}})
    assert treated.counts["input", False] == 2


def test_without_precision_nothing_is_cut_off() -> None:
    item = {"indicator": "a", "transform": "completion"}
    assert "ROUND" in formula(
        plan_of("direct", 8.0, leaf={"input": item}), "数据", "a", what="完成率"
    )
    plan = plan_of("direct", 8.0, leaf={"input": item}, precision=None)
    assert "ROUND" not in formula(plan, "数据", "a", what="完成率")
