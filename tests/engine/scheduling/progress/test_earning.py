"""Earned schedule: late, early, stopped, finished, never started."""

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scheduling.progress import Curve, earned_points, planned_duration
from tests.engine.scheduling.progress.made import FIRST, curve, month

PLAN = curve(10, 30, 60, 100)


def schedules(*percents: float | None, plan: Curve = PLAN) -> list[Fraction | None]:
    return [point.schedule for point in earned_points(plan, curve(*percents))]


def test_late_and_early_work() -> None:
    assert schedules(5, 20, 30) == [Fraction(1, 2), Fraction(3, 2), 2]
    assert schedules(20, 80) == [Fraction(3, 2), Fraction(7, 2)]


def test_work_on_plan() -> None:
    points = earned_points(PLAN, PLAN)
    assert [(point.variance, point.index, point.days_behind) for point in points] == [(0, 1, 0)] * 4


def test_never_started() -> None:
    points = earned_points(PLAN, curve(0, 0, 0))
    assert [(point.schedule, point.index) for point in points] == [(0, 0)] * 3
    assert [point.days_behind for point in points] == [31, 59, 90]
    assert [point.planned for point in points] == [
        Fraction(1, 10),
        Fraction(3, 10),
        Fraction(3, 5),
    ]


def test_a_report_that_is_missing() -> None:
    point = earned_points(PLAN, curve(10, None))[1]
    assert (point.schedule, point.variance, point.index, point.days_behind) == (None,) * 4
    assert (point.month, point.elapsed, point.planned) == (month(2), 2, Fraction(3, 10))


def test_finished_early_and_late() -> None:
    early = earned_points(PLAN, curve(50, 100, 100))
    assert [(point.elapsed, point.schedule) for point in early][1:] == [(2, 4), (2, 4)]
    assert early[-1].variance == 2
    assert early[-1].days_behind == -61  # all of March and April
    late = earned_points(PLAN, curve(5, 10, 20, 40, 70, 100, 100))
    assert [point.elapsed for point in late] == [1, 2, 3, 4, 5, 6, 6]
    assert late[-1].index == Fraction(2, 3)
    assert (late[4].planned, late[4].schedule) == (1, Fraction(13, 4))


def test_a_correction_after_the_end_takes_the_finish_back() -> None:
    points = earned_points(PLAN, curve(50, 100, 80))
    assert [(point.elapsed, point.schedule) for point in points][1:] == [
        (2, 4),
        (3, Fraction(7, 2)),
    ]


@pytest.mark.parametrize(
    ("done", "worth"), [((20, 20), 2), ((10, 20), 2), ((20, 20, 20, 20, 20, 20), 5)]
)
def test_a_stop_in_the_plan_makes_nobody_early_or_late(done: tuple[float, ...], worth: int) -> None:
    winter = curve(20, 20, 20, 20, 20, 60, 100)
    found = earned_points(winter, curve(*done))[-1]
    assert found.schedule == worth


def test_work_before_its_plan_stands_still_is_late_until_it_is_done() -> None:
    winter = curve(20, 20, 20, 60, 100)
    assert schedules(10, 20, plan=winter) == [Fraction(1, 2), 2]
    assert schedules(40, plan=winter) == [Fraction(7, 2)]


def test_nothing_planned_at_first() -> None:
    assert schedules(0, 0, 0, plan=curve(0, 0, 50, 100)) == [1, 2, 2]


def test_a_plan_of_one_month() -> None:
    assert schedules(40, 100, plan=curve(100)) == [Fraction(2, 5), 1]


def test_days_behind_within_a_month() -> None:
    # 45 of 100 is half of March: 17 days of the 31 remain when 14 had gone by, at its middle.
    (point,) = earned_points(PLAN, curve(45))
    assert point.schedule == Fraction(5, 2)
    assert point.days_behind == -(28 + Fraction(31, 2))


# -- properties ----------------------------------------------------------------------------------
parts = st.lists(st.integers(0, 9), min_size=1, max_size=12).filter(any)
shares = st.fractions(0, 1, max_denominator=50)


def plan_of(amounts: list[int]) -> Curve:
    while amounts[-1] == 0:
        amounts = amounts[:-1]
    whole = sum(amounts)
    return Curve(FIRST, tuple(Fraction(each, whole) for each in accumulate(amounts)))


@given(parts, shares, shares, st.integers(1, 15))
def test_more_done_is_never_worth_less(
    amounts: list[int], one: Fraction, other: Fraction, at: int
) -> None:
    plan, (less, more) = plan_of(amounts), sorted((one, other))
    worth = [
        earned_points(plan, Curve(FIRST, (Fraction(0),) * (at - 1) + (share,)))[-1]
        for share in (less, more)
    ]
    low, high = (point.schedule for point in worth)
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= planned_duration(plan)


@given(parts, shares, st.integers(1, 15))
def test_the_plan_stood_there_at_the_moment_named(
    amounts: list[int], share: Fraction, at: int
) -> None:
    plan = plan_of(amounts)
    found = earned_points(plan, Curve(FIRST, (Fraction(0),) * (at - 1) + (share,)))[-1].schedule
    assert found is not None
    steps = [Fraction(0), *(value for value in plan.values if value is not None), Fraction(1)]
    whole = int(found)
    then = steps[whole] + (found - whole) * (steps[whole + 1] - steps[whole])
    assert then == share


@given(parts)
def test_work_that_follows_its_plan_is_on_time(amounts: list[int]) -> None:
    plan = plan_of(amounts)
    for point in earned_points(plan, plan):
        if point.earned != 1:
            assert point.days_behind == 0
