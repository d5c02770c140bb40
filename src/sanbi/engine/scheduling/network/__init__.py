"""Networks of tasks: four dates, floats, the critical path, and what would save a due date."""

from sanbi.engine.scheduling.network.model import Link, LinkKind, Network, Task
from sanbi.engine.scheduling.network.scheduling import schedule_network
from sanbi.engine.scheduling.network.timetable import TaskDates, Timetable

__all__ = [
    "Link",
    "LinkKind",
    "Network",
    "Task",
    "TaskDates",
    "Timetable",
    "schedule_network",
]
