"""Schedules under shared crews and approval staff, over many projects."""

from sanbi.engine.scheduling.resources.problem import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.solving import ResourceSchedule, Status, solve_resources

__all__ = [
    "Activity",
    "Pool",
    "ResourceProblem",
    "ResourceSchedule",
    "Status",
    "solve_resources",
]
