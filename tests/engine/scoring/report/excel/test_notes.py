"""The notes say how to read the workbook and what in it does not follow."""

from sanbi.engine.scoring.report.excel.planning import Plan
from tests.engine.scoring.report.excel.small import plan_of


def lines(plan: Plan) -> list[str]:
    return [str(cell.value) for (_, column), cell in plan.sheets[-1].cells.items() if column == 1]


def test_constants_are_counted_by_reason() -> None:
    plan = plan_of("direct", 5.0, 8.0, leaf={"input": {"indicator": "a", "treat": {}}})
    live, fixed = (
        sum(count for (_, is_live), count in plan.counts.items() if is_live is wanted)
        for wanted in (True, False)
    )
    assert f"计算出的单元格 {live + fixed} 个：公式 {live} 个，常数 {fixed} 个。" in lines(plan)
    assert "异常值处理逐点进行，电子表格公式表达不了：2 格。" in lines(plan)


def test_rounding_is_told_as_declared() -> None:
    assert any(
        line.startswith("四舍六入五成双，2 位小数")
        for line in lines(plan_of("direct", 5.0, rounding="half_even"))
    )
    assert any(
        line.startswith("本办法不取整") for line in lines(plan_of("direct", 5.0, precision=None))
    )
