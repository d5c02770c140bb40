"""A cube as the figures of a run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.data.cube import Cube

Floats = npt.NDArray[np.float64]


class CubeSource:
    """Gives `score` the values of a cube without copying them."""

    def __init__(self, cube: Cube) -> None:
        self.units = cube.units
        self._values = cube.values
        self._labels = cube.periods
        self._indicator = {code: place for place, code in enumerate(cube.indicators)}
        self._period = {code: place for place, code in enumerate(cube.periods)}
        self._nothing = np.full(len(cube.units), np.nan)

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, NaN where there is none."""
        if indicator not in self._indicator or period not in self._period:
            return self._nothing
        found: Floats = self._values[self._period[period], self._indicator[indicator]]
        return found

    def targets(self, indicator: str, period: str) -> Floats:
        """No targets."""
        del indicator, period
        return self._nothing

    def knows(self, indicator: str) -> bool:
        """Whether the cube holds this indicator."""
        return indicator in self._indicator

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods of the cube."""
        return self._labels if indicator in self._indicator else ()
