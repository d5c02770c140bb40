"""The engine's dates are those of a simulator that walks day by day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from sanbi.engine.scheduling.days import DayCount, day_of
from sanbi.engine.scheduling.network import Network, schedule_network, scheduling
from tests.engine.scheduling.network.made import RULES, START, Maker, days_about, dues_about
from tests.engine.scheduling.network.simulator import Simulator

Dates = tuple[str, date, date, date, date]
Case = tuple[Network, date | None, date | None]
cases = st.tuples(Maker().drawn(), dues_about, st.none() | days_about)


def as_walked(case: Case) -> list[Dates]:
    network, due, on = case
    walked = Simulator(network, RULES, START, due, on)
    return [(task.key, *walked.early[task.key], *walked.late[task.key]) for task in network.tasks]


def as_counted(case: Case) -> list[Dates]:
    network, due, on = case
    found = schedule_network(network, START, due, on)
    return [
        (
            task.key,
            day_of(found.early_start[number]),
            day_of(found.early_finish[number]),
            day_of(found.late_start[number]),
            day_of(found.late_finish[number]),
        )
        for number, task in enumerate(network.tasks)
    ]


@settings(max_examples=900)
@given(cases)
def test_dates_are_those_of_the_simulator(case: Case) -> None:
    assert as_counted(case) == as_walked(case)


@settings(max_examples=300)
@given(st.tuples(Maker(progress=False, dates=False).drawn(12), dues_about, st.none()))
def test_so_are_those_of_larger_networks_without_dates(case: Case) -> None:
    assert as_counted(case) == as_walked(case)


# -- planted faults are noticed --------------------------------------------------------------------
def _moved_a_day_short(count: DayCount, instant: int, days: int) -> int:
    return count.worked[count.before[instant] + days - 1] if days else instant


def _moved_back_a_day_early(count: DayCount, instant: int, days: int) -> int:
    return count.worked[count.before[instant] - days] - 1


QUICK = settings(max_examples=700, phases=[Phase.generate])
PLANTED: dict[str, tuple[object, str, object]] = {
    "a lag is a day short": (DayCount, "moved", _moved_a_day_short),
    "a lag back is a day long": (DayCount, "moved_back", _moved_back_a_day_early),
    "a finish waits for nothing": (scheduling, "start_for", lambda _count, _instant, _days: 0),
    "a start holds no finish": (
        scheduling, "finish_for", lambda _count, instant, days: instant + days + 99
    ),
    "what began waits for no finish": (scheduling, "finish_from", lambda _count, _instant: 0),
    "SF is read as FF": (scheduling, "_WAITS_FOR_FINISH", ("FS", "FF", "SF")),
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
        find(cases, differs, settings=QUICK)
    except NoSuchExample:
        pytest.fail(f"not noticed: {fault}")
