"""The linear model over some of the columns: rows, stocks, and shortfalls.

Solved by HiGHS (MIT). The model minimises, so points enter with a minus sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places, Rows
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem

ENDLESS = float("inf")
HALF = 0.5


@dataclass(frozen=True)
class Relaxed:
    """The linear optimum over the columns of a master.

    Attributes
    ----------
    objective : float
        Points, forced projects that find no place counted with their penalty.
    prices : array of float
        What a unit of each tying row is worth, in points.
    rents : array of float
        What each candidate is worth above the factors that it takes.
    share : array of float
        How much of each column of the master is taken, 0 to 1.
    unmet : array of float
        For each candidate, how much of a forced admission found no place.
    """

    objective: float
    prices: Values
    rents: Values
    share: Values
    unmet: Values


class Master:
    """A model of HiGHS that grows by columns.

    Rows: those of `Rows`, then one for each candidate, then those that limit what is carried over
    at an expiry. Columns: stocks, carries, township shortfalls, unmet candidates, then patterns.
    """

    def __init__(self, problem: AllocationProblem, columns: Columns, penalty: float) -> None:
        import highspy

        self.problem, self.columns = problem, columns
        self.rows = Rows(problem)
        self.forced = np.array(
            [item.mandatory or item.approved is not None for item in problem.candidates]
        )
        self.penalty = penalty
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self._lower, self._upper = self._row_bounds()
        self._costs: list[float] = []
        self._bounds: list[tuple[float, float]] = []
        self._cells: list[list[tuple[int, float]]] = []
        self._stocks()
        self._shortfalls()
        self.unmet_at = len(self._costs)
        self._unmet()
        self.patterns_at = len(self._costs)
        self.taken: Places = np.zeros(0, np.int64)
        self._pass()

    # -- what stands before the patterns -----------------------------------------------------------
    def _row_bounds(self) -> tuple[list[float], list[float]]:
        problem, count = self.problem, self.rows.count
        lower = [-ENDLESS] * count
        upper: list[float] = []
        for quota in problem.quotas:
            upper += [float(amount) for amount in quota.releases]
            upper[-self.rows.horizon] += quota.opening
        for staff in problem.staffs:
            upper += [float(amount) for amount in staff.months]
        fair = problem.fairness
        if fair:
            total = sum(next(q for q in problem.quotas if q.key == fair.quota).releases)
            for number, name in enumerate(self.rows.townships):
                share = fair.shares[name] * total
                lower[self.rows.townships_at + number] = fair.least * share
                upper.append(fair.most * share)
        upper += [1.0] * len(problem.exclusions)
        upper += [0.0] * (len(problem.prerequisites) * self.rows.horizon)
        lower += [1.0 if forced else 0.0 for forced in self.forced]
        upper += [1.0] * len(self.forced)
        return lower, upper

    def _add(self, cost: float, low: float, high: float, cells: list[tuple[int, float]]) -> int:
        self._costs.append(cost)
        self._bounds.append((low, high))
        self._cells.append(cells)
        return len(self._costs) - 1

    def _stocks(self) -> None:
        """Stock after each month; it goes into the next, at an expiry only in part."""
        horizon = self.rows.horizon
        for number, quota in enumerate(self.problem.quotas):
            at = number * horizon
            for month in range(horizon):
                cells = [(at + month, 1.0)]
                after = month + 1
                if after < horizon and after in quota.keeps:
                    self._lower.append(-ENDLESS)
                    self._upper.append(0.0)
                    limit = len(self._upper) - 1
                    cells.append((limit, -1.0))
                    most = quota.keeps[after] * released(quota.releases, quota.keeps, after)
                    self._add(0.0, -quota.ahead, most, [(at + after, -1.0), (limit, 1.0)])
                elif after < horizon:
                    cells.append((at + after, -1.0))
                least = 0.0 if after == horizon else -quota.ahead
                self._add(0.0, least, ENDLESS, cells)

    def _shortfalls(self) -> None:
        fair = self.problem.fairness
        for number in range(len(self.rows.townships)):
            row = self.rows.townships_at + number
            self._add(fair.penalty if fair else 0.0, 0.0, ENDLESS, [(row, 1.0)])

    def _unmet(self) -> None:
        for number, forced in enumerate(self.forced):
            if forced:
                self._add(self.penalty, 0.0, 1.0, [(self.rows.count + number, 1.0)])

    def _pass(self) -> None:
        import highspy

        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._costs), len(self._lower)
        model.col_cost_ = np.array(self._costs, float)
        bounds = np.array(self._bounds, float).reshape(-1, 2)
        model.col_lower_, model.col_upper_ = bounds[:, 0], bounds[:, 1]
        model.row_lower_ = np.array(self._lower, float)
        model.row_upper_ = np.array(self._upper, float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        sizes = [len(cells) for cells in self._cells]
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        flat = [cell for cells in self._cells for cell in cells]
        model.a_matrix_.index_ = np.array([row for row, _ in flat], np.int32)
        model.a_matrix_.value_ = np.array([amount for _, amount in flat], float)
        self.highs.passModel(model)

    # -- patterns ----------------------------------------------------------------------------------
    def take(self, chosen: Places) -> None:
        """Add columns of patterns."""
        columns = self.columns
        sizes = columns.starts[chosen + 1] - columns.starts[chosen]
        cells = np.concatenate(
            [np.arange(columns.starts[c], columns.starts[c + 1]) for c in chosen]
            or [np.zeros(0, np.int64)]
        )
        # Each column also counts in the row of its candidate.
        starts = np.concatenate(([0], np.cumsum(sizes + 1)))[:-1]
        index = np.empty(int(sizes.sum()) + len(chosen), np.int32)
        value = np.empty(len(index))
        last = starts + sizes
        inner = np.ones(len(index), np.bool_)
        inner[last] = False
        index[inner], value[inner] = columns.rows[cells], columns.amounts[cells]
        index[last], value[last] = self.rows.count + columns.owner[chosen], 1.0
        none = np.zeros(len(chosen))
        self.highs.addCols(
            len(chosen),
            -columns.value[chosen],
            none,
            np.ones(len(chosen)),
            len(index),
            starts.astype(np.int32),
            index,
            value,
        )
        self.taken = np.concatenate((self.taken, chosen))

    def relaxed(self) -> Relaxed:
        """Solve without asking for whole projects."""
        self.highs.run()
        solution = self.highs.getSolution()
        duals = np.array(solution.row_dual)
        values = np.array(solution.col_value)
        unmet = np.zeros(len(self.forced))
        unmet[self.forced] = values[self.unmet_at : self.patterns_at]
        count = self.rows.count
        return Relaxed(
            objective=-self.highs.getInfo().objective_function_value,
            prices=-duals[:count],
            rents=-duals[count : count + len(self.forced)],
            share=values[self.patterns_at :],
            unmet=unmet,
        )

    def whole(self, *, seconds: float, gap: float, start: Places | None = None) -> Whole:
        """Solve for whole projects, within a time limit or to a gap."""
        import highspy

        number = len(self.taken)
        at = np.arange(self.patterns_at, self.patterns_at + number, dtype=np.int32)
        kinds = np.array([highspy.HighsVarType.kInteger] * number)
        self.highs.changeColsIntegrality(number, at, kinds)
        for name, value in (("time_limit", seconds), ("mip_rel_gap", gap)):
            self.highs.setOptionValue(name, value)
        if start is not None:
            self._begin_at(start)
        self.highs.run()
        info = self.highs.getInfo()
        values = np.array(self.highs.getSolution().col_value)
        found = info.primal_solution_status == 2  # noqa: PLR2004 - HiGHS: feasible
        chosen = self.taken[values[self.patterns_at :] > HALF] if found else None
        return Whole(chosen, -info.objective_function_value, -info.mip_dual_bound)

    def _begin_at(self, start: Places) -> None:
        import highspy

        solution = highspy.HighsSolution()
        values = np.zeros(self.patterns_at + len(self.taken))
        values[self.patterns_at :] = np.isin(self.taken, start)
        solution.col_value = values.tolist()
        self.highs.setSolution(solution)


@dataclass(frozen=True)
class Whole:
    """The best whole choice over the columns of a master: its columns, points and bound."""

    chosen: Places | None
    points: float
    bound: float


def released(releases: Sequence[float], keeps: Mapping[int, float], month: int) -> float:
    """What was released since the expiry before a month."""
    earlier = max((other for other in keeps if other < month), default=0)
    return float(sum(releases[earlier:month]))
