"""The answer where staff or crews are shared: a start for every task, with what is proved of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import DayCount, day_of, offset_of
from sanbi.engine.scheduling.days.counting import outside
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.files.dated_answer import ANSWER
from sanbi.engine.scheduling.files.instances import Instance
from sanbi.engine.scheduling.files.plan import Plan, SharedPool
from sanbi.engine.scheduling.network import Link, LinkKind, Task
from sanbi.engine.scheduling.resources import (
    Activity,
    Pool,
    ResourceProblem,
    ResourceSchedule,
    solve_resources,
)

Clock = Callable[[], float]


@dataclass(frozen=True)
class InstanceAnswer:
    """A schedule of an instance, in days from 0."""

    instance: Instance
    schedule: ResourceSchedule

    def as_json(self) -> dict[str, Any]:
        """Plain data as docs/mechanisms/schedule-answer.schema.json describes them."""
        activities = zip(self.instance.problem.activities, self.schedule.starts, strict=True)
        return {
            "answer": ANSWER,
            "kind": "days",
            "title": self.instance.title,
            **_proved(self.instance.problem, self.schedule),
            "tasks": [
                {"key": activity.key, "start": start, "finish": start + activity.duration}
                for activity, start in activities
            ],
        }


@dataclass(frozen=True)
class PooledAnswer:
    """A schedule of a plan with pools, in days of its one calendar.

    Attributes
    ----------
    begin : date
        First day on which anything may be done.
    dates : sequence of (date, date)
        First and last day of each task, in the plan's order; a milestone has one day.
    """

    plan: Plan
    problem: ResourceProblem
    schedule: ResourceSchedule
    begin: date
    dates: tuple[tuple[date, date], ...]

    @property
    def finish(self) -> date:
        """The day on which the last task is finished."""
        return max(last for _, last in self.dates)

    def late(self) -> list[tuple[Task, date, date]]:
        """Tasks that are finished after their due date, with that and their finish."""
        found = []
        for task, (_, last) in zip(self.plan.network.tasks, self.dates, strict=True):
            dues = [due for due in (task.due, self.plan.due) if due is not None]
            if dues and last > min(dues):
                found.append((task, min(dues), last))
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain data as docs/mechanisms/schedule-answer.schema.json describes them."""
        plan = self.plan
        return {
            "answer": ANSWER,
            "kind": "pools",
            "title": plan.title,
            "start": str(self.begin),
            "finish": str(self.finish),
            "due": str(plan.due) if plan.due else None,
            "on": str(plan.on) if plan.on else None,
            **_proved(self.problem, self.schedule),
            "due_kept": not self.late(),
            "tasks": [
                {
                    "key": task.key,
                    "name": task.title,
                    "start": str(first),
                    "finish": str(last),
                    "needs": dict(plan.told(task.key).needs),
                }
                for task, (first, last) in zip(plan.network.tasks, self.dates, strict=True)
            ],
            "breaches": [
                {"task": task.key, "due": str(due), "finish": str(last)}
                for task, due, last in self.late()
            ],
            "notes": [note.text("en") for note in plan.notes],
        }


def _proved(problem: ResourceProblem, schedule: ResourceSchedule) -> dict[str, Any]:
    return {
        "objective": problem.objective,
        "makespan": schedule.makespan,
        "cost": schedule.cost,
        "bound": schedule.bound,
        "gap": schedule.gap,
        "status": schedule.status.value,
        "proved_by": schedule.proved_by,
    }


def instance_answer(instance: Instance, *, seconds: float, clock: Clock) -> InstanceAnswer:
    """Return a schedule of an instance within a time limit."""
    return InstanceAnswer(instance, solve_resources(instance.problem, seconds=seconds, clock=clock))


def pooled_answer(plan: Plan, *, seconds: float, clock: Clock) -> PooledAnswer:
    """Return a schedule of a plan that keeps to its pools, within a time limit.

    All tasks are counted in one calendar. Where tasks have due dates of their own, the days by
    which they are late are the least; else the whole is finished the earliest.

    Raises
    ------
    SchedulingFaults
        when tasks count in several calendars, something has happened already, or dates
        contradict each other.
    """
    line = _Line(plan)
    problem = line.problem()
    schedule = solve_resources(problem, seconds=seconds, clock=clock)
    tasks = zip(plan.network.tasks, schedule.starts, strict=True)
    try:
        dates = tuple(line.dates(task, start) for task, start in tasks)
    except IndexError:
        raise outside(Phrase("the plan")) from None
    return PooledAnswer(plan, problem, schedule, day_of(line.first), dates)


class _Line:
    """The worked days of a plan's one calendar, numbered from its start."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        start = plan.begin()
        faults = list(_unfit(plan))
        if faults:
            raise SchedulingFaults(faults)
        code = _calendar(plan)
        self.count = DayCount(plan.network.calendars[code])
        self.first = offset_of(start)
        if plan.on is not None:
            self.first = max(self.first, offset_of(plan.on) + 1)
        self.zero = self.count.before[self.first]
        self.waiting = {link.after for link in plan.network.links}

    def problem(self) -> ResourceProblem:
        plan = self.plan
        place = plan.network.place
        durations = {task.key: task.duration for task in plan.network.tasks}
        follows = [
            (place[link.before], place[link.after], _lag(link, durations))
            for link in plan.network.links
        ]
        own_dues = any(task.due for task in plan.network.tasks)
        return ResourceProblem(
            [self._activity(task) for task in plan.network.tasks],
            [self._pool(pool) for pool in plan.pools],
            follows,
            "tardiness" if own_dues else "makespan",
        )

    def dates(self, task: Task, start: int) -> tuple[date, date]:
        """First and last day of a task; the one day of a milestone."""
        worked = self.count.worked
        if task.duration:
            last = worked[self.zero + start + task.duration - 1]
            return day_of(worked[self.zero + start]), day_of(last)
        reached = start - 1 if task.key in self.waiting and start else start
        day = day_of(worked[self.zero + reached])
        return day, day

    def _day(self, day: date, after: int = 0) -> int:
        """Worked days from the start to a day; below 0 before it."""
        return self.count.before[offset_of(day) + after] - self.zero

    def _activity(self, task: Task) -> Activity:
        needs = self.plan.told(task.key).needs
        dues = [due for due in (task.due, self.plan.due) if due is not None]
        return Activity(
            task.key,
            task.duration,
            tuple(needs.get(pool.key, 0) for pool in self.plan.pools),
            release=max(self._day(task.not_before), 0) if task.not_before else 0,
            due=self._day(min(dues), 1) if dues else None,
        )

    def _pool(self, pool: SharedPool) -> Pool:
        lacks = []
        for lack in pool.lacks:
            begin, end = max(self._day(lack.first), 0), self._day(lack.last, 1)
            if end > begin:
                lacks.append((begin, end - begin, min(lack.units, pool.capacity)))
        return Pool(pool.key, pool.capacity, tuple(lacks))


def _calendar(plan: Plan) -> str:
    codes = [task.calendar for task in plan.network.tasks if task.duration]
    return codes[0] if codes else plan.network.tasks[0].calendar


def _lag(link: Link, durations: dict[str, int]) -> int:
    """Days from the finish of the one to the start of the other that say the same."""
    lag = link.lag
    if link.kind in (LinkKind.SS, LinkKind.SF):
        lag -= durations[link.before]
    if link.kind in (LinkKind.FF, LinkKind.SF):
        lag -= durations[link.after]
    return lag


def _unfit(plan: Plan) -> list[SchedulingFault]:
    """What a plan with pools may not hold."""
    code = _calendar(plan)
    faults = []
    for task in plan.network.tasks:
        where = Phrase("task {key}", key=task.key)
        if task.duration and task.calendar != code:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("is counted in {calendar}, other tasks in {code}",
                           calendar=task.calendar, code=code),
                    Phrase("where staff is shared, give all tasks one calendar"),
                )
            )  # fmt: skip
        if task.started or task.finished:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("has begun already"),
                    Phrase("where staff is shared, leave out what has happened, and give --on"),
                )
            )
    faults.extend(
        SchedulingFault(
            Phrase("link {before} → {after}", before=link.before, after=link.after),
            Phrase("is counted in {calendar}, other tasks in {code}",
                   calendar=link.calendar, code=code),
            Phrase("where staff is shared, give all tasks one calendar"),
        )
        for link in plan.network.links
        if link.calendar not in (None, code)
    )  # fmt: skip
    return faults
