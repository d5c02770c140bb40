"""The pace board 双过半: every target of the year beside the time that went by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.queries.outlook import End, Outlook, outlook_of
from sanbi.apps.indicators.queries.targets import TargetSheet, targets_of
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.queries import calendar
from sanbi.engine.calendar import CalendarError, Period, time_progress
from sanbi.engine.pacing import PaceLamp, pace_lamp

YEAR = 12
WORST = {"red": 0, "yellow": 1, "green": 2, None: 3}


class Clock(StrEnum):
    """By what the time that went by is told."""

    USUAL = "usual"  # the share of the year that past years had by then
    DAYS = "days"
    WORKDAYS = "workdays"


@dataclass(frozen=True)
class PaceLine:
    """An indicator of a unit on the board.

    Parameters
    ----------
    target : of the year.
    outlook : what is ahead; None where there is no figure yet, or the year is over.
    asked : share of the target in per cent that the time asks; None without a figure.
    by : the clock that told it: the calendar's days where no past year tells what is usual.
    lamp : None where nothing can be compared (no figure, a rate, less is better).
    """

    indicator: Indicator
    unit: Unit
    target: Decimal
    outlook: Outlook | None
    asked: float | None
    by: Clock
    lamp: PaceLamp | None

    @property
    def half(self) -> End | None:
        """The end of the half-year, while it is ahead."""
        return self._end(YEAR // 2)

    @property
    def year(self) -> End | None:
        """The end of the year."""
        return self._end(YEAR)

    @property
    def done(self) -> float | None:
        """Share of the target that was done, in per cent."""
        return None if self.outlook is None else self.outlook.done

    def _end(self, month: int) -> End | None:
        ends = () if self.outlook is None else self.outlook.ends
        return next((end for end in ends if end.month == month), None)


def pace_of_unit(actor: Actor, unit: Unit, year: int, clock: Clock) -> tuple[PaceLine, ...]:
    """Every target of a unit in a year, the worst first. Two queries for each."""
    return _sorted(
        _line(actor, sheet.indicator, unit, value, clock)
        for sheet in targets_of(actor, year)
        for value in _value_of(sheet, unit)
    )


def pace_of_indicator(
    actor: Actor, indicator: Indicator, year: int, clock: Clock
) -> tuple[PaceLine, ...]:
    """Every unit's target of an indicator in a year, the worst first. Two queries for each."""
    sheets = targets_of(actor, year, [indicator.pk])
    return _sorted(
        _line(actor, indicator, row.unit, row.value, clock)
        for sheet in sheets
        for row in (*((sheet.county,) if sheet.county else ()), *sheet.rows)
    )


def _value_of(sheet: TargetSheet, unit: Unit) -> Iterator[Decimal]:
    rows = (*((sheet.county,) if sheet.county else ()), *sheet.rows)
    yield from (row.value for row in rows if row.unit_id == unit.pk)


def _line(
    actor: Actor, indicator: Indicator, unit: Unit, target: Decimal, clock: Clock
) -> PaceLine:
    outlook = outlook_of(actor, indicator, unit)
    if outlook is None:
        return PaceLine(indicator, unit, target, None, None, clock, None)
    by, asked = _asked(outlook, clock)
    lamp = None
    if outlook.done is not None:
        lamp = pace_lamp(outlook.done / 100, asked / 100)
    return PaceLine(indicator, unit, target, outlook, asked, by, lamp)


def _asked(outlook: Outlook, clock: Clock) -> tuple[Clock, float]:
    """The share of the year that went by at the end of the newest period, and who says so."""
    if clock is Clock.USUAL and outlook.usual is not None:
        return clock, outlook.usual
    end = Period.parse(outlook.period).end
    whole = Period.parse(str(end.year))
    if clock is Clock.WORKDAYS:
        try:
            return clock, 100 * float(time_progress(whole, end, "workdays", calendar()))
        except CalendarError:  # the calendar of that year is not known yet
            return Clock.DAYS, 100 * float(time_progress(whole, end))
    return Clock.DAYS, 100 * float(time_progress(whole, end))


def _sorted(lines: Iterator[PaceLine]) -> tuple[PaceLine, ...]:
    def key(line: PaceLine) -> tuple[int, float, str]:
        behind = 0.0
        if line.done is not None and line.asked:
            behind = line.done / line.asked
        return WORST[line.lamp], behind, line.indicator.name

    return tuple(sorted(lines, key=key))
