"""Calendars of Microsoft Project: weekly rest and exceptions, in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from sanbi.engine.calendar import CalendarDay, CalendarError, DayKind, WorkingCalendar
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import (
    DayCount,
    MonthDay,
    Stop,
    StopRule,
    WorkCalendar,
    YearlyStop,
)
from sanbi.engine.scheduling.days.counting import FIRST, LAST, offset_of
from sanbi.engine.scheduling.files.mspdi_values import Notes, day_of_text, whole_of
from sanbi.engine.scheduling.files.mspdi_xml import Element
from sanbi.engine.scheduling.files.texts import refusal

ANNOUNCED = frozenset(range(FIRST.year, LAST.year + 1))  # a file says which days are worked
USUAL_REST = frozenset({5, 6})
LONGEST_HOLIDAY = 31  # days; a longer exception is a season without work
DAILY, YEARLY = 1, 2  # types of exceptions
EXCEPTION_DAY = 0  # the day type under which old versions keep exceptions
MOST_EXCEPTIONS = 5_000
_SPAN = r"\d{4}(?:-\d{4})?"
_PROVISIONAL = re.compile(rf"(.+?) 暂定({_SPAN}(?:、{_SPAN})*)")


def weekday_of(day_type: int) -> int:
    """Monday = 0, from Microsoft's Sunday = 1.

    >>> weekday_of(1), weekday_of(2), weekday_of(7)
    (6, 0, 5)
    """
    return (day_type + 5) % 7


def day_type_of(weekday: int) -> int:
    """Microsoft's number of a weekday."""
    return (weekday + 1) % 7 + 1


def name_with_years(code: str, years: Iterable[int]) -> str:
    """Return a calendar's name with the years that are provisional 暂定.

    Microsoft Project has no field for them, and keeps names.

    >>> name_with_years("approval", [2027, 2028, 2030]), name_with_years("natural", [])
    ('approval 暂定2027-2028、2030', 'natural')
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    spans = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"{code} 暂定{'、'.join(spans)}" if spans else code


def years_in_name(name: str) -> tuple[str, frozenset[int]]:
    """Return the name without its provisional years, and these.

    >>> years_in_name("approval 暂定2027-2028、2030")
    ('approval', frozenset({2027, 2028, 2030}))
    >>> years_in_name("暂定")
    ('暂定', frozenset())
    """
    found = _PROVISIONAL.fullmatch(name)
    if found is None:
        return name, frozenset()
    years: set[int] = set()
    for span in found[2].split("、"):
        first, _dash, last = span.partition("-")
        years.update(range(int(first), int(last or first) + 1))
    return found[1], ANNOUNCED & years


def read_calendars(project: Element, name: str, notes: Notes) -> dict[str, WorkCalendar]:
    """Return the calendars of a file by their UID, each named as in the file."""
    part = project.first("Calendars")
    elements = {each.told("UID"): each for each in part.all("Calendar")} if part else {}
    reader = _Reader(elements, name, notes)
    return {uid: reader.calendar(uid) for uid in elements}


class _Reader:
    def __init__(self, elements: Mapping[str, Element], name: str, notes: Notes) -> None:
        self.elements, self.name, self.notes = elements, name, notes
        self.codes: dict[str, str] = {}
        self.provisional: dict[str, frozenset[int]] = {}
        for uid, element in elements.items():
            told, self.provisional[uid] = years_in_name(element.told("Name"))
            code = told[:60] or f"calendar {uid}"
            self.codes[uid] = f"{code} {uid}" if code in self.codes.values() else code

    def calendar(self, uid: str) -> WorkCalendar:
        element = self.elements[uid]
        rest, rows, stops = self._told(uid, set())
        try:
            announced = ANNOUNCED - self.provisional[uid]
            working = WorkingCalendar(tuple(rows.values()), announced, frozenset(rest))
        except CalendarError as error:
            raise refusal(
                f"{self.name}:{element.line}",
                Phrase("calendar {code}: {reason}", code=self.codes[uid], reason=error),
            ) from error
        return WorkCalendar(self.codes[uid], working, tuple(stops))

    def _told(
        self, uid: str, seen: set[str]
    ) -> tuple[set[int], dict[date, CalendarDay], list[StopRule]]:
        """Rest, days and stops, those of the base calendar first."""
        rest: set[int] = set(USUAL_REST)
        rows: dict[date, CalendarDay] = {}
        stops: list[StopRule] = []
        element = self.elements[uid]
        base = element.told("BaseCalendarUID")
        if base in self.elements and base not in seen and base != uid:
            rest, rows, stops = self._told(base, seen | {uid})
        week = element.first("WeekDays")
        for each in week.all("WeekDay") if week else ():
            kind, worked = whole_of(each.told("DayType"), -1), each.told("DayWorking") == "1"
            if kind == EXCEPTION_DAY:
                self._except(each, "", rows, stops, worked=worked)
            elif 1 <= kind <= 7:  # noqa: PLR2004 - days of a week
                (rest.discard if worked else rest.add)(weekday_of(kind))
        exceptions = element.first("Exceptions")
        for each in exceptions.all("Exception")[:MOST_EXCEPTIONS] if exceptions else ():
            worked = each.told("DayWorking") == "1"
            kind = whole_of(each.told("Type"), DAILY)
            if kind == DAILY and whole_of(each.told("Period"), 1) <= 1:
                self._except(each, each.told("Name")[:60], rows, stops, worked=worked)
            elif kind == YEARLY and not worked:
                stops.append(self._yearly(each))
            else:
                self.notes.add(
                    each, Phrase("the recurring exception '{name}' is left out",
                                 name=each.told("Name")),
                )  # fmt: skip
        return rest, rows, stops

    def _except(
        self,
        element: Element,
        name: str,
        rows: dict[date, CalendarDay],
        stops: list[StopRule],
        *,
        worked: bool,
    ) -> None:
        """Days that are worked, or not, against the rule of the week."""
        span = element.first("TimePeriod")
        first = day_of_text(span.told("FromDate")) if span else None
        last = day_of_text(span.told("ToDate")) if span else None
        if first is None or last is None or last < first:
            self.notes.add(element, Phrase("the exception '{name}' has no days", name=name))
            return
        if (last - first).days >= LONGEST_HOLIDAY and not worked:
            stops.append(Stop(name, first, last))
            return
        for number in range(min((last - first).days, 3 * 366) + 1):
            day = first + timedelta(number)
            rows[day] = CalendarDay(day, DayKind.WORKDAY if worked else DayKind.HOLIDAY, name)

    def _yearly(self, element: Element) -> StopRule:
        month = whole_of(element.told("Month"), 0) + 1
        day = MonthDay(month, whole_of(element.told("MonthDay"), 1))
        return YearlyStop(element.told("Name")[:60], day, day)


# -- out -------------------------------------------------------------------------------------------
def exceptions_of(
    calendar: WorkCalendar, first: date, last: date
) -> Iterator[tuple[str, date, date, bool]]:
    """Stretches on which a calendar leaves the rule of its week: name, first, last, worked."""
    count = DayCount(calendar)
    run: tuple[str, date, date, bool] | None = None
    begin, end = max(first, FIRST), min(last, LAST)
    names = _stop_names(calendar, begin, end)
    for number in range((end - begin).days + 1):
        day = begin + timedelta(number)
        offset = offset_of(day)
        worked = count.before[offset + 1] > count.before[offset]
        by_week = day.weekday() not in calendar.working.weekly_rest
        name = names.get(day) or calendar.working.name_of(day)
        if run is not None and run[3] == worked and run[0] == name and (worked != by_week or name):
            run = (name, run[1], day, worked)  # free days of the week stay within a holiday
            continue
        if worked == by_week:
            if run is not None:
                yield run
                run = None
            continue
        if run is not None:
            yield run
        run = (name, day, day, worked)
    if run is not None:
        yield run


def _stop_names(calendar: WorkCalendar, first: date, last: date) -> dict[date, str]:
    """The name of the stop that a day falls into."""
    found: dict[date, str] = {}
    for rule in calendar.stops:
        for year in range(first.year - 1, last.year + 1):
            for begin, end in rule.stretches(year):
                for number in range((end - begin).days + 1):
                    found.setdefault(begin + timedelta(number), rule.name)
    return found
