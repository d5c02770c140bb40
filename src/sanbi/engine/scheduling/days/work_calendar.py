"""The calendars of a project: one for approvals, one for the building site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanbi.engine.calendar import WorkingCalendar, YearStatus
from sanbi.engine.scheduling.days.stops import MonthDay, SpringStop, StopRule, YearlyStop

APPROVAL, CONSTRUCTION, NATURAL = "approval", "construction", "natural"
EVERY_DAY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WorkCalendar:
    """Working days, less the seasons in which work stands still.

    Parameters
    ----------
    code : str
        Name in files: ``approval``, ``construction``, ``natural``, or one of the county's own.
    working : WorkingCalendar
        Which days are worked by weekday and holiday.
    stops : tuple of StopRule
        Seasons without work; they overrule make-up workdays.
    """

    code: str
    working: WorkingCalendar
    stops: tuple[StopRule, ...] = ()

    @property
    def counts_holidays(self) -> bool:
        """Whether its dates may move when a year's holidays are announced."""
        return bool(self.working.days) or self.working.weekly_rest != EVERY_DAY

    def provisional(self, year: int) -> bool:
        """Whether dates of the year are provisional 暂定: its holidays are not announced yet."""
        return self.counts_holidays and self.working.status(year) is YearStatus.PROVISIONAL


def standard_calendars(
    working: WorkingCalendar,
    stops: tuple[StopRule, ...] = (
        YearlyStop("冬季停工", MonthDay(12, 20), MonthDay(2, 20)),
        SpringStop("春节停工"),
    ),
) -> Mapping[str, WorkCalendar]:
    """The three calendars that every project has.

    Parameters
    ----------
    working : WorkingCalendar
        The county's table of holidays and make-up workdays; approvals count its working days.
    stops : tuple of StopRule
        When building sites stand still; the flood season, for example, is the county's to add.

    Returns
    -------
    Mapping of str to WorkCalendar
        ``approval`` (working days), ``construction`` (every day less the stops), ``natural``.
    """
    every = WorkingCalendar((), working.announced_years, EVERY_DAY)
    return {
        APPROVAL: WorkCalendar(APPROVAL, working),
        CONSTRUCTION: WorkCalendar(CONSTRUCTION, every, stops),
        NATURAL: WorkCalendar(NATURAL, every),
    }
