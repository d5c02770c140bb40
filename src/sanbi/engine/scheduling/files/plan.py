"""What a file of a plan holds: a network with its dates, units, stages and pools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.network import Network

STAGES = {
    "lead": "在谈",
    "signed": "签约",
    "started": "开工",
    "producing": "投产",
    "capacity": "达产",
}
MOST_TASKS = 50_000


@dataclass(frozen=True, slots=True)
class Lack:
    """Units that a pool lacks from ``first`` to ``last``, both included."""

    first: date
    last: date
    units: int


@dataclass(frozen=True, slots=True)
class SharedPool:
    """Staff or crews that several tasks share.

    Parameters
    ----------
    key : str
    capacity : int
        Units there on every worked day.
    name : str
        As people read it.
    lacks : sequence of Lack
    """

    key: str
    capacity: int
    name: str = ""
    lacks: Sequence[Lack] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a plan says of a task beside its dates.

    Parameters
    ----------
    unit : str
        Who is responsible 责任单位.
    stage : str
        Stage of the project that its finish reaches, one of `STAGES`; or empty.
    needs : mapping of str to int
        Units of each pool that it needs on each of its days.
    """

    unit: str = ""
    stage: str = ""
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A plan as read from a file, or to be written to one.

    Parameters
    ----------
    title : str
    network : Network
        Only the calendars that tasks and links name count.
    start, due, on : date, optional
        First day of work, last day for everything, last day whose progress is known.
    pools : sequence of SharedPool
    about : mapping of str to About
        By the key of a task; tasks of which nothing is said may be missing.
    notes : sequence of SchedulingFault
        What the file said and this program left out, or understood in its own way.
    """

    title: str
    network: Network
    start: date | None = None
    due: date | None = None
    on: date | None = None
    pools: Sequence[SharedPool] = ()
    about: Mapping[str, About] = field(default_factory=dict)
    notes: Sequence[SchedulingFault] = ()

    def told(self, key: str) -> About:
        """What is said of a task."""
        return self.about.get(key, About())

    def with_dates(self, start: date | None, due: date | None, on: date | None) -> Plan:
        """The plan with other dates where they are given."""
        return replace(self, start=start or self.start, due=due or self.due, on=on or self.on)

    def begin(self) -> date:
        """The first day of work; where the plan has none, the earliest that its tasks name.

        Raises
        ------
        SchedulingFaults
            when there is no start, or dates contradict each other.
        """
        begin = self.start or self._earliest()
        if begin is None:
            raise SchedulingFaults(
                [
                    SchedulingFault(
                        "",
                        Phrase("the plan has no start"),
                        Phrase("write start: in the file, or give --start"),
                    )
                ]
            )
        faults = _contradictions(self, begin)
        if faults:
            raise SchedulingFaults(faults)
        return begin

    def _earliest(self) -> date | None:
        days = [
            day
            for task in self.network.tasks
            for day in (task.started or task.finished, task.not_before)
            if day is not None
        ]
        return min(days, default=None)


def _contradictions(plan: Plan, start: date) -> list[SchedulingFault]:
    """Dates that cannot be meant."""
    faults = []
    if plan.due is not None and plan.due < start:
        faults.append(
            SchedulingFault(
                "",
                Phrase("the plan is due on {due}, before it starts on {start}",
                       due=plan.due, start=start),
                Phrase("move one of the two days"),
            )
        )  # fmt: skip
    for task in plan.network.tasks:
        where = Phrase("task {key}", key=task.key)
        if task.due and task.due < start and not task.finished:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("is due on {due}, before the plan starts on {start}",
                           due=task.due, start=start),
                    Phrase("move one of the two days"),
                )
            )  # fmt: skip
        happened = task.finished or task.started
        if plan.on is not None and happened is not None and happened > plan.on:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("happened on {day}, after the last known day {on}",
                           day=happened, on=plan.on),
                    Phrase("write what has happened, or a later day for --on"),
                )
            )  # fmt: skip
    return faults
