"""The answer to a plan without shared resources: dates, what breaks, and what would save it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.engine.scheduling.days import day_of
from sanbi.engine.scheduling.files.plan import Plan
from sanbi.engine.scheduling.network import (
    Breach,
    Proposal,
    Saving,
    Timetable,
    breaches,
    propose,
    schedule_network,
)

ANSWER = 1  # version of the format of answers


@dataclass(frozen=True)
class DatedAnswer:
    """A plan with its dates.

    Attributes
    ----------
    plan : Plan
    timetable : Timetable
    breaches : sequence of Breach
        Due dates that cannot be kept, the worst first.
    proposal : Proposal
        What would save them; empty when nothing breaks.
    """

    plan: Plan
    timetable: Timetable
    breaches: Sequence[Breach]
    proposal: Proposal

    @property
    def makespan(self) -> int:
        """Natural days from the first that can be worked to the last that must be."""
        return self.timetable.end - self.timetable.first

    def title(self, key: str) -> str:
        """The name of a task."""
        network = self.timetable.network
        return network.tasks[network.place[key]].title

    def as_json(self) -> dict[str, Any]:
        """Plain data as docs/mechanisms/schedule-answer.schema.json describes them."""
        plan, timetable = self.plan, self.timetable
        return {
            "answer": ANSWER,
            "kind": "dates",
            "title": plan.title,
            "start": str(day_of(timetable.first)),
            "finish": str(timetable.finish()),
            "due": str(plan.due) if plan.due else None,
            "on": str(plan.on) if plan.on else None,
            "makespan": self.makespan,
            "bound": self.makespan,
            "gap": 0.0,
            "status": "optimal",
            "due_kept": not self.breaches,
            "tasks": [self._task(number) for number in range(len(timetable.network.tasks))],
            "breaches": [_breach(each) for each in self.breaches],
            "proposal": _proposal(self.proposal),
            "notes": [note.text("en") for note in plan.notes],
        }

    def _task(self, number: int) -> dict[str, Any]:
        task = self.timetable.network.tasks[number]
        dates = self.timetable.dates(task.key)
        return {
            "key": task.key,
            "name": task.title,
            "start": str(dates.early_start),
            "finish": str(dates.early_finish),
            "late_start": str(dates.late_start),
            "late_finish": str(dates.late_finish),
            "total_float": dates.total_float,
            "free_float": dates.free_float,
            "critical": dates.critical,
            "provisional": dates.provisional,
        }


def dated_answer(plan: Plan) -> DatedAnswer:
    """Return the dates of a plan.

    Raises
    ------
    SchedulingFaults
        when there is no start, dates contradict each other, or one lies outside the years 1990
        to 2100.
    """
    start = plan.begin()
    timetable = schedule_network(plan.network, start, plan.due, plan.on)
    broken = breaches(timetable)
    proposal = (
        propose(plan.network, start, plan.due, plan.on) if broken else Proposal((), (), (), ())
    )
    return DatedAnswer(plan, timetable, broken, proposal)


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "task": breach.key,
        "due": str(breach.due),
        "finish": str(breach.finish),
        "late_by": breach.late_by,
        "chain": list(breach.chain),
        "days_needed": breach.days_needed,
        "days_there": breach.days_there,
    }


def _saving(saving: Saving) -> dict[str, Any]:
    return {
        "means": saving.means.value,
        "task": saving.key,
        "before": saving.before or None,
        "days": saving.days,
        "cost": saving.cost,
    }


def _proposal(proposal: Proposal) -> dict[str, Any] | None:
    if not proposal.breaches:
        return None
    return {
        "savings": [_saving(each) for each in proposal.savings],
        "cost": proposal.cost,
        "remaining": [_breach(each) for each in proposal.remaining],
        "effects": [{**_saving(each.saving), "gained": each.gained} for each in proposal.effects],
    }
