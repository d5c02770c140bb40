"""Periods, working days and time progress: dates as an assessment office counts them.

Imports no other engine package. The clock never enters by itself: every function that needs
"today" takes it as an argument.
"""

from sanbi.engine.calendar.errors import (
    CalendarError,
    CalendarTableError,
    PeriodError,
    TableFault,
)
from sanbi.engine.calendar.period import Period
from sanbi.engine.calendar.period_text import PeriodKind
from sanbi.engine.calendar.progress import Basis, time_progress
from sanbi.engine.calendar.seed import seed_calendar, seed_from_chinesecalendar
from sanbi.engine.calendar.statutory import statutory_days
from sanbi.engine.calendar.table import read_calendar, write_calendar
from sanbi.engine.calendar.working import CalendarDay, DayKind, WorkingCalendar, YearStatus

__all__ = [
    "Basis",
    "CalendarDay",
    "CalendarError",
    "CalendarTableError",
    "DayKind",
    "Period",
    "PeriodError",
    "PeriodKind",
    "TableFault",
    "WorkingCalendar",
    "YearStatus",
    "read_calendar",
    "seed_calendar",
    "seed_from_chinesecalendar",
    "statutory_days",
    "time_progress",
    "write_calendar",
]
