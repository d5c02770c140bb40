"""Figures as they were reported."""

import pytest

from sanbi.engine.scoring.report.excel.figures import digits_of
from sanbi.engine.scoring.report.excel.planning import plan_workbook
from tests.engine.scoring.report.excel.small import column, leaf, plan_of, result_of


@pytest.mark.parametrize(
    ("values", "digits"),
    [([1.0, -9.0], 13), ([12.0], 12), ([2e9, 1.0], 4), ([0.02], 15), ([], 13), (["", 0.0], 13)],
)
def test_noise_is_cut_off_at_fourteen_digits(values: list[float | str], digits: int) -> None:
    assert digits_of(list(values)) == digits


def test_figures_are_numbers_and_holes_are_blank() -> None:
    cells = column(plan_of("direct", 5.0, None, leaf={"missing": "zero"}), "数据", "a", "实绩")
    assert [cell.value for cell in cells] == [5.0, ""]
    assert [cell.style for cell in cells] == ["input", "input_empty"]


def test_the_second_row_of_a_unit_follows_its_first() -> None:
    groups = [
        {"id": "one", "name": "一组", "members": ["A", "B"]},
        {"id": "two", "name": "二组", "members": ["B"]},
    ]
    result = result_of([leaf("direct")], {"a": [5.0, 12.0]}, groups=groups)
    cells = column(plan_workbook(result), "数据", "a", "实绩")
    rows = [cell for cell in cells if cell.style in {"input", "live"}]
    assert [cell.value for cell in rows] == [5.0, 12.0, 12.0]
    assert [cell.formula is None for cell in rows] == [True, True, False]
