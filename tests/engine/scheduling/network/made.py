"""Networks made up by hypothesis, with calendars told twice: to the engine, and as a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

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
    return day in MADE_UP or day.isoweekday() < 6


def _construction(day: date) -> bool:
    winter = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 10)
    return not winter and not date(2026, 10, 12) <= day <= date(2026, 10, 14)


RULES: Mapping[str, Worked] = {
    "approval": _approval,
    "construction": _construction,
    "weekend": lambda day: day.isoweekday() > 5,
    "natural": lambda day: day.year > 0,
}


@dataclass(frozen=True)
class Maker:
    """Networks of up to some tasks, with every kind of link, lag, date and progress.

    Drawn by a seed: a hundred times faster than choice by choice, and as easy to repeat.
    """

    calendars: tuple[str, ...] = tuple(CALENDARS)
    progress: bool = True
    dates: bool = True
    lags: tuple[int, ...] = (0, 0, 0, 1, 2, 5, -1, -3)
    durations: tuple[int, ...] = (0, 1, 2, 3, 5, 8, 13)
    kinds: tuple[LinkKind, ...] = tuple(LinkKind)
    link_calendars: bool = True

    def network(self, seed: int, count: int) -> Network:
        """The network of a seed."""
        rng = Random(seed)  # noqa: S311 - not for secrets
        tasks = [self._task(rng, number) for number in range(count)]
        order = rng.sample(range(count), count)
        pairs = [(a, b) for place, b in enumerate(order) for a in order[:place]]
        chosen = rng.sample(pairs, min(len(pairs), rng.randint(0, count + 2)))
        return Network(tasks, [self._link(rng, *pair) for pair in chosen], CALENDARS)

    def drawn(self, most: int = 7) -> st.SearchStrategy[Network]:
        """Networks for a property."""
        return st.builds(self.network, st.integers(0, 1 << 32), st.integers(1, most))

    def _link(self, rng: Random, before: int, after: int) -> Link:
        calendar = rng.choice((None, None, *self.calendars)) if self.link_calendars else None
        kind, lag = rng.choice(self.kinds), rng.choice(self.lags)
        return Link(f"t{before}", f"t{after}", kind, lag, calendar)

    def _task(self, rng: Random, number: int) -> Task:
        days, calendar = rng.choice(self.durations), rng.choice(self.calendars)
        task = Task(f"t{number}", days, calendar)
        if self.dates:
            not_before, due = maybe_day(rng), maybe_day(rng)
            if not_before and due and due < not_before:
                not_before, due = due, not_before
            task = replace(task, not_before=not_before, due=due)
        state = rng.choice(("", "", "", "begun", "finished")) if self.progress else ""
        if not state:
            return task
        started = some_day(rng)
        if state == "finished":
            finished = started + timedelta(rng.randint(0, 9))
            return replace(task, started=started, finished=finished)
        remaining = rng.choice((None, None, 0, 1, 2, 4))
        return replace(task, started=started, remaining=remaining)


def some_day(rng: Random) -> date:
    """A day from a week before the start to two months after it."""
    return START + timedelta(rng.randint(-8, 60))


def maybe_day(rng: Random) -> date | None:
    """Such a day, or none."""
    return some_day(rng) if rng.random() < 0.5 else None


days_about = st.integers(-8, 60).map(lambda days: START + timedelta(days))
dues_about = st.none() | st.integers(-5, 80).map(lambda days: START + timedelta(days))
