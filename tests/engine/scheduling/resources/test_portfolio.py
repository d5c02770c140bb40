"""Two projects that wait for one office, in dates worked by hand."""

from __future__ import annotations

import time
from datetime import date

import pytest

from sanbi.engine.calendar import WorkingCalendar
from sanbi.engine.scheduling.catalogue import CHINESE
from sanbi.engine.scheduling.days import standard_calendars
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task
from sanbi.engine.scheduling.resources import solve_resources
from sanbi.engine.scheduling.resources.portfolio import Away, Claim, Office, Portfolio

CALENDARS = standard_calendars(WorkingCalendar(()))  # weekends only
FRIDAY = date(2026, 5, 29)  # the last known day; the time line begins on Monday, 1 June


def network(*tasks: Task, links: tuple[Link, ...] = ()) -> Network:
    return Network(tasks, links, CALENDARS)


def claim(key: str, made: Network, due: date | None = None, **needs: dict[str, int]) -> Claim:
    return Claim(key, made, needs, date(2026, 5, 1), due)


def rows(portfolio: Portfolio) -> dict[str, tuple[date, date]]:
    schedule = solve_resources(portfolio.problem, seconds=60, clock=time.monotonic)
    return {f"{r.project}/{r.key}": (r.start, r.finish) for r in portfolio.planned(schedule)}


def test_the_project_that_is_due_first_goes_first() -> None:
    plant = claim("plant", network(Task("review", 4)), date(2026, 6, 9), review={"land": 1})
    school = claim("school", network(Task("review", 3)), date(2026, 6, 3), review={"land": 1})
    portfolio = Portfolio([plant, school], [Office("land", 1)], CALENDARS["approval"], FRIDAY)
    assert rows(portfolio) == {
        "school/review": (date(2026, 6, 1), date(2026, 6, 3)),
        "plant/review": (date(2026, 6, 4), date(2026, 6, 9)),
    }
    schedule = solve_resources(portfolio.problem, seconds=60, clock=time.monotonic)
    assert schedule.cost == 0
    assert portfolio.lateness(schedule) == {"plant": 0, "school": 0}


def test_leave_and_work_under_way_keep_staff_away() -> None:
    begun = network(Task("survey", 3, started=date(2026, 5, 29)))  # two days are left
    new = network(Task("review", 2), Task("permit", 0), links=(Link("review", "permit"),))
    portfolio = Portfolio(
        [claim("old", begun, survey={"land": 1}), claim("new", new, review={"land": 1})],
        [Office("land", 1, [Away(date(2026, 6, 4), date(2026, 6, 7))])],
        CALENDARS["approval"],
        FRIDAY,
        "makespan",
    )
    assert list(portfolio.problem.pools[0].lacks) == [(3, 2, 1), (0, 2, 1)]
    assert rows(portfolio) == {
        "new/review": (date(2026, 6, 8), date(2026, 6, 9)),
        "new/permit": (date(2026, 6, 9), date(2026, 6, 9)),
    }


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (LinkKind.FS, date(2026, 6, 8)),
        (LinkKind.SS, date(2026, 6, 3)),
        (LinkKind.FF, date(2026, 6, 3)),
        (LinkKind.SF, date(2026, 6, 1)),
    ],
)
def test_links_of_all_kinds(kind: LinkKind, start: date) -> None:
    """Three days, then (with two days between) three: 1–3 June, and as the link has it."""
    made = network(Task("a", 3), Task("b", 3), links=(Link("a", "b", kind, 2),))
    portfolio = Portfolio([claim("p", made)], [], CALENDARS["approval"], FRIDAY, "makespan")
    assert rows(portfolio)["p/b"][0] == start


def test_building_days_are_counted_over() -> None:
    made = network(Task("build", 10, "natural"), Task("check", 1), links=(Link("build", "check"),))
    portfolio = Portfolio([claim("p", made)], [], CALENDARS["approval"], FRIDAY, "makespan")
    schedule = solve_resources(portfolio.problem, seconds=60, clock=time.monotonic)
    build, check = portfolio.planned(schedule)
    assert (build.counted, check.counted) == (True, False)
    assert portfolio.problem.durations().tolist() == [6, 1]  # 30 May to 8 June
    assert check.start == date(2026, 6, 9)


def test_bad_input_is_refused_in_words() -> None:
    made = claim("p", network(Task("a", 1)), b={"fire": 1})
    with pytest.raises(SchedulingFaults) as refusal:
        Portfolio([made, made], [Office("land", 1)], CALENDARS["approval"], FRIDAY)
    told = str(refusal.value)
    for words in ("project p", "there is no task 'b'", "there is no office 'fire'", "stands twice"):
        assert words in told
    for fault in refusal.value.faults:
        assert fault.message.template in CHINESE
