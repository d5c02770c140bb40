"""Rounding and number formats, as the scheme declares them."""

import pytest

from sanbi.engine.scoring.report.excel.book import Book
from tests.engine.scoring.report.excel.small import column, formula, plan_of


def test_rounding_half_up_cuts_off_binary_noise_first() -> None:
    assert formula(plan_of("direct", 2.675)) == (
        "IF(ISNUMBER(数据!$E7),ROUND(ROUND(数据!$E7,10),2),NA())"
    )


def test_rounding_down_truncates() -> None:
    assert "ROUNDDOWN(ROUND(数据!$E7,10),2)" in formula(plan_of("direct", 2.675, rounding="down"))


def test_rounding_half_to_even_looks_at_the_digit_before() -> None:
    text = formula(plan_of("direct", 2.675, rounding="half_even"))
    cell = "未取整!$D7"
    assert f"IF(MOD(ROUND(ABS({cell})*100,8),2)=0.5,ROUNDDOWN(ROUND({cell},10),2)," in text


def test_nothing_is_rounded_where_the_scheme_does_not() -> None:
    assert "ROUND" not in formula(plan_of("direct", 2.675, round_at=["total"]))


def test_no_guard_goes_beyond_twelve_decimals() -> None:
    assert Book.guarded("x", 2) == "ROUND(x,10)"
    assert Book.guarded("x", 9) == "ROUND(x,12)"


@pytest.mark.parametrize(("precision", "shown"), [(0, "0"), (1, "0.0"), (3, "0.000")])
def test_scores_show_their_decimals(precision: int, shown: str) -> None:
    plan = plan_of("direct", 2.0, precision=precision)
    assert column(plan, "计分", "甲")[0].number_format == shown
