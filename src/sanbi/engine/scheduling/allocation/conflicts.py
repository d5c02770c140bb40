"""Which constraints make it impossible to admit every forced project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NoReturn

import numpy as np

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation.columns import Columns, columns_of
from sanbi.engine.scheduling.allocation.master import Master
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

PLENTY = 1e15
MOST_NAMED = 12


def refuse_conflicts(problem: AllocationProblem, columns: Columns) -> NoReturn:
    """Refuse a problem whose forced projects cannot all be admitted.

    Constraints, and then projects, are left out one by one; what cannot be left out without the
    conflict going away is named (a deletion filter: Chinneck and Dravnieks 1991).

    Raises
    ------
    SchedulingFaults
        always.
    """
    forced = [item for item in problem.candidates if item.mandatory or item.approved is not None]
    spans = dict(
        zip((item.key for item in problem.candidates), np.diff(columns.first), strict=True)
    )
    shut = [item.key for item in forced if not spans[item.key]]
    if shut:
        raise SchedulingFaults(_window_fault(key) for key in shut)
    core = _core(problem, forced)
    constraints = _needed(_constraints(core), lambda kept: not feasible(_keeping(core, kept)))
    tight = _keeping(core, constraints)
    keys = _needed(
        [item.key for item in forced],
        lambda kept: bool(kept) and not feasible(_among(tight, kept)),
    )
    named = ", ".join(_name(item) for item in forced if item.key in keys[:MOST_NAMED])
    more = len(keys) - MOST_NAMED
    raise SchedulingFaults(
        [
            SchedulingFault(
                "",
                Phrase(
                    "{n} projects that must be admitted do not fit together: {names}{more}; "
                    "in the way stand {constraints}",
                    n=len(keys),
                    names=named,
                    more=Phrase(" and {n} more", n=more) if more > 0 else "",
                    constraints=constraints,
                ),
                Phrase("take one of these projects off the list, or add to one of these factors"),
            )
        ]
    )


def feasible(problem: AllocationProblem) -> bool:
    """Whether all forced projects can be admitted, in parts if need be."""
    columns = columns_of(problem)
    if (np.diff(columns.first) == 0).any():
        return False
    master = Master(problem, columns, 1.0)
    master.take(np.arange(len(columns.owner)))
    return float(master.relaxed().unmet.sum()) < 1e-6  # noqa: PLR2004 - HiGHS' own tolerance


def _core(problem: AllocationProblem, forced: Sequence[Candidate]) -> AllocationProblem:
    """The forced projects alone, with values that do not matter."""
    keys = {item.key for item in forced}
    return replace(
        problem,
        candidates=[replace(item, value=1e-9, published=None) for item in forced],
        exclusions=[[key for key in group if key in keys] for group in problem.exclusions],
        prerequisites=[
            link for link in problem.prerequisites if link[0] in keys and link[1] in keys
        ],
        earliness=0.0,
        stability=0.0,
    )


def _constraints(problem: AllocationProblem) -> list[str]:
    named = [quota.key for quota in problem.quotas] + [staff.key for staff in problem.staffs]
    named += ["township"] if problem.fairness else []
    named += ["exclusion"] if problem.exclusions else []
    return named + (["prerequisite"] if problem.prerequisites else [])


def _keeping(problem: AllocationProblem, kept: Sequence[str]) -> AllocationProblem:
    """The problem with only some of its constraints."""
    months = len(problem.months)
    plenty = [PLENTY] + [0.0] * (months - 1)
    return replace(
        problem,
        quotas=[
            quota if quota.key in kept else replace(quota, releases=plenty, keeps={})
            for quota in problem.quotas
        ],
        staffs=[
            staff if staff.key in kept else replace(staff, months=[PLENTY] * months)
            for staff in problem.staffs
        ],
        fairness=problem.fairness if "township" in kept else None,
        exclusions=problem.exclusions if "exclusion" in kept else (),
        prerequisites=problem.prerequisites if "prerequisite" in kept else (),
    )


def _among(problem: AllocationProblem, keys: Sequence[str]) -> AllocationProblem:
    return _core(problem, [item for item in problem.candidates if item.key in keys])


def _needed(parts: Sequence[str], conflicts: Callable[[list[str]], bool]) -> list[str]:
    """The parts without which the conflict goes away, halves left out first."""
    kept = list(parts)
    step = max(len(kept) // 2, 1)
    while step:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + step :]
            if conflicts(fewer):
                kept = fewer
            else:
                at += step
        step //= 2
    return kept


def _name(item: Candidate) -> str:
    return item.name or item.key


def _window_fault(key: str) -> SchedulingFault:
    return SchedulingFault(
        f"project {key}",
        Phrase("must be admitted, and its windows leave no month for its milestones"),
        Phrase("widen the windows, or lift the freeze"),
    )
