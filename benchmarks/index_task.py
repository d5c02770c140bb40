"""The work that every contender does: min-max each indicator, weigh, add up, rank.

Every third indicator is better when it is low. Weights are 1 … 9 in turn, divided by their sum.
Ranks are competition ranks, the highest score first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.data import Data

Floats = npt.NDArray[np.float64]


def names_of(indicators: int) -> list[str]:
    """Return the codes of the indicators, as in the long file."""
    return [f"ind{number:03d}" for number in range(indicators)]


def weights_of(indicators: int) -> Floats:
    """Return the weights, adding up to 1."""
    raw = np.array([1.0 + number % 9 for number in range(indicators)])
    return raw / raw.sum()


def is_low(number: int) -> bool:
    """Say whether less is better for the indicator with this number."""
    return number % 3 == 2


def scheme_of(indicators: int) -> Scheme:
    """Return the work as a Sanbi scheme."""
    leaves = [
        {
            "id": f"leaf-{name}",
            "input": name,
            "weight": 1 + number % 9,
            "better": "low" if is_low(number) else "high",
            "rule": {"type": "min_max", "range": [0, 1]},
        }
        for number, name in enumerate(names_of(indicators))
    ]
    tree = {"id": "index", "aggregate": "weighted", "weights": "relative", "children": leaves}
    return Scheme.from_mapping({"sanbi": 1, "id": "bench", "title": "bench", "tree": tree})


def units_of(codes: tuple[str, ...]) -> Data:
    """Return data that hold nothing but the units."""
    return Data.from_rows(units=[{"unit": code} for code in codes])


@dataclass(frozen=True)
class Dense:
    """Figures in memory: values [period, indicator, unit]; a FigureSource for `score`."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    labels: tuple[str, ...]
    cube: Floats

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units."""
        return self.cube[self.labels.index(period), self.indicators.index(indicator)]

    def targets(self, indicator: str, period: str) -> Floats:
        """No targets."""
        del indicator, period
        return np.full(len(self.units), np.nan)

    def knows(self, indicator: str) -> bool:
        """Whether there is such an indicator."""
        return indicator in self.indicators

    def periods(self, indicator: str) -> tuple[str, ...]:
        """All periods."""
        del indicator
        return self.labels


def made_up(units: int, indicators: int, periods: int, seed: int = 1) -> Dense:
    """Return figures made up by a fixed seed, normal around 100 by 20."""
    rng = np.random.default_rng(seed)
    labels = tuple(f"2025-{number + 1:02d}" for number in range(periods))
    codes = tuple(f"{330_000_000 + 7 * number}" for number in range(units))
    cube = 100 + 20 * rng.standard_normal((periods, indicators, units))
    return Dense(codes, tuple(names_of(indicators)), labels, cube)


def ranks_by_numpy(figures: Floats) -> npt.NDArray[np.int64]:
    """Return the ranks of one period, values [indicator, unit], as one writes it in NumPy."""
    least = figures.min(axis=1, keepdims=True)
    greatest = figures.max(axis=1, keepdims=True)
    normalised = (figures - least) / (greatest - least)
    low = [number for number in range(len(figures)) if is_low(number)]
    normalised[low] = 1 - normalised[low]
    return competition_ranks(weights_of(len(figures)) @ normalised)


def competition_ranks(scores: Floats) -> npt.NDArray[np.int64]:
    """Return ranks, 1 for the highest; equals share the better place."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    changed = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    first = np.maximum.accumulate(np.where(changed, np.arange(1, len(scores) + 1), 0))
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[order] = first
    return ranks
