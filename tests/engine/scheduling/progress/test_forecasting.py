"""The range of the finish, and when none is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scheduling.progress import (
    Curve,
    Forecast,
    ForecastState,
    earned_points,
    forecast,
)
from tests.engine.scheduling.progress.made import curve, month

PLAN = curve(10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


def told(*percents: float | None, as_of: date | None = None, plan: Curve = PLAN) -> Forecast:
    day = as_of or month(len(percents)).end
    return forecast(plan, earned_points(plan, curve(*percents)), day)


@pytest.mark.parametrize("percents", [(), (10,), (10, 20), (10, None, 20)])
def test_fewer_than_three_months_are_not_enough(percents: tuple[float | None, ...]) -> None:
    found = told(*percents)
    short = len(percents) < 3
    assert found.state is (ForecastState.TOO_SHORT if short else ForecastState.LIKELY)
    assert found.months == len(percents)
    if short:
        assert (found.early, found.likely, found.late) == (None, None, None)
        assert found.text() == f"只有{len(percents)}个月的进度，不足3个月，不作推算。"
        assert found.text("en").endswith("fewer than 3: not enough months.")


def test_work_on_plan_ends_on_plan() -> None:
    found = told(10, 20, 30)
    assert (found.early, found.likely, found.late) == (month(10).end,) * 3
    assert found.text("en") == (
        "At the pace of the last 3 months it may be done about 2026-10-31; at the best pace seen "
        "2026-10-31, at the worst 2026-10-31. This is a calculation, not a promise."
    )


def test_best_and_worst_three_months_make_the_range() -> None:
    # Paces of three months: 1, then 5/6 and 2/3, then 1/2; 5.5 months of plan remain at 6 months.
    found = told(10, 20, 30, 35, 40, 45)
    assert found.late == found.likely
    assert found.likely == date(2027, 5, 31)  # 6 + 5.5 / 0.5 = 17 months
    assert found.early == date(2026, 12, 16)  # 6 + 5.5 / 1 = 11.5 months: half of December


def test_the_recent_pace_may_be_neither_best_nor_worst() -> None:
    found = told(10, 20, 30, 30, 30, 30, 40, 50)
    assert found.likely == date(2027, 4, 15)  # 8 + 5 / (2/3) = 15.5 months: half of April
    assert found.early == date(2027, 1, 31)
    assert found.late is None  # in the worst three months nothing moved
    assert found.text() == (
        "按最近3个月的进度推算，约2027年4月15日完成；按以往最快的进度2027年1月31日，"
        "按最慢的看不到完成日。这是推算，不是承诺。"
    )


def test_nothing_moved_lately() -> None:
    for percents in ((0, 0, 0), (20, 20, 20, 20), (30, 30, 30, 20)):
        found = told(*percents)
        assert found.state is ForecastState.STALLED
        assert (found.likely, found.late) == (None, None)
    assert found.text() == "最近3个月没有进展，推算不出完成日。"
    assert found.text("en") == "Nothing moved in the last 3 months: no finish can be seen."


def test_the_last_month_is_not_reported() -> None:
    found = told(10, 20, 30, None)
    assert (found.state, found.month) == (ForecastState.MISSING, month(4))
    assert found.text() == "2026年4月没有进度数据，不作推算。"
    assert found.text("en") == "April 2026 is not reported: no finish is forecast."


def test_a_gap_makes_its_window_longer() -> None:
    found = told(None, 10, 20, 25, 30)
    # Months 0 to 3 (2/3), 0 to 4 because month 1 is missing (5/8), 2 to 5 (2/3).
    assert found.likely == found.early == date(2027, 4, 15)  # 5 + 7 / (2/3) = 15.5 months
    assert found.late == date(2027, 5, 7)  # 5 + 7 / (5/8) = 16.2 months: 6.2 days of May
    gap = told(10, None, None, 20)
    # From January to April: 1 month of plan in 3; eight remain: 4 + 24.
    assert gap.likely == month(28).end


def test_finished() -> None:
    found = told(50, 100, 100)
    assert (found.state, found.month, found.months) == (ForecastState.FINISHED, month(2), 3)
    assert found.text() == "2026年2月已全部完成。"
    assert found.text("en") == "All was done in February 2026."
    assert told(100).state is ForecastState.FINISHED


def test_no_day_before_today_and_none_beyond_a_hundred_years() -> None:
    today = date(2026, 12, 24)
    late = forecast(PLAN, earned_points(PLAN, curve(10, 50, 99)), today)
    assert (late.early, late.likely, late.late) == (today, today, today)
    crawling = told(0.01, 0.02, 0.03)
    assert (crawling.state, crawling.likely) == (ForecastState.LIKELY, None)
    assert crawling.text("en").startswith(
        "At the pace of the last 3 months it may be done about never"
    )


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=14),
    st.integers(0, 400),
)
def test_early_is_never_after_likely_nor_likely_after_late(
    percents: list[float | None], later: int
) -> None:
    day = date.fromordinal(month(max(len(percents), 1)).end.toordinal() + later)
    found = told(*percents, as_of=day)
    assert found.text().endswith("。")
    named = [each or date.max for each in (found.early, found.likely, found.late)]
    assert named == sorted(named)
    assert all(each >= day for each in named)
    if found.state is not ForecastState.LIKELY:
        assert named == [date.max] * 3
