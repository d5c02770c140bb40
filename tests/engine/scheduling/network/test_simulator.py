"""The engine's dates are those of a simulator that walks day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from sanbi.engine.scheduling.days import DayCount, day_of
from sanbi.engine.scheduling.network import Network, scheduling, schedule_network
from sanbi.engine.scheduling.network.timetable import Timetable
from tests.engine.scheduling.network.made import RULES, START, days_off_start, networks
from tests.engine.scheduling.network.simulator import Simulator

dues = st.none() | st.integers(-5, 80).map(lambda days: START + timedelta(days))
known = st.none() | days_off_start
Case = tuple[Network, date | None, date | None]
cases = st.tuples(networks(), dues, known)


def as_walked(case: Case) -> list[tuple[str, date, date, date, date]]:
    network, due, on = case
    walked = Simulator(network, RULES, START, due, on)
    return [
        (task.key, *walked.early[task.key], *walked.late[task.key]) for task in network.tasks
    ]


def as_counted(case: Case) -> list[tuple[str, date, date, date, date]]:
    network, due, on = case
    timetable = schedule_network(network, START, due, on)
    dates = zip(
        timetable.early_start, timetable.early_finish,
        timetable.late_start, timetable.late_finish,
        strict=True,
    )  # fmt: skip
    return [
        (task.key, *map(day_of, instants))
        for task, instants in zip(network.tasks, dates, strict=True)
    ]


@settings(max_examples=700, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cases)
def test_dates_are_those_of_the_simulator(case: Case) -> None:
    assert as_counted(case) == as_walked(case)


@settings(max_examples=150, deadline=None)
@given(st.tuples(networks(progress=False, dates=False, most=12), dues, st.none()))
def test_so_are_those_of_larger_networks_without_dates(case: Case) -> None:
    assert as_counted(case) == as_walked(case)


# -- planted faults are noticed --------------------------------------------------------------------
def _moved_a_day_short(count: DayCount, instant: int, days: int) -> int:
    return count.worked[count.before[instant] + days - 1] if days else instant


def _moved_back_a_day_early(count: DayCount, instant: int, days: int) -> int:
    return count.worked[count.before[instant] - days] - 1


def _late(
    self: Any, last: int, *, keep_due: bool = True, right: Callable[..., Any]
) -> tuple[list[int], list[int]]:
    return right(self, last - 1, keep_due=keep_due)


PLANTED: dict[str, tuple[object, str, object]] = {
    "a lag is a day short": (DayCount, "moved", _moved_a_day_short),
    "a lag back is a day long": (DayCount, "moved_back", _moved_back_a_day_early),
    "a finish waits for nothing": (scheduling, "start_for", lambda _count, _instant, _days: 0),
    "a start holds no finish": (
        scheduling, "finish_for", lambda _count, instant, days: instant + days + 99
    ),
    "what began waits for no finish": (scheduling, "finish_from", lambda _count, _instant: 0),
    "SF is read as FF": (scheduling, "_WAITS_FOR_FINISH", tuple(scheduling._WAITS_FOR_FINISH)
                         + (scheduling.SF,)),
    "FF is read as FS": (scheduling, "_FINISH_WAITS", (scheduling.SF,)),
    "what is left is forgotten": (scheduling, "left_until", lambda _task, _count, first: first),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_noticed(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    owner, name, wrong = PLANTED[fault]
    monkeypatch.setattr(owner, name, wrong)

    def differs(case: Case) -> bool:
        try:
            return as_counted(case) != as_walked(case)
        except IndexError:
            return True

    try:
        find(cases, differs, settings=settings(max_examples=700, deadline=None, database=None))
    except NoSuchExample:
        pytest.fail(f"not noticed: {fault}")


def timetable_of(case: Case) -> Timetable:
    network, due, on = case
    return schedule_network(network, START, due, on)
