"""Writes a plan as XML that Microsoft Project opens and `read_mspdi` reads back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.sax.saxutils import escape

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import WorkCalendar
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.mspdi_calendars import (
    day_type_of,
    exceptions_of,
    name_with_years,
)
from sanbi.engine.scheduling.files.mspdi_fields import ALIAS, FIELDS
from sanbi.engine.scheduling.files.mspdi_reading import KINDS, NATURAL, START_FROM
from sanbi.engine.scheduling.files.mspdi_values import DAYS_FORMAT, ELAPSED_DAYS_FORMAT
from sanbi.engine.scheduling.files.mspdi_xml import NAMESPACE
from sanbi.engine.scheduling.files.plan import Plan
from sanbi.engine.scheduling.files.plan_yaml_writing import links_by_task
from sanbi.engine.scheduling.network import Link, Task, TaskDates, schedule_network

MORNING, EVENING = "08:00:00", "17:00:00"
MINUTES = 480  # of a day of eight hours
SPARE_YEARS = 2  # that calendars are written for beyond the plan
_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
KIND_NUMBERS = {kind: number for number, kind in KINDS.items()}


def plan_mspdi(plan: Plan) -> bytes:
    """Return a plan as an XML file of Microsoft Project; `lost_in_mspdi` says what it lacks."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    lines += _Writer(plan).project()
    return ("\n".join(lines) + "\n").encode()


def lost_in_mspdi(plan: Plan) -> list[Phrase]:
    """What Microsoft Project has no place for."""
    tasks, links = plan.network.tasks, plan.network.links
    lacking = {
        Phrase("pools"): bool(plan.pools),
        Phrase("the shortest duration"): any(task.shortest is not None for task in tasks),
        Phrase("seasons worked through"): any(task.through is not None for task in tasks),
        Phrase("overlaps"): any(link.overlap for link in links),
    }
    lost = [
        Phrase("Microsoft Project gets no {what}", what=what)
        for what, lacks in lacking.items()
        if lacks
    ]
    if any(link.calendar not in (None, NATURAL) for link in links):
        lost.append(Phrase("lags are counted in the calendar of the later task"))
    return lost


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        tasks = plan.network.tasks
        self.uids = {task.key: number for number, task in enumerate(tasks, 1)}
        codes = dict.fromkeys(task.calendar for task in tasks)
        self.calendars = {code: number for number, code in enumerate(codes, 1)}
        self.waits = links_by_task(plan)
        self.dates = self._counted()

    def _counted(self) -> dict[str, TaskDates]:
        """The dates that the plan comes to; none where it has no start or leaves the years."""
        try:
            start = self.plan.begin()
            table = schedule_network(self.plan.network, start, self.plan.due, self.plan.on)
        except SchedulingFaults:
            return {}
        return {row.key: row for row in table.rows()}

    def project(self) -> Iterator[str]:
        plan = self.plan
        yield f'<Project xmlns="{NAMESPACE}">'
        yield from _told("SaveVersion", 14)
        yield from _told("Name", plan.title)
        yield from _told("Title", plan.title)
        yield from _told("ScheduleFromStart", 1)
        yield from _moment("StartDate", plan.start, MORNING)
        finish = max((row.early_finish for row in self.dates.values()), default=None)
        yield from _moment("FinishDate", finish, EVENING)
        yield from _told("CalendarUID", 1)
        yield from _told("DefaultStartTime", MORNING)
        yield from _told("DefaultFinishTime", EVENING)
        yield from _told("MinutesPerDay", MINUTES)
        yield from _told("MinutesPerWeek", MINUTES * 5)
        yield from _told("DaysPerMonth", 20)
        yield from _moment("StatusDate", plan.on, EVENING)
        yield "<ExtendedAttributes>"
        for what, (number, field_name) in FIELDS.items():
            yield "<ExtendedAttribute>"
            yield from _told("FieldID", number)
            yield from _told("FieldName", field_name)
            yield from _told("Alias", ALIAS[what])
            yield "</ExtendedAttribute>"
        yield "</ExtendedAttributes>"
        yield "<Calendars>"
        for code, uid in self.calendars.items():
            yield from self._calendar(plan.network.calendars[code], uid)
        yield "</Calendars>"
        yield "<Tasks>"
        yield from self._whole()
        for task in plan.network.tasks:
            yield from self._task(task)
        yield "</Tasks>"
        yield "</Project>"

    # -- calendars ---------------------------------------------------------------------------------
    def _calendar(self, calendar: WorkCalendar, uid: int) -> Iterator[str]:
        yield "<Calendar>"
        yield from _told("UID", uid)
        first_day, last_day = self._years()
        named = range(first_day.year, last_day.year + 1)
        years = [year for year in named if calendar.provisional(year)]
        yield from _told("Name", name_with_years(calendar.code, years))
        yield from _told("IsBaseCalendar", 1)
        yield from _told("BaseCalendarUID", -1)
        yield "<WeekDays>"
        for weekday in (6, 0, 1, 2, 3, 4, 5):
            worked = weekday not in calendar.working.weekly_rest
            yield "<WeekDay>"
            yield from _told("DayType", day_type_of(weekday))
            yield from _told("DayWorking", int(worked))
            if worked:
                yield from _hours()
            yield "</WeekDay>"
        yield "</WeekDays>"
        yield "<Exceptions>"
        for name, first, last, worked in exceptions_of(calendar, first_day, last_day):
            yield "<Exception>"
            yield from _told("EnteredByOccurrences", 0)
            yield "<TimePeriod>"
            yield from _moment("FromDate", first, "00:00:00")
            yield from _moment("ToDate", last, "23:59:00")
            yield "</TimePeriod>"
            yield from _told("Occurrences", (last - first).days + 1)
            yield from _told("Name", name)
            yield from _told("Type", 1)
            yield from _told("DayWorking", int(worked))
            if worked:
                yield from _hours()
            yield "</Exception>"
        yield "</Exceptions>"
        yield "</Calendar>"

    def _years(self) -> tuple[date, date]:
        """From a year before the plan to some years after it."""
        plan = self.plan
        days = [day for day in (plan.start, plan.due, plan.on) if day]
        for task in plan.network.tasks:
            named = (task.not_before, task.due, task.started, task.finished)
            days += [day for day in named if day]
        for row in self.dates.values():
            days += [row.early_start, row.late_start, row.early_finish, row.late_finish]
        if not days:
            return date(2026, 1, 1), date(2026, 12, 31)
        return date(min(days).year - 1, 1, 1), date(max(days).year + SPARE_YEARS, 12, 31)

    # -- tasks -------------------------------------------------------------------------------------
    def _whole(self) -> Iterator[str]:
        """The project's own summary task; it carries the due date of the whole."""
        yield "<Task>"
        yield from _told("UID", 0)
        yield from _told("ID", 0)
        yield from _told("Name", self.plan.title)
        yield from _told("OutlineLevel", 0)
        yield from _told("Summary", 1)
        yield from _moment("Deadline", self.plan.due, EVENING)
        yield "</Task>"

    def _task(self, task: Task) -> Iterator[str]:
        dates, about = self.dates.get(task.key), self.plan.told(task.key)
        uid = self.uids[task.key]
        yield "<Task>"
        yield from _told("UID", uid)
        yield from _told("ID", uid)
        yield from _told("Name", task.name)
        yield from _told("Type", 1)  # fixed duration
        yield from _told("OutlineNumber", uid)
        yield from _told("OutlineLevel", 1)
        if dates is not None:
            yield from _moment("Start", dates.early_start, MORNING)
            yield from _moment("Finish", dates.early_finish, EVENING)
        yield from _told("Duration", _span(task.duration))
        yield from _told("DurationFormat", DAYS_FORMAT)
        yield from _told("Milestone", int(not task.duration))
        yield from _told("Summary", 0)
        if dates is not None:
            yield from _told("Critical", int(dates.critical))
            yield from _moment("EarlyStart", dates.early_start, MORNING)
            yield from _moment("EarlyFinish", dates.early_finish, EVENING)
            yield from _moment("LateStart", dates.late_start, MORNING)
            yield from _moment("LateFinish", dates.late_finish, EVENING)
            yield from _told("FreeSlack", dates.free_float * MINUTES * 10)
            yield from _told("TotalSlack", dates.total_float * MINUTES * 10)
        yield from _told("PercentComplete", 100 if task.finished else 0)
        yield from _moment("ActualStart", task.started, MORNING)
        yield from _moment("ActualFinish", task.finished, EVENING)
        if task.remaining is not None:
            yield from _told("RemainingDuration", _span(task.remaining))
        yield from _told("ConstraintType", START_FROM if task.not_before else 0)
        yield from _told("CalendarUID", self.calendars[task.calendar])
        yield from _moment("ConstraintDate", task.not_before, MORNING)
        yield from _moment("Deadline", task.due, EVENING)
        for link in self.waits.get(task.key, ()):
            yield from self._link(link)
        for what, text in (("key", task.key), ("unit", about.unit), ("stage", about.stage)):
            if text:
                yield "<ExtendedAttribute>"
                yield from _told("FieldID", FIELDS[what][0])
                yield from _told("Value", text)
                yield "</ExtendedAttribute>"
        yield "</Task>"

    def _link(self, link: Link) -> Iterator[str]:
        elapsed = link.calendar == NATURAL and link.lag != 0
        tenths = 10 * (24 * 60 if elapsed else MINUTES)
        yield "<PredecessorLink>"
        yield from _told("PredecessorUID", self.uids[link.before])
        yield from _told("Type", KIND_NUMBERS[link.kind])
        yield from _told("CrossProject", 0)
        yield from _told("LinkLag", link.lag * tenths)
        yield from _told("LagFormat", ELAPSED_DAYS_FORMAT if elapsed else DAYS_FORMAT)
        yield "</PredecessorLink>"


def _told(name: str, value: object) -> Iterator[str]:
    yield f"<{name}>{escape(_BARRED.sub('', str(value)))}</{name}>"


def _moment(name: str, day: date | None, time: str) -> Iterator[str]:
    if day is not None:
        yield from _told(name, f"{day.isoformat()}T{time}")


def _span(days: int) -> str:
    hours = timedelta(minutes=days * MINUTES) // timedelta(hours=1)
    return f"PT{hours}H0M0S"


def _hours() -> Iterator[str]:
    """Eight hours of a worked day."""
    yield "<WorkingTimes>"
    for first, last in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
        yield "<WorkingTime>"
        yield from _told("FromTime", first)
        yield from _told("ToTime", last)
        yield "</WorkingTime>"
    yield "</WorkingTimes>"
