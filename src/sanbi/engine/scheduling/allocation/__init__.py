"""Scarce factors for projects 要素跟着项目走: the plan worth most, with proof and reasons."""

from sanbi.engine.scheduling.allocation.problem import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)
from sanbi.engine.scheduling.allocation.solving import Allocation, End, allocate
from sanbi.engine.scheduling.allocation.windows import Node, milestones_from

__all__ = [
    "Allocation",
    "AllocationProblem",
    "Candidate",
    "End",
    "Fairness",
    "Milestone",
    "Node",
    "Quota",
    "Staff",
    "allocate",
    "milestones_from",
]
