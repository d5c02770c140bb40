"""What a choice leaves of every factor, and what it would lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.allocation.columns import Columns, Places, Rows
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem

CLOSE = 1e-6
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Lack:
    """What some patterns lack, each by itself, on top of what is taken already.

    Attributes
    ----------
    factors : mapping of str to array of float, patterns × months
        Units of each quota and staff that would have to be added, in the latest month that still
        helps; only factors that the patterns ask for.
    rules : mapping of str to array of bool, one for each pattern
        Which of the other rules it breaks: ``township``, ``exclusion``, ``prerequisite``.
    """

    factors: Mapping[str, Values]
    rules: Mapping[str, Flags]

    def keeps_rules(self) -> Flags:
        """Which patterns lack at most units."""
        broken: Flags = np.logical_or.reduce(list(self.rules.values()))
        return ~broken

    def fits(self) -> Flags:
        """Which patterns lack nothing."""
        open_ = self.keeps_rules()
        for amounts in self.factors.values():
            open_ &= amounts.sum(axis=1) <= CLOSE
        return open_


class Room:
    """A growing choice of columns, with what it has taken of every row."""

    def __init__(self, problem: AllocationProblem, columns: Columns) -> None:
        self.problem, self.columns = problem, columns
        self.rows = Rows(problem)
        self.taken = np.zeros(self.rows.count)
        self.chosen: list[int] = []
        self._supply = Supply.of(problem)
        horizon = self.rows.horizon
        self._staff = np.array([staff.months for staff in problem.staffs]).reshape(-1, horizon)
        self._names = [*(q.key for q in problem.quotas), *(s.key for s in problem.staffs)]
        self._limits = np.concatenate((
            most_of_townships(problem),
            np.ones(len(problem.exclusions)),
            np.zeros(self.rows.count - self.rows.prerequisites_at),
        ))  # fmt: skip

    def take(self, column: int) -> None:
        """Add a column to the choice."""
        self.taken += self.columns.taken(np.array([column]), self.rows.count)
        self.chosen.append(column)

    def lack(self, candidate: int) -> Lack:
        """What the patterns of a candidate, of which there is one, would lack if added."""
        columns, starts = self.columns, self.columns.starts
        first, last = columns.first[candidate], columns.first[candidate + 1]
        at, end = starts[first], starts[last]
        pattern = np.repeat(np.arange(last - first), np.diff(starts[first : last + 1]))
        cells = _Cells(int(last - first), pattern, columns.rows[at:end], columns.amounts[at:end])
        return Lack(self._factors(cells), self._rules(cells))

    def _factors(self, cells: _Cells) -> dict[str, Values]:
        """Quotas and staff that the patterns ask for, with what is missing of each."""
        horizon, at = self.rows.horizon, self.rows.townships_at
        uses = cells.table(at) + self.taken[:at]
        quotas = uses[:, : self.rows.staff_at].reshape(cells.count, -1, horizon)
        staff = uses[:, self.rows.staff_at :].reshape(cells.count, -1, horizon)
        missing = np.concatenate(
            (self._supply.topped_up(quotas), np.maximum(staff - self._staff, 0)), axis=1
        )
        asked = {row // horizon for row in cells.rows.tolist() if row < at}
        return {self._names[number]: missing[:, number] for number in sorted(asked)}

    def _rules(self, cells: _Cells) -> dict[str, Flags]:
        """Rules that the pattern itself asks of: what others break is not its fault."""
        at = self.rows.townships_at
        rows, place = np.unique(cells.rows[cells.rows >= at], return_inverse=True)
        asked = np.zeros((cells.count, len(rows)))
        np.add.at(asked, (cells.pattern[cells.rows >= at], place), cells.amounts[cells.rows >= at])
        broken = (self.taken[rows] + asked > self._limits[rows - at] + CLOSE) & (asked != 0)
        ends = (self.rows.exclusions_at, self.rows.prerequisites_at, self.rows.count)
        found, names = {}, ("township", "exclusion", "prerequisite")
        for name, end in zip(names, ends, strict=True):
            found[name] = broken[:, (rows >= at) & (rows < end)].any(axis=1)
            at = end
        return found


@dataclass(frozen=True)
class _Cells:
    """What the patterns of one candidate take: (pattern, row, amount) as columns."""

    count: int
    pattern: Places
    rows: Places
    amounts: Values

    def table(self, width: int) -> Values:
        """The first rows, as patterns × rows."""
        inside = self.rows < width
        table = np.zeros((self.count, width))
        # No pattern has two amounts for one row: `columns_of` adds them up.
        table[self.pattern[inside], self.rows[inside]] = self.amounts[inside]
        return table


def most_of_townships(problem: AllocationProblem) -> Values:
    """Return what each township gets at most, in the order of the rows."""
    fair = problem.fairness
    if fair is None:
        return np.zeros(0)
    total = sum(next(q for q in problem.quotas if q.key == fair.quota).releases)
    return np.array([fair.most * fair.shares[name] * total for name in sorted(fair.shares)])


@dataclass(frozen=True)
class Supply:
    """What is released of each quota: arrays of quotas, releases and shares kept × months."""

    opening: Values
    ahead: Values
    releases: Values
    keeps: Values

    @classmethod
    def of(cls, problem: AllocationProblem) -> Supply:
        """The quotas of a problem."""
        quotas, months = problem.quotas, range(len(problem.months))
        return cls(
            np.array([quota.opening for quota in quotas], float),
            np.array([quota.ahead for quota in quotas], float),
            np.array([quota.releases for quota in quotas], float).reshape(-1, len(months)),
            np.array([[quota.keeps.get(m, np.nan) for m in months] for quota in quotas]).reshape(
                -1, len(months)
            ),
        )

    def topped_up(self, uses: Values) -> Values:
        """Return what would have to be added to the releases so that some uses are possible.

        What is missing is added in the month in which it is missing, and used at once: no addition
        in another month could be smaller.

        Parameters
        ----------
        uses : array of float, cases × quotas × months

        Returns
        -------
        array of float, cases × quotas × months
            Units.
        """
        stock = np.broadcast_to(self.opening, uses.shape[:2])
        since = np.zeros(uses.shape[:2])  # released and added since the last expiry
        added = np.zeros(uses.shape)
        months = uses.shape[2]
        for month in range(months):
            expires = ~np.isnan(self.keeps[:, month])
            if expires.any():
                most = np.where(expires, self.keeps[:, month] * since, np.inf)
                stock = np.minimum(stock, most)
                since = np.where(expires, 0.0, since)
            stock = stock + self.releases[:, month] - uses[:, :, month]
            floor = 0.0 if month == months - 1 else -self.ahead
            missing = np.maximum(floor - stock, 0)
            added[:, :, month] = missing
            stock = stock + missing
            since = since + self.releases[:, month] + missing
        return added
