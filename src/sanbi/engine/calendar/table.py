"""The calendar as a plain table that an office can edit and import."""

import csv
import io
import re
from datetime import date

from sanbi.engine.calendar.errors import CalendarTableError, TableFault
from sanbi.engine.calendar.working import CalendarDay, DayKind, WorkingCalendar

_HEADERS = (["date", "kind", "name"], ["日期", "类别", "名称"])
_KINDS = {
    "holiday": DayKind.HOLIDAY,
    "休": DayKind.HOLIDAY,
    "workday": DayKind.WORKDAY,
    "班": DayKind.WORKDAY,
}
_ANNOUNCED = ("announced", "已公布")
_COLUMNS = 3
_YEAR = re.compile(r"[0-9]{4}")


def write_calendar(calendar: WorkingCalendar) -> str:
    """Return the calendar as CSV text with the columns date, kind, name.

    kind is holiday 休, workday 班, or announced 已公布 with a bare year as its date.
    `read_calendar` of this text gives an equal calendar, days of weekly rest excepted.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADERS[0])
    for year in sorted(calendar.announced_years):
        writer.writerow([f"{year:04d}", _ANNOUNCED[0], ""])
    for row in calendar.days:
        writer.writerow([row.day.isoformat(), row.kind.value, row.name])
    return out.getvalue()


def read_calendar(text: str) -> WorkingCalendar:
    """Return the calendar that a CSV text holds (columns date, kind, name; or 日期, 类别, 名称).

    Raises
        CalendarTableError  with every fault of the table; nothing is half accepted.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    header = [cell.strip() for cell in rows[0]] if rows else []
    if header not in _HEADERS:
        fault = TableFault(1, f"the header is {', '.join(header)!r}", "write date,kind,name")
        raise CalendarTableError((fault,))
    reader = _TableReader()
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            reader.read(line, [cell.strip() for cell in row])
    if reader.faults:
        raise CalendarTableError(tuple(reader.faults))
    return WorkingCalendar(tuple(reader.days.values()), frozenset(reader.years))


class _TableReader:
    def __init__(self) -> None:
        self.days: dict[date, CalendarDay] = {}
        self.years: set[int] = set()
        self.faults: list[TableFault] = []

    def read(self, line: int, row: list[str]) -> None:
        if len(row) > _COLUMNS or len(row) < _COLUMNS - 1:
            self._fault(line, f"{len(row)} cells", "write date, kind and name")
            return
        when, kind, name = (*row, "")[:_COLUMNS]
        if kind in _ANNOUNCED:
            self._read_year(line, when)
        elif kind in _KINDS:
            self._read_day(line, when, _KINDS[kind], name)
        else:
            self._fault(
                line, f"the kind {kind!r} is unknown", "write holiday, workday or announced"
            )

    def _read_year(self, line: int, when: str) -> None:
        if not _YEAR.fullmatch(when) or int(when) == 0:
            self._fault(line, f"{when!r} is not a year", "write four digits, such as 2026")
            return
        self.years.add(int(when))

    def _read_day(self, line: int, when: str, kind: DayKind, name: str) -> None:
        try:
            day = date.fromisoformat(when)
        except ValueError:
            self._fault(line, f"{when!r} is not a date", "write it as 2026-10-01")
            return
        if day in self.days:
            self._fault(line, f"{day} stands here a second time", "keep one row for a day")
            return
        self.days[day] = CalendarDay(day, kind, name)

    def _fault(self, line: int, message: str, hint: str) -> None:
        self.faults.append(TableFault(line, message, hint))
