"""Activities that share crews and approval staff, as plain values checked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.network.cycles import cycle_in, in_order

Objective = Literal["makespan", "tardiness"]
Whole = NDArray[np.int64]
LONGEST = 100_000  # days on one time line


@dataclass(frozen=True, slots=True)
class Pool:
    """A renewable resource: approval staff of a department, crews, cranes.

    Parameters
    ----------
    key : str
    capacity : int
        Units there on every day.
    lacks : sequence of (first day, days, units)
        Units that are missing for a time: leave, other work, a season without crews.
    """

    key: str
    capacity: int
    lacks: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """A task that needs units of pools on each of its days, without interruption.

    Parameters
    ----------
    key : str
    duration : int
        Days of the one time line that all activities share.
    needs : sequence of int
        Units of each pool, in the problem's order of pools.
    release : int
        Day before which it cannot start; day 0 is the first.
    due : int, optional
        Days after which it is tardy: finished when ``due`` days have gone is in time.
    weight : float
        What a day of tardiness costs.
    project : str
        Whose task it is, for reports.
    """

    key: str
    duration: int
    needs: Sequence[int] = ()
    release: int = 0
    due: int | None = None
    weight: float = 1.0
    project: str = ""


@dataclass(frozen=True)
class ResourceProblem:
    """Activities, who follows whom, and the pools; checked when it is made.

    Parameters
    ----------
    activities : sequence of Activity
    pools : sequence of Pool
    follows : sequence of (int, int, int)
        (earlier, later, days from the finish of the one to the start of the other); numbers are
        places in ``activities``; days may be negative.
    objective : "makespan" | "tardiness"
        Days until everything is finished, or the weighted days by which activities are late.

    Raises
    ------
    SchedulingFaults
        naming everything that is wrong: an activity that needs more than there is, a cycle.
    """

    activities: Sequence[Activity]
    pools: Sequence[Pool]
    follows: Sequence[tuple[int, int, int]]
    objective: Objective = "makespan"
    order: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        faults = [fault for activity in self.activities for fault in self._faults(activity)]
        count = len(self.activities)
        if not count:
            faults.append(
                SchedulingFault("", Phrase("there is no task"), Phrase("write at least one"))
            )
        faults.extend(
            SchedulingFault(
                Phrase("link {link}", link=str(link)),
                Phrase("names an activity that is not there"),
                Phrase("write places from 0 to {last}", last=count - 1),
            )
            for link in self.follows
            if not (0 <= link[0] < count and 0 <= link[1] < count)
        )
        if faults:
            raise SchedulingFaults(faults)
        object.__setattr__(self, "order", self._in_order())

    def _in_order(self) -> list[int]:
        pairs = [(before, after) for before, after, _ in self.follows]
        order = in_order(len(self.activities), pairs)
        if len(order) < len(self.activities):
            cycle = cycle_in(len(self.activities), pairs, frozenset(order))
            names = [self.activities[number].key for number in (*cycle, cycle[0])]
            raise SchedulingFaults(
                [
                    SchedulingFault(
                        Phrase("task {key}", key=names[0]),
                        Phrase("waits for itself: {cycle}", cycle=" → ".join(names)),
                        Phrase("take out one of these links"),
                    )
                ]
            )
        return order

    def _faults(self, activity: Activity) -> list[SchedulingFault]:
        where = Phrase("task {key}", key=activity.key)
        faults = []
        if not 0 <= activity.duration <= LONGEST or not 0 <= activity.release <= LONGEST:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("duration {days} or release {release} is out of bounds",
                           days=activity.duration, release=activity.release),
                    Phrase("write 0 to {most} days", most=LONGEST),
                )
            )  # fmt: skip
        if activity.needs and len(activity.needs) != len(self.pools):
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("needs {n} pools of {of}", n=len(activity.needs), of=len(self.pools)),
                    Phrase("write one number for each pool"),
                )
            )
            return faults
        for pool, units in zip(self.pools, activity.needs, strict=False):
            if activity.duration and not 0 <= units <= pool.capacity:
                faults.append(
                    SchedulingFault(
                        where,
                        Phrase("needs {units} of '{pool}', which has {capacity}",
                               units=units, pool=pool.key, capacity=pool.capacity),
                        Phrase("write 0 to {capacity}", capacity=pool.capacity),
                    )
                )  # fmt: skip
        return faults

    # -- as arrays -------------------------------------------------------------------------------
    def durations(self) -> Whole:
        """Durations, one for each activity."""
        return np.array([activity.duration for activity in self.activities], np.int64)

    def needs(self) -> Whole:
        """Units needed, pools × activities."""
        none = (0,) * len(self.pools)
        rows = [activity.needs or none for activity in self.activities]
        return np.array(rows, np.int64).reshape(len(self.activities), len(self.pools)).T

    def releases(self) -> Whole:
        """Release days, one for each activity."""
        return np.array([activity.release for activity in self.activities], np.int64)

    def horizon(self) -> int:
        """Days after which every activity can surely be finished."""
        lags = sum(max(lag, 0) for _, _, lag in self.follows)
        lacks = [first + days for pool in self.pools for first, days, _ in pool.lacks]
        latest = max([0, *(activity.release for activity in self.activities), *lacks])
        return int(self.durations().sum()) + lags + latest
