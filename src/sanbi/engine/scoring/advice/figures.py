"""Figures with some of them changed, and results scored with them: the proof of any advice."""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.engine.scoring.figures import FigureSource, Floats
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.run import score

Figure = tuple[str, str, str]  # unit, indicator, period
Changes = Mapping[Figure, float]


class ChangedFigures:
    """A source of figures in which some values are replaced; targets stay as they are.

    Raises `KeyError` for a unit that the source does not hold.
    """

    def __init__(self, source: FigureSource, changes: Changes) -> None:
        self._source = source
        self.units = source.units
        places = {unit: place for place, unit in enumerate(source.units)}
        changed: dict[tuple[str, str], Floats] = {}
        for (unit, indicator, period), value in changes.items():
            key = indicator, period
            if key not in changed:
                changed[key] = source.values(indicator, period).copy()
            changed[key][places[unit]] = value
        self._changed = changed

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, NaN where there is none."""
        held = self._changed.get((indicator, period))
        return self._source.values(indicator, period) if held is None else held

    def targets(self, indicator: str, period: str) -> Floats:
        """Targets over the units, NaN where there is none."""
        return self._source.targets(indicator, period)

    def knows(self, indicator: str) -> bool:
        """Whether the data hold this indicator in any period."""
        return self._source.knows(indicator)

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods in which the data hold this indicator."""
        return self._source.periods(indicator)


def tried(result: Result, changes: Changes) -> Result:
    """The result scored again with some figures changed.

    Raises
    ------
    DataFaults
        where the changed figures cannot be scored.
    """
    source = ChangedFigures(result.run.figures, changes)
    return score(result.scheme, result.data, result.period, source=source)
