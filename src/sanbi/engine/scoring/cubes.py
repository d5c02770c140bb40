"""Scores figures that come as a dense cube, for panels too large for tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.data.cube import Cube
from sanbi.engine.scoring.figures import Floats


@dataclass
class CubeFigures:
    """A cube as source of figures; it has values only, no targets.

    A vector is a view of the cube: nothing is copied.
    """

    cube: Cube
    units: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.units = self.cube.units
        self._empty = np.full(len(self.units), np.nan)

    @cached_property
    def _indicators(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.cube.indicators)}

    @cached_property
    def _periods(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.cube.periods)}

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, NaN where there is none."""
        if indicator not in self._indicators or period not in self._periods:
            return self._empty
        values: Floats = self.cube.values[self._periods[period], self._indicators[indicator]]
        return values

    def targets(self, indicator: str, period: str) -> Floats:
        """No targets."""
        del indicator, period
        return self._empty

    def knows(self, indicator: str) -> bool:
        """Whether the cube holds this indicator."""
        return indicator in self._indicators

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods of the cube."""
        return self.cube.periods if self.knows(indicator) else ()


def units_of_cube(cube: Cube) -> Data:
    """Data with the cube's units and nothing else: one group, all take part."""
    empty = Data.from_rows()
    units = pl.DataFrame({"unit": cube.units}).with_columns(
        name=pl.col("unit"),
        group=pl.lit(""),
        participates=pl.lit(True),  # noqa: FBT003 - a value, not a switch
        formerly=pl.lit(""),
    )
    return Data(
        units.select(empty.units.columns),
        empty.observations,
        empty.ratings,
        empty.events,
        empty.ballots,
        empty.history,
    )
