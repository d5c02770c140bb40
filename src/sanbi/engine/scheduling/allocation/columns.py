"""The allocation as columns: each pattern with its value and what it takes of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.allocation.patterns import (
    Months,
    Values,
    credit_of,
    patterns_of,
    values_of,
)
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Candidate

Places = NDArray[np.int64]
Cell = tuple[Places, Places, Values]  # columns, rows, amounts


@dataclass(frozen=True)
class Rows:
    """Numbers of the rows that tie projects together.

    Quota × month, then staff × month, then one per township, per exclusion, and per month of
    each prerequisite.
    """

    problem: AllocationProblem

    @property
    def horizon(self) -> int:
        """Months."""
        return len(self.problem.months)

    @property
    def staff_at(self) -> int:
        """First row of staff."""
        return len(self.problem.quotas) * self.horizon

    @property
    def townships_at(self) -> int:
        """First row of townships."""
        return self.staff_at + len(self.problem.staffs) * self.horizon

    @property
    def townships(self) -> list[str]:
        """Townships in the order of their rows."""
        return sorted(self.problem.fairness.shares) if self.problem.fairness else []

    @property
    def exclusions_at(self) -> int:
        """First row of exclusions."""
        return self.townships_at + len(self.townships)

    @property
    def prerequisites_at(self) -> int:
        """First row of prerequisites."""
        return self.exclusions_at + len(self.problem.exclusions)

    @property
    def count(self) -> int:
        """All rows."""
        return self.prerequisites_at + len(self.problem.prerequisites) * self.horizon


@dataclass(frozen=True)
class Columns:
    """All patterns of all candidates.

    Attributes
    ----------
    months : sequence of array, one for each candidate
        Patterns × milestones.
    owner : array of int, one for each column
        Place of its candidate.
    first : array of int, candidates + 1
        Columns of candidate i are ``first[i]`` to ``first[i + 1]``.
    value : array of float
        What each column adds to a plan without its candidate: its points, and what leaving a
        published one out would cost.
    credit : array of float, one for each candidate
        What leaving it out costs: 0 unless it is published.
    starts, rows, amounts : arrays
        What column c takes: ``amounts[starts[c]:starts[c+1]]`` of ``rows[…]``.
    """

    months: Sequence[Months]
    owner: Places
    first: Places
    value: Values
    credit: Values
    starts: Places
    rows: Places
    amounts: Values

    def points(self, column: int) -> float:
        """What a column brings by itself."""
        return float(self.value[column] - self.credit[self.owner[column]])

    def taken(self, chosen: Places, count: int) -> Values:
        """What some columns together take of each row."""
        cells = ranges(self.starts[chosen], self.starts[chosen + 1])
        taken = np.zeros(count)
        np.add.at(taken, self.rows[cells], self.amounts[cells])
        return taken

    def worth(self, prices: Values) -> Values:
        """What each column is worth above the prices of the rows that it takes."""
        spent = self.amounts * prices[self.rows]
        totals = np.concatenate(([0.0], np.cumsum(spent)))
        worth: Values = self.value - (totals[self.starts[1:]] - totals[self.starts[:-1]])
        return worth


def columns_of(problem: AllocationProblem) -> Columns:
    """Return every pattern of every candidate as a column; grows with patterns × milestones."""
    rows = Rows(problem)
    tying = _Tying(problem, rows)
    months: list[Months] = []
    values: list[Values] = []
    cells: list[Cell] = []
    credit = np.array([credit_of(candidate, problem) for candidate in problem.candidates])
    at = 0
    for candidate in problem.candidates:
        patterns = patterns_of(candidate, problem.frozen)
        months.append(patterns)
        values.append(values_of(candidate, patterns, problem) + credit[len(values)])
        cells.extend(
            (at + column, row, amount) for column, row, amount in tying.cells(candidate, patterns)
        )
        at += len(patterns)
    sizes = np.array([len(patterns) for patterns in months], np.int64)
    starts, row, amount = _summed(cells, at, rows.count)
    return Columns(
        months,
        np.repeat(np.arange(len(months)), sizes),
        np.concatenate(([0], np.cumsum(sizes))),
        np.concatenate(values),
        credit,
        starts,
        row,
        amount,
    )


def _summed(cells: Sequence[Cell], columns: int, rows: int) -> tuple[Places, Places, Values]:
    """The cells by column and row; what a column takes twice of a row is added up."""
    column = np.concatenate([cell[0] for cell in cells] or [np.zeros(0, np.int64)])
    row = np.concatenate([cell[1] for cell in cells] or [np.zeros(0, np.int64)])
    amount = np.concatenate([cell[2] for cell in cells] or [np.zeros(0)])
    place = column * rows + row
    order = np.argsort(place, kind="stable")
    place = place[order]
    first = np.flatnonzero(np.diff(place, prepend=-1))
    starts = np.searchsorted(place[first], np.arange(columns + 1) * rows)
    summed = np.add.reduceat(amount[order], first) if len(first) else amount
    return starts, row[order][first], summed


class _Tying:
    """Which rows a candidate's patterns take."""

    def __init__(self, problem: AllocationProblem, rows: Rows) -> None:
        self.problem, self.rows = problem, rows
        self.quota = {quota.key: n * rows.horizon for n, quota in enumerate(problem.quotas)}
        self.staff = {
            staff.key: rows.staff_at + n * rows.horizon for n, staff in enumerate(problem.staffs)
        }
        self.township = {name: rows.townships_at + n for n, name in enumerate(rows.townships)}
        self.groups: dict[str, list[int]] = {}
        for number, group in enumerate(problem.exclusions):
            for key in group:
                self.groups.setdefault(key, []).append(rows.exclusions_at + number)
        self.before: dict[str, list[int]] = {}
        self.after: dict[str, list[tuple[int, int]]] = {}
        for number, (before, after, lag) in enumerate(problem.prerequisites):
            at = rows.prerequisites_at + number * rows.horizon
            self.before.setdefault(before, []).append(at)
            self.after.setdefault(after, []).append((at, lag))

    def cells(self, candidate: Candidate, months: Months) -> list[Cell]:
        """(columns, rows, amounts) of what the patterns take."""
        found: list[Cell] = []
        count = np.arange(len(months))
        fair = self.problem.fairness
        for number, milestone in enumerate(candidate.milestones):
            for key, amount in milestone.uses.items():
                if amount:
                    found.append(_cell(count, self.quota[key] + months[:, number], amount))
                if amount and fair and key == fair.quota:
                    found.append(_cell(count, self.township[candidate.township], amount))
            for key, earlier, amount in milestone.staff:
                month = np.maximum(months[:, number] - earlier, 0)
                found.append(_cell(count, self.staff[key] + month, amount))
        found += [_cell(count, row, 1.0) for row in self.groups.get(candidate.key, ())]
        found += self._prerequisites(candidate, months)
        return found

    def _prerequisites(self, candidate: Candidate, months: Months) -> list[Cell]:
        """Month by month: plants begun by it, less infrastructure ready for it, is not above 0."""
        found: list[Cell] = []
        horizon = self.rows.horizon
        for at in self.before.get(candidate.key, ()):
            column, month = np.nonzero(np.arange(horizon) >= months[:, -1:])
            found.append((column, at + month, np.full(len(column), -1.0)))
        for at, lag in self.after.get(candidate.key, ()):
            ready = months[:, :1] - lag
            column, month = np.nonzero(np.arange(horizon) >= ready)
            # Before the first month nothing can be ready: such a pattern asks for two at once.
            found.append((column, at + month, np.where(ready[column, 0] < 0, 2.0, 1.0)))
        return found


def _cell(columns: Places, rows: Places | int, amount: float) -> Cell:
    rows = np.broadcast_to(np.asarray(rows, np.int64), columns.shape)
    return columns, rows, np.full(len(columns), amount)


def ranges(starts: Places, ends: Places) -> Places:
    """All numbers of the ranges, one range after the other."""
    sizes = ends - starts
    total = int(sizes.sum())
    within = np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places: Places = np.repeat(starts, sizes) + within
    return places
