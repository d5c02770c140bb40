"""The calendars of a plan file: the three that every plan has, changed, and others beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sanbi.engine.calendar import CalendarDay, CalendarError, DayKind, WorkingCalendar
from sanbi.engine.calendar.seed import seed_calendar
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import (
    MonthDay,
    SpringStop,
    Stop,
    StopRule,
    WorkCalendar,
    YearlyStop,
    standard_calendars,
)
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.reading import Reading, words_of
from sanbi.engine.scheduling.files.spots import Spot, normal

YEARS = range(2010, 2041)
CODES = {"审批": "approval", "施工": "construction", "自然日": "natural"}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_WORDS = {
    **{word: number for number, word in enumerate(WEEKDAYS)},
    **{f"周{word}": number for number, word in enumerate("一二三四五六日")},
}
CALENDAR_KEYS = words_of(
    {
        "rest": ("周休",),
        "holidays": ("法定节假日",),
        "off": ("休息日",),
        "work": ("上班日",),
        "stops": ("停工期",),
    }
)
STOP_KEYS = words_of(
    {
        "name": ("名称",),
        "from": ("自",),
        "to": ("至",),
        "before": ("节前天数",),
        "after": ("节后天数",),
    }
)
LONGEST_RANGE = 400  # days
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
Calendars = dict[str, WorkCalendar]


def usual_calendars() -> Calendars:
    """The calendars of a plan that says nothing of them, with the holidays of China."""
    return dict(standard_calendars(seed_calendar(YEARS)))


def code_of(text: str) -> str:
    """The code of a calendar that a plan names: 审批 is approval."""
    return CODES.get(text, text)


def read_calendars(spot: Spot | None, reading: Reading) -> Calendars:
    """Return the usual calendars, with those of the plan put beside or in place of them."""
    found = usual_calendars()
    if spot is None:
        return found
    if not isinstance(spot.value, dict):
        reading.add(spot, Phrase("is no set of keys and values"), Phrase("write code: …"))
        return found
    holidays = found["approval"].working
    for key, (_, value) in spot.entries.items():
        code = code_of(key)
        usual = found.get(code, WorkCalendar(code, holidays))
        try:
            found[code] = _Calendar(value, reading, usual, holidays).calendar()
        except CalendarError as error:
            reading.add(value, Phrase("calendar {code}: {reason}", code=code, reason=error))
    return found


class _Calendar:
    """One calendar of a file; what it does not say stays as usual."""

    def __init__(
        self, spot: Spot, reading: Reading, usual: WorkCalendar, holidays: WorkingCalendar
    ) -> None:
        self.spot, self.reading, self.usual, self.holidays = spot, reading, usual, holidays
        self.fields = reading.fields(spot, CALENDAR_KEYS)

    def calendar(self) -> WorkCalendar:
        working = self.usual.working
        rest = self._rest()
        wanted = self.reading.truth(self.fields.get("holidays"))
        days, years = working.days, working.announced_years
        if wanted is not None:
            days, years = (self.holidays.days if wanted else ()), self.holidays.announced_years
        working = WorkingCalendar(days, years, working.weekly_rest if rest is None else rest)
        rows = [*self._days("off", DayKind.HOLIDAY), *self._days("work", DayKind.WORKDAY)]
        stops = self.usual.stops
        if "stops" in self.fields:
            found = [self._stop(each) for each in self.reading.items(self.fields["stops"])]
            stops = tuple(stop for stop in found if stop is not None)
        return WorkCalendar(self.usual.code, working.edited(put=rows), stops)

    def _rest(self) -> frozenset[int] | None:
        if "rest" not in self.fields:
            return None
        found = set()
        for item in self.reading.items(self.fields["rest"]):
            text = normal(self.reading.text(item)).lower()
            if text in WEEKDAY_WORDS:
                found.add(WEEKDAY_WORDS[text])
            else:
                self.reading.add(
                    item,
                    Phrase("'{text}' is no day of the week", text=text),
                    Phrase("use one of {codes}", codes=list(WEEKDAYS)),
                )
        return frozenset(found)

    def _days(self, key: str, kind: DayKind) -> list[CalendarDay]:
        rows = {}
        for item in self.reading.items(self.fields.get(key)):
            text = normal(self.reading.text(item))
            name, _, days = text.rpartition(" ")
            first, dots, last = days.partition("..")
            begin = self.reading.day(_part(item, first))
            end = self.reading.day(_part(item, last)) if dots else begin
            if begin is None or end is None:
                continue
            if not 0 <= (end - begin).days < LONGEST_RANGE:
                self.reading.add(
                    item,
                    Phrase("'{text}' is no stretch of days", text=text),
                    Phrase("write first..last, at most {most} days", most=LONGEST_RANGE),
                )
                continue
            for number in range((end - begin).days + 1):
                day = begin + timedelta(number)
                rows[day] = CalendarDay(day, kind, name.strip())
        return list(rows.values())

    def _stop(self, spot: Spot) -> StopRule | None:
        fields = self.reading.fields(spot, STOP_KEYS)
        name = self.reading.text(fields.get("name"))
        count = len(self.reading.faults)
        try:
            if "from" in fields and "to" in fields:
                stop = self._dated_stop(name, fields["from"], fields["to"])
                if stop is not None or len(self.reading.faults) > count:
                    return stop
            elif "before" in fields or "after" in fields:
                before = self.reading.whole(fields.get("before"), 0, LONGEST_RANGE)
                after = self.reading.whole(fields.get("after"), 0, LONGEST_RANGE)
                return SpringStop(name, before or 0, after or 0)
        except SchedulingFaults as refused:
            for fault in refused.faults:
                self.reading.add(spot, fault.message, fault.hint)
            return None
        self.reading.add(
            spot,
            Phrase("is no season without work"),
            Phrase("write from and to (12-20, or 2026-06-05), or before and after"),
        )
        return None

    def _dated_stop(self, name: str, first: Spot, last: Spot) -> StopRule | None:
        ends = [_MONTH_DAY.fullmatch(normal(self.reading.text(each))) for each in (first, last)]
        if ends[0] and ends[1]:
            month_days = [MonthDay(int(match[1]), int(match[2])) for match in ends if match]
            return YearlyStop(name, *month_days)
        days = [self.reading.day(each) for each in (first, last)]
        if days[0] is None or days[1] is None:
            return None
        return Stop(name, days[0], days[1])


def _part(spot: Spot, text: str) -> Spot:
    return Spot(text.strip(), spot.where)


def same_calendar(first: WorkCalendar, second: WorkCalendar) -> bool:
    """Whether two calendars say the same, whatever they are called."""
    return (first.working, first.stops) == (second.working, second.stops)


def described(calendar: WorkCalendar, usual: Mapping[str, WorkCalendar]) -> dict[str, object]:
    """A calendar as `read_calendars` reads it back; empty when it is the usual one."""
    base = usual.get(calendar.code, WorkCalendar(calendar.code, usual["approval"].working))
    if same_calendar(calendar, base):
        return {}
    holidays = usual["approval"].working
    told: dict[str, object] = {}
    if calendar.working.weekly_rest != base.working.weekly_rest:
        told["rest"] = [WEEKDAYS[number] for number in sorted(calendar.working.weekly_rest)]
    kept, rows, known = (set(each.days) for each in (base.working, calendar.working, holidays))
    if not kept <= rows:
        kept, told["holidays"] = set(), False
    elif not kept and known and known <= rows:
        kept, told["holidays"] = known, True
    for key, kind in (("off", DayKind.HOLIDAY), ("work", DayKind.WORKDAY)):
        days = [row for row in sorted(rows - kept) if row.kind is kind]
        if days:
            told[key] = _stretches(days)
    if calendar.stops != base.stops:
        told["stops"] = [_stop_told(stop) for stop in calendar.stops]
    return told


def runs_of(rows: list[CalendarDay]) -> list[tuple[str, date, date]]:
    """Days of one kind, joined where they follow each other under one name."""
    found: list[tuple[str, date, date]] = []
    for row in sorted(rows):
        name = found[-1][0] if found else ""
        if found and name == row.name and row.day - found[-1][2] == timedelta(1):
            found[-1] = (name, found[-1][1], row.day)
        else:
            found.append((row.name, row.day, row.day))
    return found


def _stretches(rows: list[CalendarDay]) -> list[str]:
    texts = []
    for name, first, last in runs_of(rows):
        days = str(first) if first == last else f"{first}..{last}"
        texts.append(f"{name} {days}".strip())
    return texts


def _stop_told(stop: StopRule) -> dict[str, object]:
    named = {"name": stop.name} if stop.name else {}
    if isinstance(stop, SpringStop):
        return {**named, "before": stop.days_before, "after": stop.days_after}
    if isinstance(stop, YearlyStop):
        ends = [f"{end.month:02d}-{end.day:02d}" for end in (stop.first, stop.last)]
        return {**named, "from": ends[0], "to": ends[1]}
    return {**named, "from": str(stop.first), "to": str(stop.last)}
