"""Figures: the data laid out for array code, one float64 vector for each indicator and period."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import Protocol
from weakref import WeakKeyDictionary, ref

import numpy as np
import numpy.typing as npt
import polars as pl

from sanbi.engine.scoring.data import Data

Floats = npt.NDArray[np.float64]


class FigureSource(Protocol):
    """What the scorer asks of data: unit codes, and vectors over those units."""

    units: tuple[str, ...]

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, NaN where there is none."""

    def targets(self, indicator: str, period: str) -> Floats:
        """Targets over the units, NaN where there is none."""

    def knows(self, indicator: str) -> bool:
        """Whether the data hold this indicator in any period."""

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods in which the data hold this indicator."""


@dataclass
class Figures:
    """Figures from tables. Units are in code order."""

    data: InitVar[Data]
    units: tuple[str, ...] = field(init=False)

    def __post_init__(self, data: Data) -> None:
        self._data = ref(data)  # the cache below must not keep the data alive
        self.units = tuple(data.units["unit"].sort().to_list())
        self._empty = np.full(len(self.units), np.nan)

    @cached_property
    def _dense(self) -> tuple[dict[tuple[str, str], int], Floats, Floats]:
        data = self._data()
        if data is None:
            raise ReferenceError("the data are gone")
        table = data.observations
        units = pl.Enum(list(self.units))
        unit = table["unit"].cast(units).to_physical().to_numpy().astype(np.int64)
        indicators = table["indicator"].unique().sort().to_list()
        periods = table["period"].unique().sort().to_list()
        which = table["indicator"].cast(pl.Enum(indicators)).to_physical().to_numpy()
        when = table["period"].cast(pl.Enum(periods)).to_physical().to_numpy()
        key = which.astype(np.int64) * len(periods) + when
        used = np.zeros(len(indicators) * len(periods), dtype=bool)
        used[key] = True
        row_of = np.cumsum(used) - 1
        row = row_of[key]
        shape = (int(used.sum()), len(self.units))
        values, targets = np.full(shape, np.nan), np.full(shape, np.nan)
        values[row, unit] = table["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()
        targets[row, unit] = table["target"].cast(pl.Float64).fill_null(np.nan).to_numpy()
        names = {
            (indicators[k // len(periods)], periods[k % len(periods)]): int(row_of[k])
            for k in np.flatnonzero(used).tolist()
        }
        return names, values, targets

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, NaN where there is none."""
        names, values, _ = self._dense
        row = names.get((indicator, period))
        return self._empty if row is None else values[row]

    def targets(self, indicator: str, period: str) -> Floats:
        """Targets over the units, NaN where there is none."""
        names, _, targets = self._dense
        row = names.get((indicator, period))
        return self._empty if row is None else targets[row]

    @cached_property
    def _periods(self) -> dict[str, tuple[str, ...]]:
        held: dict[str, list[str]] = {}
        for indicator, period in self._dense[0]:
            held.setdefault(indicator, []).append(period)
        return {indicator: tuple(sorted(periods)) for indicator, periods in held.items()}

    def knows(self, indicator: str) -> bool:
        """Whether the data hold this indicator in any period."""
        return indicator in self._periods

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods in which the data hold this indicator."""
        return self._periods.get(indicator, ())


_LAID_OUT: WeakKeyDictionary[Data, Figures] = WeakKeyDictionary()


def figures_of(data: Data) -> Figures:
    """The figures of some data, laid out once however often they are scored."""
    if data not in _LAID_OUT:
        _LAID_OUT[data] = Figures(data)
    return _LAID_OUT[data]
