"""Tasks of several networks as activities: what stands for what, and from when on."""

from __future__ import annotations

from datetime import date

from sanbi.engine.calendar import WorkingCalendar
from sanbi.engine.scheduling.days import standard_calendars
from sanbi.engine.scheduling.network import Link, Network, Task
from sanbi.engine.scheduling.resources.joining import Claim
from sanbi.engine.scheduling.resources.portfolio import Office, Portfolio

CALENDARS = standard_calendars(WorkingCalendar(()))  # weekends only
FRIDAY = date(2026, 5, 29)


def test_activities_links_and_the_end_of_a_project() -> None:
    plan = Network(
        (Task("review", 4), Task("permit", 2)), (Link("review", "permit", lag=1),), CALENDARS
    )
    claim = Claim("plant", plan, {"review": {"land": 1}}, date(2026, 5, 1), date(2026, 6, 9))
    problem = Portfolio([claim], [Office("land", 1)], CALENDARS["approval"], FRIDAY).problem
    assert [(a.key, a.duration, list(a.needs)) for a in problem.activities] == [
        ("plant/review", 4, [1]),
        ("plant/permit", 2, [0]),
        ("plant", 0, []),
    ]
    assert sorted(problem.follows) == [(0, 1, 1), (0, 2, 0), (1, 2, 0)]
    # Seven working days from Monday, 1 June to Tuesday, 9 June.
    assert problem.activities[2].due == 7


def test_what_is_settled_is_no_activity() -> None:
    plan = Network(
        (Task("survey", 3, started=date(2026, 5, 28), finished=FRIDAY), Task("review", 4)),
        (Link("survey", "review"),),
        CALENDARS,
    )
    claim = Claim("plant", plan, {}, date(2026, 5, 1))
    problem = Portfolio([claim], [Office("land", 1)], CALENDARS["approval"], FRIDAY).problem
    assert [(a.key, a.release) for a in problem.activities] == [("plant/review", 0)]
    assert list(problem.follows) == []
