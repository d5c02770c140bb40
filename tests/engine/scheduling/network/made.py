"""Networks made up by hypothesis, with calendars told twice: to the engine, and as a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from sanbi.engine.calendar import CalendarDay, DayKind, WorkingCalendar
from sanbi.engine.scheduling.days import MonthDay, Stop, WorkCalendar, YearlyStop
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task
from tests.engine.scheduling.network.simulator import Worked

START = date(2026, 9, 21)  # a Monday, ten days before the National Day holiday
OFF = (date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8)))
MADE_UP = (date(2026, 9, 20), date(2026, 10, 10))
STOPS = (YearlyStop("冬季", MonthDay(12, 20), MonthDay(1, 10)),
         Stop("考试", date(2026, 10, 12), date(2026, 10, 14)))  # fmt: skip

WORKING = WorkingCalendar(
    (
        *(CalendarDay(day, DayKind.HOLIDAY, "国庆节") for day in OFF),
        *(CalendarDay(day, DayKind.WORKDAY, "国庆节") for day in MADE_UP),
    )
)
EVERY_DAY = WorkingCalendar((), frozenset(), frozenset())
CALENDARS = {
    "approval": WorkCalendar("approval", WORKING),
    "construction": WorkCalendar("construction", EVERY_DAY, STOPS),
    "weekend": WorkCalendar("weekend", WorkingCalendar((), frozenset(), frozenset(range(5)))),
    "natural": WorkCalendar("natural", EVERY_DAY),
}


def _approval(day: date) -> bool:
    if day in OFF:
        return False
    return day in MADE_UP or day.isoweekday() < 6  # noqa: PLR2004 - Saturday


def _construction(day: date) -> bool:
    winter = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 10)
    return not winter and not date(2026, 10, 12) <= day <= date(2026, 10, 14)


RULES: Mapping[str, Worked] = {
    "approval": _approval,
    "construction": _construction,
    "weekend": lambda day: day.isoweekday() > 5,  # noqa: PLR2004 - Friday
    "natural": lambda day: day.year > 0,
}

days_off_start = st.integers(-8, 60).map(lambda days: START + timedelta(days))


@st.composite
def networks(
    draw: st.DrawFn,
    calendars: tuple[str, ...] = tuple(CALENDARS),
    *,
    progress: bool = True,
    dates: bool = True,
    most: int = 7,
    shortest: int = 0,
) -> Network:
    """Networks of up to ``most`` tasks with every kind of link, lag, date and progress."""
    count = draw(st.integers(1, most))
    tasks = [draw(_tasks(number, calendars, shortest)) for number in range(count)]
    if dates:
        tasks = [draw(_dated(task)) for task in tasks]
    if progress:
        tasks = [draw(_in_progress(task)) for task in tasks]
    order = draw(st.permutations(range(count)))
    pairs = [(a, b) for place, b in enumerate(order) for a in order[:place]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=10, unique=True)) if pairs else []
    links = [
        Link(
            f"t{before}",
            f"t{after}",
            draw(st.sampled_from(LinkKind)),
            draw(st.sampled_from((0, 0, 0, 1, 2, 5, -1, -3))),
            draw(st.sampled_from((None, None, *calendars))),
        )
        for before, after in chosen
    ]
    return Network(tasks, links, CALENDARS)


def _tasks(number: int, calendars: tuple[str, ...], shortest: int) -> st.SearchStrategy[Task]:
    return st.builds(
        Task,
        st.just(f"t{number}"),
        st.sampled_from([days for days in (0, 1, 2, 3, 5, 8, 13) if days >= shortest]),
        st.sampled_from(calendars),
    )


@st.composite
def _dated(draw: st.DrawFn, task: Task) -> Task:
    not_before = draw(st.none() | days_off_start)
    due = draw(st.none() | days_off_start)
    if not_before and due and due < not_before:
        not_before, due = due, not_before
    return replace(task, not_before=not_before, due=due)


@st.composite
def _in_progress(draw: st.DrawFn, task: Task) -> Task:
    state = draw(st.sampled_from(("", "", "", "begun", "finished")))
    if not state:
        return task
    started = draw(days_off_start)
    if state == "finished":
        return replace(task, started=started, finished=started + timedelta(draw(st.integers(0, 9))))
    return replace(task, started=started, remaining=draw(st.none() | st.integers(0, 4)))
