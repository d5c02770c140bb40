"""Every way in which a project may take its factors: one month for each milestone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

Months = NDArray[np.int64]
Values = NDArray[np.float64]
MOST = 20_000  # patterns of one project


def patterns_of(candidate: Candidate, frozen: int = 0) -> Months:
    """Return the patterns of a candidate.

    Parameters
    ----------
    candidate : Candidate
    frozen : int
        A pattern that has a milestone in the first ``frozen`` months, or whose published pattern
        has one there, must agree with the published plan in those months.

    Returns
    -------
    array of int, patterns × milestones
        Months, earliest pattern first; only the approved one where there is one. May be empty:
        the windows leave no room.

    Raises
    ------
    SchedulingFaults
        when there are more than 20,000: the windows are wider than any plan needs.
    """
    if candidate.approved is not None:
        return np.array([candidate.approved], np.int64)
    rows = np.zeros((1, 0), np.int64)
    for milestone in candidate.milestones:
        span = np.arange(milestone.first, milestone.last + 1)
        months = np.broadcast_to(span, (len(rows), len(span)))
        before = rows[:, -1:] + milestone.gap if rows.shape[1] else np.full((1, 1), -1)
        row, place = np.nonzero(months >= before)
        rows = np.column_stack((rows[row], span[place]))
        if len(rows) > MOST:
            raise SchedulingFaults(
                [
                    SchedulingFault(
                        Phrase("project {key}", key=candidate.key),
                        Phrase("has more than {most} ways to place its milestones", most=MOST),
                        Phrase("narrow their windows"),
                    )
                ]
            )
    return rows[_agrees(rows, candidate, frozen)]


def values_of(candidate: Candidate, months: Months, problem: AllocationProblem) -> Values:
    """Return the points of each pattern: value less lateness, less change, plus earliness."""
    last = months[:, -1]
    late = np.maximum(last - candidate.due, 0) if candidate.due is not None else np.zeros(len(last))
    points = candidate.value * np.maximum(1 - candidate.late * late, 0)
    if candidate.published is not None:
        moved = (months != np.array(candidate.published)).any(axis=1)
        points = points - credit_of(candidate, problem) * moved
    earlier: Values = points + problem.earliness * (len(problem.months) - 1 - last)
    return earlier


def credit_of(candidate: Candidate, problem: AllocationProblem) -> float:
    """Return the points that a published project loses when it is moved or left out."""
    return 0.0 if candidate.published is None else problem.stability * candidate.value


def _agrees(rows: Months, candidate: Candidate, frozen: int) -> NDArray[np.bool_]:
    """Which patterns leave the frozen months as published."""
    if not frozen:
        return np.ones(len(rows), np.bool_)
    published = np.array(candidate.published or [frozen] * rows.shape[1])
    same = (rows == published) | ((rows >= frozen) & (published >= frozen))
    agrees: NDArray[np.bool_] = same.all(axis=1)
    return agrees
