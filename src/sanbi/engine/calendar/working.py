"""Working days: weekends, holidays and make-up workdays 调休 as an editable table."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from sanbi.engine.calendar.errors import CalendarError

_SATURDAY, _SUNDAY = 5, 6
_WEEKDAYS = frozenset(range(7))


class DayKind(StrEnum):
    """What a day of the table is, whatever its day of the week."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


class YearStatus(StrEnum):
    """Whether a year's arrangement has been announced; a provisional one is shown as 暂定."""

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, order=True)
class CalendarDay:
    """One row of the table: a day off, or a weekend day that is worked 调休上班.

    Parameters
        day : date
        kind : DayKind
        name : str, the holiday it belongs to; may be empty.
    """

    day: date
    kind: DayKind
    name: str = ""


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked. A plain value: editing gives a new calendar.

    A day is worked if the table calls it a workday, or if the table does not name it and its
    weekday is not a day of weekly rest.

    Parameters
        days : tuple[CalendarDay, ...], each day at most once; kept in date order.
        announced_years : frozenset[int], years whose arrangement the State Council has
            published; all others are provisional 暂定.
        weekly_rest : frozenset[int], weekdays of rest, Monday = 0; Saturday and Sunday unless
            a building site works them.
    Raises
        CalendarError  for a day named twice, or a week without a working day.
    Source      docs/algorithms/calendar.md §2
    """

    days: tuple[CalendarDay, ...] = ()
    announced_years: frozenset[int] = frozenset()
    weekly_rest: frozenset[int] = frozenset({_SATURDAY, _SUNDAY})
    _kinds: dict[date, CalendarDay] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _worked: dict[int, tuple[int, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(sorted(self.days)))
        for row in self.days:
            if row.day in self._kinds:
                raise CalendarError(f"{row.day} stands in the calendar twice; keep one row")
            self._kinds[row.day] = row
        if not self.weekly_rest < _WEEKDAYS:
            raise CalendarError(
                "weekly_rest must leave at least one of the weekdays 0 (Monday) to 6 (Sunday)",
            )

    def is_workday(self, day: date) -> bool:
        """Say whether the day is worked."""
        row = self._row(day)
        if row is None:
            return day.weekday() not in self.weekly_rest
        return row.kind is DayKind.WORKDAY

    def name_of(self, day: date) -> str:
        """Return the name in the table, such as 国庆节; empty for a day that it does not name."""
        row = self._row(day)
        return row.name if row else ""

    def next_workday(self, day: date) -> date:
        """Return the first working day after the day."""
        return self.add_workdays(day, 1)

    def workday_on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next working day.

        A time limit that ends on a day off ends on the next working day (Civil Code art. 203).
        """
        return day if self.is_workday(day) else self.next_workday(day)

    def add_workdays(self, day: date, count: int) -> date:
        """Return the count-th working day after the day; the day itself does not count.

        Parameters
            day : date, worked or not.
            count : int; 0 gives the day itself, a negative count goes back.
        Raises
            CalendarError  when the answer lies outside the years 1 to 9999.
        Source      Civil Code art. 201: the day on which a time limit begins does not count.
        >>> WorkingCalendar().add_workdays(date(2026, 9, 18), 1)   # a Friday
        datetime.date(2026, 9, 21)
        """
        if count == 0:
            return day
        year, left, here = day.year, abs(count), day.toordinal()
        while MINYEAR <= year <= MAXYEAR:
            worked = self._worked_in(year)
            if count > 0:
                place = bisect_right(worked, here) + left - 1
                found, passed = place < len(worked), len(worked) - bisect_right(worked, here)
            else:
                place = bisect_left(worked, here) - left
                found, passed = place >= 0, bisect_left(worked, here)
            if found:
                return date.fromordinal(worked[place])
            left -= passed
            year += 1 if count > 0 else -1
        raise CalendarError(f"{count} working days from {day} lie outside the years 1 to 9999")

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after start, up to and including end.

        The start does not count, the end does, as a time limit is counted; so
        `workdays_between(d, add_workdays(d, n)) == n` for n > 0. Negative when end is earlier.

        Returns
            int, days.
        """
        if end < start:
            return -self.workdays_between(end, start)
        if end == start:
            return 0
        return self.workdays_within(start + timedelta(days=1), end)

    def workdays_within(self, first: date, last: date) -> int:
        """Count the working days from first to last, both included; 0 when last is earlier."""
        count = 0
        for year in range(first.year, last.year + 1):
            worked = self._worked_in(year)
            count += bisect_right(worked, last.toordinal()) - bisect_left(worked, first.toordinal())
        return max(count, 0)

    def status(self, year: int) -> YearStatus:
        """Say whether the year's arrangement is announced, or provisional 暂定."""
        if year in self.announced_years:
            return YearStatus.ANNOUNCED
        return YearStatus.PROVISIONAL

    def provisional_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years between two days whose working days are only provisional."""
        years = range(first.year, last.year + 1)
        return tuple(year for year in years if year not in self.announced_years)

    def edited(
        self,
        *,
        put: Iterable[CalendarDay] = (),
        removed: Iterable[date] = (),
        announced: Iterable[int] = (),
        withdrawn: Iterable[int] = (),
    ) -> "WorkingCalendar":
        """Return a calendar with rows put in or taken out and years announced or withdrawn.

        Parameters
            put : rows; a row of the same day is replaced.
            removed : days whose row is taken out, back to the rule of the week.
            announced, withdrawn : years that become announced, or provisional again.
        """
        gone = set(removed)
        rows = {row.day: row for row in self.days if row.day not in gone}
        rows.update({row.day: row for row in put})
        years = (self.announced_years | set(announced)) - set(withdrawn)
        return WorkingCalendar(tuple(rows.values()), frozenset(years), self.weekly_rest)

    def _row(self, day: date) -> CalendarDay | None:
        # Through the ordinal, because a datetime never equals the date that it falls on.
        return self._kinds.get(date.fromordinal(day.toordinal()))

    def _worked_in(self, year: int) -> tuple[int, ...]:
        # Kept per year: back-scheduling asks for hundreds of thousands of days.
        if year not in self._worked:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            self._worked[year] = tuple(
                number
                for number in range(first, last + 1)
                if self.is_workday(date.fromordinal(number))
            )
        return self._worked[year]
