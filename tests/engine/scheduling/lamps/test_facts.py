"""Facts as of a day, at the borders of months and limits."""

import doctest
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.lamps import (
    ObstacleDates,
    Series,
    entry_facts,
    facts_data,
    facts_from,
    keeping,
    month_in_force,
    obstacle_facts,
    payment_facts,
    progress_facts,
    start_facts,
    task_facts,
)

MARCH, APRIL, JUNE = Period.parse("2026-03"), Period.parse("2026-04"), Period.parse("2026-06")


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(keeping).attempted == 1
    assert doctest.testmod(keeping).failed == 0


@pytest.mark.parametrize(
    ("as_of", "missed", "months", "days"),
    [
        (date(2026, 3, 9), False, 0, 0),
        (date(2026, 3, 10), False, 0, 0),
        (date(2026, 3, 30), False, 0, 20),
        (date(2026, 3, 31), True, 1, 21),
        (date(2026, 4, 29), True, 1, 50),
        (date(2026, 4, 30), True, 2, 51),
        (date(2027, 2, 28), True, 12, 355),
    ],
)
def test_start_is_missed_from_the_end_of_its_month(
    as_of: date, missed: bool, months: int, days: int
) -> None:
    assert start_facts(as_of, planned=date(2026, 3, 10), started=None) == {
        "started": False,
        "start_missed": missed,
        "start_months_missed": months,
        "start_days_late": days,
    }


def test_a_start_counts_from_its_own_day_on() -> None:
    planned = date(2026, 3, 10)
    on = start_facts(date(2026, 4, 5), planned=planned, started=date(2026, 4, 5))
    assert on == {
        "started": True, "start_missed": False, "start_months_missed": 0, "start_days_late": 0,
    }  # fmt: skip
    before = start_facts(date(2026, 4, 4), planned=planned, started=date(2026, 4, 5))
    assert (before["started"], before["start_months_missed"]) == (False, 1)


def test_a_start_without_a_plan_is_not_judged_until_it_happens() -> None:
    unknown = start_facts(date(2026, 4, 4), planned=None, started=None)
    assert unknown == {
        "started": False, "start_missed": None, "start_months_missed": None,
        "start_days_late": None,
    }  # fmt: skip
    assert start_facts(date(2026, 4, 4), planned=None, started=date(2026, 4, 1))["started"] is True


def test_progress_is_exact_and_measured_at_the_last_month_that_is_over() -> None:
    found = progress_facts(
        date(2026, 4, 29),
        planned={MARCH: Decimal("0.3"), APRIL: 0.5},
        done={MARCH: Fraction(1, 4), APRIL: 0.9},
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        days_behind=6,
    )
    time = Fraction(90, 365)
    assert found == {
        "planned_pct": 30,
        "done_pct": 25,
        "time_pct": time * 100,
        "behind_plan_points": 5,
        "behind_time_points": (time - Fraction(1, 4)) * 100,
        "of_plan_pct": Fraction(250, 3),
        "of_time_pct": Fraction(1, 4) / time * 100,
        "days_behind": 6,
    }


def test_investment_has_names_of_its_own() -> None:
    found = progress_facts(
        APRIL.end, planned={APRIL: 0.5}, done={APRIL: 0.4}, series=Series.INVESTMENT
    )
    assert found == {
        "investment_planned_pct": 50,
        "investment_done_pct": 40,
        "investment_time_pct": None,
        "investment_behind_plan_points": 10,
        "investment_behind_time_points": None,
        "investment_of_plan_pct": 80,
        "investment_of_time_pct": None,
    }


def test_plan_is_nothing_before_its_first_month_and_stays_after_its_last() -> None:
    plan = {APRIL: 0.5, JUNE: 1}
    before = progress_facts(MARCH.end, planned=plan, done={MARCH: 0})
    assert (before["planned_pct"], before["of_plan_pct"]) == (0, 100)
    later = Period.parse("2026-12")
    after = progress_facts(later.end, planned=plan, done={later: 1})
    assert (after["planned_pct"], after["behind_plan_points"]) == (100, 0)
    gap = progress_facts(Period.parse("2026-05").end, planned=plan, done={})
    assert (gap["planned_pct"], gap["done_pct"], gap["behind_plan_points"]) == (None, None, None)
    assert progress_facts(MARCH.end, planned={}, done={MARCH: 1})["planned_pct"] is None


def test_time_progress_stays_within_the_span() -> None:
    def pct(first: date, last: date) -> object:
        return progress_facts(APRIL.end, planned={}, done={}, first=first, last=last)["time_pct"]

    assert pct(date(2026, 5, 1), date(2026, 6, 1)) == 0
    assert pct(date(2026, 4, 30), date(2026, 4, 30)) == 100
    assert pct(date(2026, 4, 30), date(2026, 5, 1)) == 50
    assert pct(date(2026, 1, 1), date(2026, 2, 1)) == 100
    with pytest.raises(SchedulingFaults, match="ends on 2026-01-01, before it begins"):
        pct(date(2026, 1, 2), date(2026, 1, 1))


def test_a_share_that_is_no_number_is_refused() -> None:
    with pytest.raises(SchedulingFaults, match="'80%' is not a number") as refused:
        progress_facts(APRIL.end, planned={}, done={APRIL: "80%"})  # type: ignore[dict-item]
    assert refused.value.faults[0].text("zh") == "'80%' 不是数；请以数给出金额或比例"


def test_payment_in_points_of_the_whole_plan() -> None:
    plan = {MARCH: 200, JUNE: 1000, APRIL: 500}
    found = payment_facts(APRIL.end, planned=plan, paid={APRIL: 380})
    assert found == {
        "payment_due": True, "payment_planned_pct": 50, "payment_paid_pct": 38,
        "payment_short_points": 12,
    }  # fmt: skip
    gap = payment_facts(Period.parse("2026-05").end, planned={**plan}, paid={})
    assert gap == {
        "payment_due": True, "payment_planned_pct": None, "payment_paid_pct": None,
        "payment_short_points": None,
    }  # fmt: skip
    for nothing in ({}, {APRIL: 0}, {APRIL: None}):
        assert payment_facts(APRIL.end, planned=nothing, paid={}) == {
            "payment_due": False, "payment_planned_pct": None, "payment_paid_pct": None,
            "payment_short_points": None,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("started", "as_of", "months"),
    [
        (date(2026, 3, 15), date(2026, 3, 15), Fraction(0)),
        (date(2026, 3, 15), date(2026, 4, 14), Fraction(30, 31)),
        (date(2026, 3, 15), date(2026, 4, 15), Fraction(1)),
        (date(2026, 3, 15), date(2026, 5, 15), Fraction(2)),
        (date(2026, 3, 15), date(2026, 5, 16), 2 + Fraction(1, 31)),
        (date(2026, 1, 31), date(2026, 2, 27), Fraction(27, 28)),
        (date(2026, 1, 31), date(2026, 2, 28), Fraction(1)),
        (date(2025, 12, 31), date(2026, 3, 31), Fraction(3)),
    ],
)
def test_months_without_entry_run_from_day_to_day(
    started: date, as_of: date, months: Fraction
) -> None:
    assert entry_facts(as_of, started=started, entered=None) == {
        "entered": False,
        "entry_open_months": months,
    }


def test_entry_is_nothing_to_wait_for_before_the_start_and_once_entered() -> None:
    day = date(2026, 6, 1)
    assert entry_facts(day, started=None, entered=None)["entry_open_months"] == 0
    assert entry_facts(day, started=date(2026, 6, 2), entered=None)["entry_open_months"] == 0
    entered = entry_facts(day, started=date(2026, 1, 1), entered=day)
    assert entered == {"entered": True, "entry_open_months": 0}
    later = entry_facts(day, started=date(2026, 5, 1), entered=date(2026, 6, 2))
    assert later == {"entered": False, "entry_open_months": 1}


def test_obstacles_open_on_a_day() -> None:
    day = date(2026, 6, 10)
    ours = [
        ObstacleDates(date(2026, 6, 1), date(2026, 6, 12)),
        ObstacleDates(date(2026, 6, 1), date(2026, 6, 2), closed=day),
        ObstacleDates(date(2026, 6, 11), date(2026, 6, 2)),
    ]
    assert obstacle_facts(day, ours) == {
        "obstacles_open": 1, "obstacles_overdue": 0, "obstacle_days_left": 2,
    }  # fmt: skip
    ours[1] = ObstacleDates(date(2026, 6, 1), date(2026, 6, 9), closed=date(2026, 6, 11))
    assert obstacle_facts(day, ours) == {
        "obstacles_open": 2, "obstacles_overdue": 1, "obstacle_days_left": -1,
    }  # fmt: skip


def test_days_left_are_not_known_while_an_obstacle_has_no_limit() -> None:
    day = date(2026, 6, 10)
    unlimited, near, late = (
        ObstacleDates(date(2026, 6, 1), due) for due in (None, day, date(2026, 6, 9))
    )
    assert obstacle_facts(day, [])["obstacle_days_left"] is None
    assert obstacle_facts(day, [unlimited, near])["obstacle_days_left"] is None
    assert obstacle_facts(day, [unlimited, late])["obstacle_days_left"] == -1
    assert obstacle_facts(day, [near])["obstacles_overdue"] == 0


def test_task_of_a_month() -> None:
    assert task_facts(target=100, done=100) == {"month_task_met": True, "month_task_pct": 100}
    found = task_facts(target=3, done=Fraction(29, 10))
    assert found == {"month_task_met": False, "month_task_pct": Fraction(290, 3)}
    assert task_facts(target=None, done=3) == {"month_task_met": None, "month_task_pct": None}
    assert task_facts(target=3, done=None)["month_task_met"] is None


def test_month_in_force() -> None:
    assert str(month_in_force(date(2026, 1, 1))) == "2025-12"


def test_facts_are_kept_exactly() -> None:
    facts = {"a": Fraction(1, 3), "b": True, "c": None, "d": "red", "e": Fraction(-5, 2)}
    data = facts_data(facts)
    assert data == {
        "a": {"number": "1/3"}, "b": True, "c": None, "d": "red", "e": {"number": "-2.5"},
    }  # fmt: skip
    assert facts_from(data) == facts
    assert facts_from({"x": 3, "y": {"number": "many"}, "z": {}}) == dict.fromkeys("xyz")
