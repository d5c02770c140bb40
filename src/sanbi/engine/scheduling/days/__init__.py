"""Days that are worked: calendars with seasonal stops, and their counting tables."""

from sanbi.engine.scheduling.days.counting import DayCount, day_of, offset_of
from sanbi.engine.scheduling.days.stops import MonthDay, SpringStop, Stop, StopRule, YearlyStop
from sanbi.engine.scheduling.days.work_calendar import WorkCalendar, standard_calendars

__all__ = [
    "DayCount",
    "MonthDay",
    "SpringStop",
    "Stop",
    "StopRule",
    "WorkCalendar",
    "YearlyStop",
    "day_of",
    "offset_of",
    "standard_calendars",
]
