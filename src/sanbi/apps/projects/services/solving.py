"""An allocation solved, at once where it is small, else by a worker."""

from __future__ import annotations

import time
from datetime import datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.projects.allocation.problem_json import problem_from
from sanbi.apps.projects.allocation.reckoning import reckoned
from sanbi.apps.projects.models import AllocationRequest
from sanbi.apps.projects.services.allocations import Solved, State, allocation_end
from sanbi.engine.scheduling.faults import SchedulingFaults

SMALL = 40
"""Projects up to which an allocation is solved while the reader waits."""
AT_ONCE = 1.2  # seconds of search then


def is_small(request: AllocationRequest) -> bool:
    """Whether it is solved at once."""
    return len(request.ground["projects"]) <= SMALL


def allocation_solve(request: int, now: datetime, *, seconds: float | None = None) -> None:
    """Solve a request and keep what comes out; a second call finds it ended and does nothing.

    A request that another worker has begun is left to that one.
    """
    begun = AllocationRequest.objects.filter(pk=request, state=State.WAITING)
    if not begun.update(state=State.RUNNING, started_at=now):
        return
    held = AllocationRequest.objects.select_related("input").get(pk=request)
    began = time.monotonic()
    try:
        problem = problem_from(blob_read(held.input.digest))
        _plan, outcome = reckoned(
            problem, by_hand(held), seconds=seconds or held.seconds, clock=time.monotonic
        )
        solved = Solved(outcome, took=time.monotonic() - began)
    except SchedulingFaults as faults:
        solved = Solved(faults=tuple(faults.faults), took=time.monotonic() - began)
    except BaseException:
        allocation_end(actor=SYSTEM, now=now, request=request, solved=Solved())
        raise
    allocation_end(actor=SYSTEM, now=now, request=request, solved=solved)


def by_hand(request: AllocationRequest) -> list[str]:
    """Return the projects of a request whose months were set by hand."""
    return sorted(key for key, row in request.ground["projects"].items() if row["by_hand"])
