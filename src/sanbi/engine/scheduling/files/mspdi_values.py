"""Values of Microsoft Project's XML: days, durations, numbers, and notes on what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from sanbi.engine.scheduling.faults import SchedulingFault
from sanbi.engine.scheduling.files.mspdi_xml import Element

MOST_NOTES = 200
HOURS, MINUTES_OF_DAY = 60, 1_440
# Formats of durations and lags that count through nights and days off, with estimated ones.
ELAPSED = {4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52}
PERCENT = {19, 20, 51, 52}
DAYS_FORMAT, ELAPSED_DAYS_FORMAT = 7, 8
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+)?")
_SPAN = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})(?:\.\d+)?S)?)?")
_WHOLE = re.compile(r"-?\d{1,12}")


@dataclass
class Notes:
    """What a file says and this program leaves out, or takes in its own way."""

    name: str
    found: list[SchedulingFault] = field(default_factory=list)

    def add(self, element: Element, message: str) -> None:
        """Note it, with the line."""
        note = SchedulingFault(f"{self.name}:{element.line}", message)
        if len(self.found) < MOST_NOTES and note not in self.found:
            self.found.append(note)


def day_of_text(text: str) -> date | None:
    """The day of a moment such as 2026-03-02T08:00:00; None for what is none."""
    match = _MOMENT.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def minutes_of(text: str) -> Fraction | None:
    """Minutes of a duration such as PT80H0M0S; None for what is none.

    >>> minutes_of("PT80H30M0S"), minutes_of("P1D"), minutes_of("80 h")
    (Fraction(4830, 1), Fraction(1440, 1), None)
    """
    match = _SPAN.fullmatch(text)
    if match is None or text in ("P", "PT"):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * MINUTES_OF_DAY + hours * HOURS + minutes + Fraction(seconds, 60)


def whole_of(text: str, otherwise: int) -> int:
    """A whole number, or another one where the text is none."""
    return int(text) if _WHOLE.fullmatch(text) else otherwise


def whole_days(days: Fraction) -> int:
    """Whole days: a part of one counts as a day, on whichever side of 0."""
    return ceil(days) if days >= 0 else -ceil(-days)
