"""Where a unit stands in its group: place, neighbours, and the place of any of its scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Mask, Number
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.places import places
from sanbi.engine.scoring.result.texts import rank_text

HeldPlaces = dict[int, tuple[Column, list[int | None], int]]


@dataclass(frozen=True, eq=False)
class Standing:
    """A unit's place in the table of its group.

    Parameters
        row : position of the unit in the outcome.
        held : places of whole columns, kept for the units of a group that share it.
    """

    run: Evaluation
    outcome: CohortOutcome
    row: int
    held: HeldPlaces = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Code of the unit."""
        return self.outcome.codes[self.row]

    @property
    def ranked(self) -> bool:
        """Whether the unit has a rank."""
        return bool(self.outcome.ranks.ranked[self.row])

    @property
    def rank(self) -> float:
        """The rank, NaN without one."""
        return float(self.outcome.ranks.rank[self.row])

    @property
    def count(self) -> int:
        """Number of ranked units."""
        return int(self.outcome.ranks.ranked.sum())

    def rank_of(self, row: int) -> str:
        """Rank of a unit as written."""
        return rank_text(float(self.outcome.ranks.rank[row]))

    @cached_property
    def better(self) -> int | None:
        """Position of the unit of the next better place, the first in the table of equals."""
        nearest = max((place for _, place in self._places if place < self.rank), default=None)
        return next((row for row, place in self._places if place == nearest), None)

    @cached_property
    def worse(self) -> int | None:
        """Position of the unit of the next worse place, the first in the table of equals."""
        return next((row for row, place in self._places if place > self.rank), None)

    @cached_property
    def _places(self) -> list[tuple[int, float]]:
        """Positions and ranks of the ranked units in the order of the table."""
        ranks = self.outcome.ranks
        order = [row for row in ranks.order if ranks.ranked[row]] if self.ranked else []
        return [(row, float(ranks.rank[row])) for row in order]

    def total(self, row: int, *, published: bool = True) -> Any:  # noqa: ANN401 - number or None
        """Total of a unit."""
        scores = self.outcome.scores
        column = scores.published if published else scores.unrounded
        return None if column is None else value_at(column, row)

    def place_of(self, column: Column) -> tuple[int | None, int]:
        """Competition rank of the unit's score among the ranked units, and their number."""
        known = self.held.get(id(column))
        if known is None or known[0] is not column:
            known = self.held[id(column)] = (column, *self._all_places(column))
        _, found, count = known
        return found[self.row], count

    def _all_places(self, column: Column) -> tuple[list[int | None], int]:
        """Place of every unit's score, and the number of those that have one; cost n log n."""
        among: Mask = column.present & self.outcome.ranks.ranked
        values = column.values[among]
        high = self.run.scheme.better == "high"
        ranks = places(values, values, self.run.arithmetic, high=high, ties="competition").tolist()
        found: list[int | None] = [None] * len(among)
        for row, place in zip(np.flatnonzero(among).tolist(), ranks, strict=True):
            found[row] = int(place)
        return found, len(ranks)


def value_at(column: Column, row: int) -> Any:  # noqa: ANN401 - a number or None
    """The value of a unit, None where there is none."""
    if not column.present[row]:
        return None
    value = column.values[row]
    return value.item() if isinstance(value, np.generic) else value


def number_at(values: Number, row: int) -> Number:
    """Return a unit's number, from an array or one number for all; None stays None."""
    if not isinstance(values, np.ndarray) or not values.ndim:
        return values
    value = values[row]
    return value.item() if isinstance(value, np.generic) else value


def equal_rows(values: Column, row: int, among: Mask) -> list[int]:
    """Positions of the other units with the same value."""
    same = np.asarray(values.values == values.values[row], dtype=bool) & among & values.present
    same[row] = False
    found: list[int] = np.flatnonzero(same).tolist()
    return found
