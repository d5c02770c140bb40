"""A year as twelve sheets of weeks."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from sanbi.engine.calendar import WorkingCalendar

MONDAY = 0


@dataclass(frozen=True)
class Cell:
    """A day of a sheet: free or worked, its holiday's name, and how it is marked.

    ``css`` is off, worked (a weekend day that is worked) or nothing; ``outside`` fills the week.
    """

    day: date
    css: str
    name: str
    outside: bool
    today: bool


@dataclass(frozen=True)
class Month:
    """A sheet: its number and weeks."""

    number: int
    weeks: tuple[tuple[Cell, ...], ...]
    worked: int


def months_of(calendar: WorkingCalendar, year: int, today: date) -> tuple[Month, ...]:
    """Return the twelve sheets of a year, weeks from Monday."""
    return tuple(_month(calendar, year, number, today) for number in range(1, 13))


def _month(calendar: WorkingCalendar, year: int, number: int, today: date) -> Month:
    weeks = tuple(
        tuple(_cell(calendar, day, number, today) for day in week)
        for week in Calendar(MONDAY).monthdatescalendar(year, number)
    )
    inside = [cell for week in weeks for cell in week if not cell.outside]
    return Month(number, weeks, sum(calendar.is_workday(cell.day) for cell in inside))


def _cell(calendar: WorkingCalendar, day: date, month: int, today: date) -> Cell:
    worked = calendar.is_workday(day)
    weekend = day.weekday() in calendar.weekly_rest
    css = "worked" if worked and weekend else "" if worked else "off"
    if not worked and not weekend:
        css = "off named"
    return Cell(day, css, calendar.name_of(day), day.month != month, day == today)
