"""Ranks under thousands of weight draws: Sanbi beside NumPy by hand, and beside scikit-criteria.

Every contender draws the same weights (each between half and one and a half times what the scheme
says), ranks all units under each draw, and counts how often each unit had each place.
"""

from __future__ import annotations

import resource
import warnings
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel

from benchmarks.index_task import Dense, is_low, made_up, scheme_of, units_of
from benchmarks.measuring import Goal, Ranks, Report, Timing, at_most, no_slower, side_by_side
from sanbi.engine.scoring import score
from sanbi.engine.scoring.robustness import Assumptions, SharedWeights, robustness
from sanbi.engine.scoring.robustness.drawing import BLOCK, WEIGHTS

SHARE, SEED = 0.5, 11
RATIO_LIMIT, MEMORY_LIMIT = 1.3, 4.0

Floats = npt.NDArray[np.float64]


def measure(units: int, indicators: int, draws: int, runs: int) -> Report:
    """Time a study with its statistics beside a matrix product, a sort and a count by hand."""
    dense = made_up(units, indicators, 1)
    contenders = {
        "sanbi": sanbi_of(dense, draws),
        "NumPy, by hand": numpy_of(dense, draws),
    }
    timings = side_by_side(contenders, runs)
    goals = [_ratio(timings), at_most("memory under 4 GB", _peak_gb(), MEMORY_LIMIT, "GB")]
    title = f"{draws:,} weight draws × {units:,} units × {indicators} indicators, to rank counts"
    notes = (
        "memory is the peak of this process with both contenders and all before it",
        "by hand keeps no draw and knows no tree, missing figures or shared places",
    )
    return Report(title, timings, goals, notes)


def measure_peer(units: int, indicators: int, draws: int, runs: int) -> Report:
    """Time the same work in scikit-criteria, which evaluates one set of weights at a time."""
    dense = made_up(units, indicators, 1)
    contenders = {
        "sanbi": sanbi_of(dense, draws),
        "NumPy, by hand": numpy_of(dense, draws),
        "scikit-criteria": scikit_of(dense, draws),
    }
    timings = side_by_side(contenders, runs)
    goal = no_slower(timings, "sanbi", ["scikit-criteria"], "no slower than scikit-criteria")
    title = f"{draws:,} weight draws × {units:,} units × {indicators} indicators, to rank counts"
    return Report(title, timings, [goal])


def sanbi_of(dense: Dense, draws: int) -> Callable[[], Ranks]:
    """A study over a scored result, and the counts of places."""
    indicators = len(dense.indicators)
    data = units_of(dense.units)
    result = score(scheme_of(indicators), data, dense.labels[0], source=dense)
    assumed = Assumptions(weights=SharedWeights(SHARE))

    def run() -> Ranks:
        found = robustness(result, assumed, replications=draws, seed=SEED)
        return found.standing.counts[:, 1:]

    return run


def numpy_of(dense: Dense, draws: int) -> Callable[[], Ranks]:
    """One matrix product, one sort and one count for each block of draws."""
    normalised = _normalised(dense)
    units = len(dense.units)

    def run() -> Ranks:
        counts = np.zeros((units, units), np.int64)
        places = np.empty((draws, units), np.uint16)
        for number, start in enumerate(range(0, draws, BLOCK)):
            weights = drawn(len(dense.indicators), number)[:, : min(BLOCK, draws - start)]
            order = np.argsort(-(weights.T @ normalised), axis=1)
            rows = places[start : start + len(order)]
            np.put_along_axis(rows, order, np.arange(units, dtype=np.uint16)[None, :], axis=1)
        for unit in range(units):
            counts[unit] = np.bincount(places[:, unit], minlength=units)
        return counts

    return run


def scikit_of(dense: Dense, draws: int) -> Callable[[], Ranks]:
    """Scale once; one decision matrix and one evaluation for each draw."""
    matrix = _normalised(dense).T
    units, indicators = matrix.shape
    model = WeightedSumModel()

    def run() -> Ranks:
        counts = np.zeros((units, units), np.int64)
        whole = range(units)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for start in range(0, draws, BLOCK):
                for weights in drawn(indicators, start // BLOCK).T[: draws - start]:
                    made = mkdm(matrix, [max] * indicators, weights=weights / weights.sum())
                    counts[whole, model.evaluate(made).rank_ - 1] += 1
        return counts

    return run


def drawn(indicators: int, block: int) -> Floats:
    """The weights of a block of draws, indicators × draws, as the engine draws them."""
    rng = np.random.default_rng(np.random.SeedSequence([SEED, WEIGHTS, block]))
    base = np.array([1.0 + number % 9 for number in range(indicators)])
    return base[:, None] * rng.uniform(1 - SHARE, 1 + SHARE, (indicators, BLOCK))


def _normalised(dense: Dense) -> Floats:
    figures = dense.cube[0]
    least, greatest = figures.min(axis=1, keepdims=True), figures.max(axis=1, keepdims=True)
    normalised = (figures - least) / (greatest - least)
    low = [number for number in range(len(figures)) if is_low(number)]
    normalised[low] = 1 - normalised[low]
    return np.asarray(normalised, np.float64)


def _ratio(timings: list[Timing]) -> Goal:
    own, peer = timings
    ratio = own.median / peer.median
    return Goal("at most 1.3 × hand-written NumPy", f"{ratio:.2f} ×", ratio <= RATIO_LIMIT)


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
