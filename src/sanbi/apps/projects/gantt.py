"""Bars on a scale of days, as numbers for SVG attributes: the server draws, no script is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

QUARTER = 3
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Scale:
    """Days from ``first`` to ``last`` (both shown) over a width in pixels."""

    first: date
    last: date
    width: int

    @property
    def day(self) -> float:
        """Return the width of a day."""
        return self.width / ((self.last - self.first).days + 1)

    def x(self, day: date, *, end: bool = False) -> float:
        """Return where a day begins, or where it ends; days outside lie on the edge."""
        held = min(max(day, self.first), self.last + timedelta(days=1))
        days = (held - self.first).days + (end and held <= self.last)
        return round(days * self.day, 1)

    def bar(self, start: date | None, finish: date | None) -> tuple[float, float] | None:
        """Return left edge and width of a bar of whole days; None outside and for no dates."""
        if start is None or finish is None or finish < self.first or start > self.last:
            return None
        left = self.x(start)
        return left, max(round(self.x(finish, end=True) - left, 1), 1.5)

    def ticks(self, *, quarters: bool = False) -> list[tuple[float, str]]:
        """Return where months or quarters begin, with their names."""
        return [
            (self.x(day), _named(day, quarters=quarters, year=day.month == 1 and day > self.first))
            for day in self._begins(quarters)
        ]

    def _begins(self, quarters: bool) -> Iterator[date]:  # noqa: FBT001 - private
        step, month = (QUARTER if quarters else 1), self.first.replace(day=1)
        while month <= self.last:
            if (month.month - 1) % step == 0 and month >= self.first:
                yield month
            month = (month + timedelta(days=32)).replace(day=1)


def _named(day: date, *, quarters: bool, year: bool) -> str:
    quarter = (day.month + 2) // QUARTER
    if (get_language() or "zh").startswith("en"):
        named = f"Q{quarter}" if quarters else MONTHS[day.month - 1]
        return f"{named} {day.year % 100}" if year else named
    said = f"{day.year % 100}年" if year else ""
    return f"{said}{quarter}季" if quarters else f"{said}{day.month}月"


def span_of(days: list[date], today: date, margin: int = 10) -> tuple[date, date]:
    """Return the first and last day of a chart that shows some days, and today."""
    first, last = min([*days, today]), max([*days, today])
    return (first - timedelta(days=margin)).replace(day=1), last + timedelta(days=margin)
