"""Seasons in which a building site stands still 停工期."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

Stretch = tuple[date, date]

# The first day of the first lunar month 正月初一; a fact of the lunar calendar.
SPRING_FESTIVAL = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25),
    2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17),
    2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11),
    2033: (1, 31), 2034: (2, 19), 2035: (2, 8), 2036: (1, 28), 2037: (2, 15), 2038: (2, 4),
    2039: (1, 24), 2040: (2, 12),
}  # fmt: skip


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing is built from ``first`` to ``last``, both included, such as for an examination."""

    name: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise _refused(
                self.name,
                Phrase("the stop ends on {last}, before it begins on {first}",
                       last=self.last, first=self.first),
                Phrase("write the earlier day first"),
            )  # fmt: skip

    def stretches(self, year: int) -> tuple[Stretch, ...]:
        """The stretch, if it begins in the year."""
        return ((self.first, self.last),) if self.first.year == year else ()


@dataclass(frozen=True, slots=True)
class YearlyStop:
    """The same days of every year: winter 冬季, flood season 汛期. May run into the next year."""

    name: str
    first: MonthDay
    last: MonthDay

    def __post_init__(self) -> None:
        for end in (self.first, self.last):
            try:
                date(2024, *end)  # a leap year, so that 29 February can be named
            except (ValueError, TypeError):
                raise _refused(
                    self.name,
                    Phrase("{month}-{day} is no day of the year", month=end[0], day=end[1]),
                    Phrase("write month and day, such as 12-15"),
                ) from None

    def stretches(self, year: int) -> tuple[Stretch, ...]:
        """The stretch that begins in the year."""
        runs_over = self.last < self.first
        return ((_in_year(year, self.first), _in_year(year + runs_over, self.last)),)


@dataclass(frozen=True, slots=True)
class SpringStop:
    """Around the Spring Festival: days before and after its first day, which is itself off."""

    name: str
    days_before: int = 10
    days_after: int = 14

    def __post_init__(self) -> None:
        if min(self.days_before, self.days_after) < 0:
            raise _refused(
                self.name,
                Phrase("days before and after are counted from 0"),
                Phrase("write 10, 14"),
            )

    def stretches(self, year: int) -> tuple[Stretch, ...]:
        """The stretch of the year; none for years whose festival is not in the table."""
        if year not in SPRING_FESTIVAL:
            return ()
        first_day = date(year, *SPRING_FESTIVAL[year])
        before, after = timedelta(self.days_before), timedelta(self.days_after)
        return ((first_day - before, first_day + after),)


StopRule = Stop | YearlyStop | SpringStop


def _in_year(year: int, when: MonthDay) -> date:
    try:
        return date(year, *when)
    except ValueError:  # 29 February outside a leap year
        return date(year, 2, 28)


def _refused(where: str, message: str, hint: str) -> SchedulingFaults:
    return SchedulingFaults([SchedulingFault(where, message, hint)])
