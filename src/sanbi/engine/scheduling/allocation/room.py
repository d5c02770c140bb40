"""What a choice leaves of every factor, and what it would lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.allocation.columns import Columns, Places, Rows
from sanbi.engine.scheduling.allocation.master import released
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem, Quota

CLOSE = 1e-6
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Lack:
    """What some patterns lack, each by itself, on top of what is taken already.

    Attributes
    ----------
    factors : mapping of str to array of float, one for each pattern
        Units of each quota, and of each staff, that would have to be added; 0 where nothing.
    rules : array of int
        How many other rules each pattern breaks: most share of a township, exclusion,
        prerequisite.
    """

    factors: Mapping[str, Values]
    rules: Places

    def fits(self) -> Flags:
        """Which patterns lack nothing."""
        open_: Flags = self.rules == 0
        for amounts in self.factors.values():
            open_ = open_ & (amounts <= CLOSE)
        return open_


class Room:
    """A growing choice of columns, with what it has taken of every row."""

    def __init__(self, problem: AllocationProblem, columns: Columns) -> None:
        self.problem, self.columns = problem, columns
        self.rows = Rows(problem)
        self.taken = np.zeros(self.rows.count)
        self.most = self._most_of_townships()

    def _most_of_townships(self) -> Values:
        fair = self.problem.fairness
        if fair is None:
            return np.zeros(0)
        total = sum(next(q for q in self.problem.quotas if q.key == fair.quota).releases)
        return np.array([fair.most * fair.shares[name] * total for name in self.rows.townships])

    def take(self, column: int) -> None:
        """Add a column to the choice."""
        self.taken += self.columns.taken(np.array([column]), self.rows.count)

    def lack(self, candidate: int) -> Lack:
        """What the patterns of a candidate, of which there is one, would lack if added."""
        columns = np.arange(self.columns.first[candidate], self.columns.first[candidate + 1])
        wanted = np.tile(self.taken, (len(columns), 1))
        starts = self.columns.starts
        cells = np.arange(starts[columns[0]], starts[columns[-1] + 1])
        sizes = starts[columns + 1] - starts[columns]
        row = np.repeat(np.arange(len(columns)), sizes)
        np.add.at(wanted, (row, self.columns.rows[cells]), self.columns.amounts[cells])
        asks = np.zeros((len(columns), self.rows.count), np.bool_)
        asks[row, self.columns.rows[cells]] = True
        return Lack(self._factors(wanted), self._rules(wanted, asks))

    def _factors(self, wanted: Values) -> dict[str, Values]:
        horizon, found = self.rows.horizon, {}
        for number, quota in enumerate(self.problem.quotas):
            uses = wanted[:, number * horizon : (number + 1) * horizon]
            found[quota.key] = topped_up(quota, uses)
        for number, staff in enumerate(self.problem.staffs):
            at = self.rows.staff_at + number * horizon
            over = wanted[:, at : at + horizon] - np.array(staff.months)
            found[staff.key] = np.maximum(over, 0).sum(axis=1)
        return found

    def _rules(self, wanted: Values, asks: Flags) -> Places:
        """Rules that the pattern itself asks of: what others break is not its fault."""
        rows = self.rows
        limits = np.concatenate((self.most, np.ones(len(self.problem.exclusions))))
        at, end = rows.townships_at, rows.prerequisites_at
        broken = (wanted[:, at:end] > limits + CLOSE) & asks[:, at:end]
        waits = (wanted[:, end:] > CLOSE) & asks[:, end:]
        found: Places = broken.sum(axis=1) + waits.any(axis=1)
        return found


def topped_up(quota: Quota, uses: Values) -> Values:
    """Return what would have to be added to a quota so that some uses are possible.

    Month by month, what is missing is added and used at once.

    Parameters
    ----------
    quota : Quota
    uses : array of float, cases × months

    Returns
    -------
    array of float
        Units, one for each case.
    """
    stock = np.full(len(uses), float(quota.opening))
    added = np.zeros(len(uses))
    months = len(quota.releases)
    for month in range(months):
        if month and month in quota.keeps:
            most = quota.keeps[month] * released(quota.releases, quota.keeps, month)
            stock = np.minimum(stock, most)
        stock = stock + quota.releases[month] - uses[:, month]
        floor = 0.0 if month == months - 1 else -quota.ahead
        missing = np.maximum(floor - stock, 0)
        added += missing
        stock += missing
    return added
