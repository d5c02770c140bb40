"""The working calendar that due dates follow."""

from __future__ import annotations

from functools import lru_cache

from sanbi.engine.calendar import WorkingCalendar, seed_calendar


@lru_cache(maxsize=32)
def calendar_of(first: int, last: int) -> WorkingCalendar:
    """Return the calendar of the years; one that is not announced yet is provisional."""
    return seed_calendar(range(first, last + 1))
