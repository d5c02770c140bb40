"""A place for every forced project, or which constraints leave none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation.columns import Columns, Places
from sanbi.engine.scheduling.allocation.master import ENDLESS, Master
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

MOST_NAMED = 12
LEAST_SECONDS = 1.0
Part = tuple[str, int]  # what kind of constraint, and which of them; a forced project is one, too


def forced_choice(
    problem: AllocationProblem, columns: Columns, left: Callable[[], float]
) -> Places:
    """Return columns that admit all forced projects together.

    Constraints, and then projects, are left out one by one where there are none; what cannot be
    left out without the conflict going away is named (a deletion filter: Chinneck and Dravnieks
    1991). Whether a conflict exists is proved before; where time ends the filter early, more than
    needed may be named.

    Parameters
    ----------
    problem : AllocationProblem
    columns : Columns
    left : callable returning float
        Seconds left.

    Raises
    ------
    SchedulingFaults
        when that is impossible, or when no such columns were found in the time.
    """
    needs = problem.forced()
    named = zip(problem.candidates, needs, np.diff(columns.first), strict=True)
    shut = [item for item, need, count in named if need and not count]
    if shut:
        raise SchedulingFaults(_window_fault(item) for item in shut)
    if not any(needs):
        return np.zeros(0, np.int64)
    core = _Core(problem, columns, left)
    if core.conflict_in_parts():
        raise SchedulingFaults([_fault(core, _narrowed(core, list(core.rows_of)))])
    found = core.master.whole(seconds=max(left(), LEAST_SECONDS), enough=-ENDLESS)
    if found.chosen is not None:
        return np.sort(found.chosen)
    if not found.possible:
        raise SchedulingFaults([_fault(core, list(core.rows_of))])
    message = Phrase("no place for all projects that must be admitted was found in time")
    hint = Phrase("allow more seconds, or take some of them off the list")
    raise SchedulingFaults([SchedulingFault("", message, hint)])


class _Core:
    """The forced projects alone, with constraints that can be left out and put back.

    A conflict is looked for between parts of projects, which is quick, or between whole ones where
    ``whole`` is set.
    """

    def __init__(
        self, problem: AllocationProblem, columns: Columns, left: Callable[[], float]
    ) -> None:
        self.problem, self.left, self.whole = problem, left, False
        self.master = Master(problem, columns)
        needs = np.array(problem.forced())
        self.master.take(np.flatnonzero(needs[columns.owner]))
        self.rows_of = dict(self._rows_of())
        self.limits = {
            row: self.master.limits(row) for rows in self.rows_of.values() for row in rows
        }
        # Infrastructure is there for those that wait for it; it is forced by them alone.
        count = self.master.rows.count
        for place in np.flatnonzero(needs).tolist():
            if ("project", place) not in self.rows_of:
                self.master.limit(count + place, 0.0, 1.0)

    def _rows_of(self) -> Iterator[tuple[Part, range]]:
        rows, problem = self.master.rows, self.problem
        horizon = rows.horizon
        kinds = (
            ("quota", 0, len(problem.quotas), horizon),
            ("staff", rows.staff_at, len(problem.staffs), horizon),
            ("township", rows.townships_at, len(rows.townships), 1),
            ("exclusion", rows.exclusions_at, len(problem.exclusions), 1),
            ("prerequisite", rows.prerequisites_at, len(problem.prerequisites), horizon),
        )
        for kind, at, number, width in kinds:
            for part in range(number):
                yield (kind, part), range(at + part * width, at + (part + 1) * width)
        held = problem.held()
        for place, item in enumerate(problem.candidates):
            if item.key in held:
                yield ("project", place), range(rows.count + place, rows.count + place + 1)

    def conflict_in_parts(self) -> bool:
        """Whether not even parts of the projects fit."""
        return self.master.relaxed() is None

    def conflicts(self, kept: Sequence[Part]) -> bool:
        """Whether some of the constraints and projects alone conflict; no where time ends."""
        held = set(kept)
        for part, rows in self.rows_of.items():
            for row in rows:
                lower, upper = self.limits[row]
                if part not in held:
                    lower, upper = (0.0, 1.0) if part[0] == "project" else (-ENDLESS, ENDLESS)
                self.master.limit(row, lower, upper)
        if not self.whole:
            return self.conflict_in_parts()
        return not self.master.whole(
            seconds=max(self.left(), LEAST_SECONDS), enough=-ENDLESS
        ).possible


def _fault(core: _Core, parts: list[Part]) -> SchedulingFault:
    """What to say of a conflict between some constraints and projects."""
    core.whole = True
    parts = _narrowed(core, parts)
    problem = core.problem
    rules = [part for part in parts if part[0] != "project"]
    keys = [part for part in parts if part[0] == "project"]
    names = [_name(problem.candidates[place]) for _, place in keys]
    more = len(names) - MOST_NAMED
    message = Phrase(
        "{n} projects that must be admitted do not fit together: {names}{more}; "
        "in the way: {constraints}",
        n=len(names),
        names=names[:MOST_NAMED],
        more=Phrase(" and {n} more", n=more) if more > 0 else "",
        constraints=[_said(problem, core.master.rows.townships, *part) for part in rules],
    )
    hint = Phrase("take one of these projects off the list, or give way in one of these")
    return SchedulingFault("", message, hint)


def _narrowed(core: _Core, parts: list[Part]) -> list[Part]:
    """Those of the parts that conflict with each other, none too many."""
    rules = [part for part in parts if part[0] != "project"]
    keys = [part for part in parts if part[0] == "project"]
    rules = _needed(rules, lambda kept: core.conflicts([*kept, *keys]))
    return rules + _needed(keys, lambda kept: core.conflicts([*rules, *kept]))


def _needed(parts: Sequence[Part], conflicts: Callable[[list[Part]], bool]) -> list[Part]:
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


def _said(problem: AllocationProblem, townships: Sequence[str], kind: str, number: int) -> str:
    """A constraint as people call it."""
    if kind == "quota":
        return problem.quotas[number].name or problem.quotas[number].key
    if kind == "staff":
        return problem.staffs[number].name or problem.staffs[number].key
    if kind == "township":
        return Phrase("the most that township {name} may get", name=townships[number])
    names = {item.key: _name(item) for item in problem.candidates}
    if kind == "exclusion":
        group = [names[key] for key in problem.exclusions[number]]
        return Phrase("at most one of {names}", names=group)
    before, after, _ = problem.prerequisites[number]
    return Phrase("{after} waits for {before}", after=names[after], before=names[before])


def _name(item: Candidate) -> str:
    return item.name or item.key


def _window_fault(item: Candidate) -> SchedulingFault:
    return SchedulingFault(
        Phrase("project {key}", key=item.key),
        Phrase("must be admitted, and its windows leave no month for its milestones"),
        Phrase("widen the windows, or lift the freeze"),
    )
