"""Networks of tasks: four dates, floats, the critical path, and what would save a due date."""

from sanbi.engine.scheduling.network.driving import Breach, ChainStart, breaches
from sanbi.engine.scheduling.network.means import Means, Saving
from sanbi.engine.scheduling.network.model import Link, LinkKind, Network, Task
from sanbi.engine.scheduling.network.scheduling import schedule_network
from sanbi.engine.scheduling.network.shortening import Effect, Proposal, propose
from sanbi.engine.scheduling.network.timetable import TaskDates, Timetable

__all__ = [
    "Breach",
    "ChainStart",
    "Effect",
    "Link",
    "LinkKind",
    "Means",
    "Network",
    "Proposal",
    "Saving",
    "Task",
    "TaskDates",
    "Timetable",
    "breaches",
    "propose",
    "schedule_network",
]
