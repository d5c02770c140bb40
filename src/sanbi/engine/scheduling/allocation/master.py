"""The linear model over some of the columns: rows, stocks, and shortfalls.

Solved by HiGHS (MIT). The model minimises, so points enter with a minus sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sanbi.engine.scheduling.allocation.columns import Columns, Places, Rows, ranges
from sanbi.engine.scheduling.allocation.patterns import Values
from sanbi.engine.scheduling.allocation.problem import AllocationProblem

ENDLESS = float("inf")
HALF = 0.5
SCALE = 100.0  # points of the most valuable column as the solver sees them: tolerances fit that
# One thread, one seed: the same plan from the same problem, however many programs share a server.
OPTIONS: dict[str, int | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_feasibility_tolerance": 1e-7,
}


@dataclass(frozen=True)
class Relaxed:
    """The linear optimum over the columns of a master.

    Attributes
    ----------
    objective : float
        Points, what leaving out published projects costs not yet taken off.
    prices : array of float
        What a unit of each tying row is worth, in points.
    rents : array of float
        What each candidate is worth above the factors that it takes.
    share : array of float
        How much of each column of the master is taken, 0 to 1.
    """

    objective: float
    prices: Values
    rents: Values
    share: Values


@dataclass(frozen=True)
class Whole:
    """The best whole choice over the columns of a master: columns, points, bound.

    ``chosen`` is None where none was found, ``possible`` False where none exists.
    """

    chosen: Places | None
    points: float
    bound: float
    possible: bool = True


class Master:
    """A model of HiGHS that grows by columns.

    Rows: those of `Rows`, then one for each candidate, then those that limit what is carried over
    at an expiry. Columns: stocks, carries, township shortfalls, then patterns.
    """

    def __init__(self, problem: AllocationProblem, columns: Columns) -> None:
        import highspy

        self.problem, self.columns = problem, columns
        self.rows = Rows(problem)
        self.forced = problem.forced()
        self.scale = SCALE / max(float(np.abs(columns.value).max(initial=0.0)), 1e-9)
        self.highs: Any = highspy.Highs()
        self.highs.silent()
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)
        self._lower, self._upper = self._row_bounds()
        self._costs: list[float] = []
        self._bounds: list[tuple[float, float]] = []
        self._cells: list[list[tuple[int, float]]] = []
        self._stocks()
        self._shortfalls()
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
            self._add(fair.penalty * self.scale if fair else 0.0, 0.0, ENDLESS, [(row, 1.0)])

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
        import highspy

        columns = self.columns
        sizes = columns.starts[chosen + 1] - columns.starts[chosen]
        cells = ranges(columns.starts[chosen], columns.starts[chosen + 1])
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
        status = self.highs.addCols(
            len(chosen),
            -columns.value[chosen] * self.scale,
            none,
            # Not 1: the row of the candidate says so, and all of its rent must show in that row.
            np.full(len(chosen), ENDLESS),
            len(index),
            starts.astype(np.int32),
            index,
            value,
        )
        if status == highspy.HighsStatus.kError:
            raise AssertionError("columns refused by the solver")
        self.taken = np.concatenate((self.taken, chosen))

    def limits(self, row: int) -> tuple[float, float]:
        """What a row is held to at the beginning."""
        return self._lower[row], self._upper[row]

    def limit(self, row: int, lower: float, upper: float) -> None:
        """Hold a row to something else."""
        self.highs.changeRowBounds(row, lower, upper)

    def relaxed(self) -> Relaxed | None:
        """Solve without asking for whole projects; None where that is impossible."""
        import highspy

        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.highs.getSolution()
        duals = np.array(solution.row_dual) / self.scale
        count = self.rows.count
        return Relaxed(
            objective=-self.highs.getInfo().objective_function_value / self.scale,
            prices=-duals[:count],
            rents=-duals[count : count + len(self.forced)],
            share=np.array(solution.col_value)[self.patterns_at :],
        )

    def whole(
        self,
        *,
        seconds: float,
        gap: float = 0.0,
        enough: float = ENDLESS,
        start: Places | None = None,
    ) -> Whole:
        """Solve for whole projects.

        Parameters
        ----------
        seconds : float
            Time limit.
        gap : float
            Share of the points below which a better choice is no longer looked for.
        enough : float
            Points with which the search ends.
        start : array of int, optional
            A choice to begin with.
        """
        import highspy

        number = len(self.taken)
        at = np.arange(self.patterns_at, self.patterns_at + number, dtype=np.int32)
        kinds = np.array([highspy.HighsVarType.kInteger] * number)
        self.highs.changeColsIntegrality(number, at, kinds)
        self.highs.changeColsBounds(number, at, np.zeros(number), np.ones(number))
        options = {"time_limit": max(seconds, 0.01), "mip_rel_gap": gap, "mip_abs_gap": 1e-6}
        options["objective_target"] = -enough * self.scale
        for name, value in options.items():
            self.highs.setOptionValue(name, value)
        if start is not None:
            self._begin_at(start)
        self.highs.run()
        return self._result()

    def _result(self) -> Whole:
        import highspy

        info, status = self.highs.getInfo(), self.highs.getModelStatus()
        impossible = ("kInfeasible", "kUnboundedOrInfeasible")  # nothing here is unbounded
        if status in [getattr(highspy.HighsModelStatus, name) for name in impossible]:
            return Whole(None, -ENDLESS, -ENDLESS, possible=False)
        bound = -info.mip_dual_bound / self.scale
        if info.primal_solution_status != 2:  # noqa: PLR2004 - HiGHS: feasible
            return Whole(None, -ENDLESS, bound)
        values = np.array(self.highs.getSolution().col_value)
        chosen = self.taken[values[self.patterns_at :] > HALF]
        return Whole(chosen, -info.objective_function_value / self.scale, bound)

    def _begin_at(self, start: Places) -> None:
        at = np.arange(len(self.taken), dtype=np.int32) + self.patterns_at
        values = np.isin(self.taken, start).astype(float)
        self.highs.setSolution(len(at), at, values)


def released(releases: Sequence[float], keeps: Mapping[int, float], month: int) -> float:
    """What was released since the expiry before a month."""
    earlier = max((other for other in keeps if other < month), default=0)
    return float(sum(releases[earlier:month]))
