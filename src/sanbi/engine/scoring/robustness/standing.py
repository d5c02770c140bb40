"""What many ranks of a group of units say: intervals, probabilities, who cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Places = npt.NDArray[np.uint16]
NOWHERE = 0  # the place of a unit that a replication leaves without a rank
MOST_UNITS = 60_000  # places are kept in two bytes
COLUMNS = 64  # units counted at a time: their counts stay near the processor
LEVEL = 0.9


@dataclass(frozen=True)
class Band:
    """Units that cannot be told from the first of them, in the order of the published ranks."""

    units: tuple[str, ...]
    best: int
    worst: int


class Standing:
    """The places of one group's units in all replications.

    Parameters
    ----------
    units : codes, n of them.
    ranks : array of shape (n,)
        The ranks of the run itself; 0 where a unit has none.
    places : array of uint16, shape (replications, n)
        Places in the replications; 0 where a unit has none.
    """

    def __init__(self, units: Sequence[str], ranks: Counts, places: Places) -> None:
        self.units = tuple(units)
        self.ranks = ranks
        self.places = places

    @property
    def replications(self) -> int:
        """How many."""
        return len(self.places)

    @cached_property
    def counts(self) -> Counts:
        """How often each unit had each place: n × (n + 1), column 0 for no place at all.

        O(replications × units) time; 8 × n² bytes.
        """
        size = len(self.units)
        held = np.zeros((size, size + 1), dtype=np.int64)
        for start in range(0, size, COLUMNS):
            part = self.places[:, start : start + COLUMNS].astype(np.int64)
            width = part.shape[1]
            keys = part + np.arange(width) * (size + 1)
            flat = np.bincount(keys.ravel(), minlength=width * (size + 1))
            held[start : start + width] = flat.reshape(width, size + 1)
        return held

    def probabilities(self) -> npt.NDArray[np.float64]:
        """The share of the replications in which each unit had each place: n × n, place 1 first."""
        return self.counts[:, 1:] / max(1, self.replications)

    def intervals(self, level: float = LEVEL) -> Counts:
        """Lowest and highest place of each unit, the rarest ends left out: n × 2, 0 where none.

        Parameters
        ----------
        level : share of the replications that lies inside at least, 0 < level ≤ 1.
        """
        tail = (1 - level) / 2
        gone = np.cumsum(self.counts[:, 1:], axis=1)
        total = gone[:, -1:]
        low = (gone > tail * total + NOISE).argmax(axis=1) + 1
        high = (gone >= (1 - tail) * total - NOISE).argmax(axis=1) + 1
        none = total[:, 0] == 0
        return np.stack([np.where(none, 0, low), np.where(none, 0, high)], axis=1)

    def means(self) -> npt.NDArray[np.float64]:
        """The mean place of each unit; NaN for one that never had any."""
        had = self.counts[:, 1:].sum(axis=1)
        summed = self.counts[:, 1:] @ np.arange(1, len(self.units) + 1)
        return np.where(had > 0, summed / np.maximum(had, 1), np.nan)

    def ahead(self, one: str, other: str) -> float:
        """How often one unit is ahead of another; equal places count half, none is behind all."""
        first, second = (self._column(code) for code in (one, other))
        wins, ties = (first < second).mean(), (first == second).mean()
        return float(wins + ties / 2)

    def _column(self, code: str) -> npt.NDArray[np.int64]:
        column = self.places[:, self.units.index(code)].astype(np.int64)
        return np.where(column == NOWHERE, MOST_UNITS + 1, column)

    def bands(self, level: float = LEVEL) -> tuple[Band, ...]:
        """Runs of units, best first, each of which cannot be told from the first of its run.

        A unit can be told from another one when it is ahead in at least that share of the
        replications. Units without a rank are in no band.
        """
        ranked = [
            place for place in np.argsort(self.ranks, kind="stable").tolist() if self.ranks[place]
        ]
        bands: list[list[int]] = []
        for place in ranked:
            first = bands[-1][0] if bands else None
            if first is not None and self.ahead(self.units[first], self.units[place]) < level:
                bands[-1].append(place)
            else:
                bands.append([place])
        return tuple(
            Band(
                tuple(self.units[place] for place in band),
                int(self.ranks[band[0]]),
                int(self.ranks[band[-1]]),
            )
            for band in bands
        )


NOISE = 1e-9  # counts are whole; their share of a level is not


def places_of(ranks: npt.NDArray[np.float64]) -> Places:
    """Ranks as whole places: a shared rank between two places counts as the worse one."""
    whole = np.ceil(ranks)
    none = np.isnan(whole)
    if none.any():
        whole[none] = NOWHERE
    return whole.astype(np.uint16)
