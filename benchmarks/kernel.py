"""The kernel alone: float64 arrays in memory to ranks, beside hand-written NumPy."""

from __future__ import annotations

import numpy as np

from benchmarks.index_task import made_up, ranks_by_numpy, scheme_of, units_of
from benchmarks.measuring import Goal, Ranks, Report, side_by_side
from sanbi.engine.scoring import score_periods

RATIO_LIMIT = 1.2


def measure(units: int, indicators: int, periods: int, runs: int) -> Report:
    """Time `score_periods` on arrays [period, indicator, unit] beside NumPy."""
    dense = made_up(units, indicators, periods)
    scheme, data = scheme_of(indicators), units_of(dense.units)

    def by_sanbi() -> Ranks:
        results = score_periods(scheme, data, dense.labels, source=dense)
        return np.array([result.outcomes[0].ranks.rank for result in results], np.int64)

    def by_numpy() -> Ranks:
        return np.array([ranks_by_numpy(dense.cube[k]) for k in range(periods)], np.int64)

    timings = side_by_side({"sanbi": by_sanbi, "NumPy, by hand": by_numpy}, runs)
    own, peer = timings
    ratio = own.median / peer.median
    goal = Goal("at most 1.2 × hand-written NumPy", f"{ratio:.2f} ×", ratio <= RATIO_LIMIT)
    title = f"{units:,} units × {indicators} indicators × {periods} periods in memory, to ranks"
    return Report(title, timings, [goal])
