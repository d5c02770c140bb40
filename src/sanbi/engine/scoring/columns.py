"""A column: one number or nothing for each unit of a scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Mask, Number

Index = npt.NDArray[np.int64]


@lru_cache(maxsize=64)
def everywhere(size: int) -> Mask:
    """The mask of all units, made once for all columns of this size and not to be written to."""
    mask = np.ones(size, dtype=bool)
    mask.setflags(write=False)
    return mask


def holds_everywhere(mask: Mask) -> bool:
    """Whether a mask marks all units; the shared one is known without a look."""
    return mask is everywhere(len(mask)) or bool(np.logical_and.reduce(mask))


@dataclass(frozen=True)
class Column:
    """Values over the units of a scope; where ``present`` is false the value is a filler."""

    values: Array
    present: Mask

    @property
    def complete(self) -> bool:
        """Whether every unit has a value."""
        return holds_everywhere(self.present)

    def take(self, index: Index | Mask) -> Column:
        """The column of some of the units."""
        return Column(self.values[index], self.present[index])

    def at(self, place: int) -> Number:
        """The value of one unit, None where there is none."""
        return self.values[place] if self.present[place] else None

    def known(self) -> Array:
        """The present values, in unit order."""
        return self.values if self.complete else self.values[self.present]


@dataclass(frozen=True)
class Scope:
    """The units among which a leaf compares: positions in the unit list, and who takes part."""

    key: str
    index: Index
    participates: Mask

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.index)

    @cached_property
    def everyone_takes_part(self) -> bool:
        """Whether no unit stands outside the population."""
        return bool(self.participates.all())

    @cached_property
    def in_order(self) -> bool:
        """Whether these are all units from the first on, so that nothing need be picked."""
        return bool((self.index == np.arange(len(self.index))).all())


def absent_column(size: int, arithmetic: Arithmetic) -> Column:
    """A column without any value."""
    return Column(arithmetic.integers(np.zeros(size, dtype=np.int64)), np.zeros(size, dtype=bool))


def settled_column(values: Array, present: Mask, arithmetic: Arithmetic) -> Column:
    """A column in which values that do not exist (NaN) become absent."""
    if not arithmetic.all_finite(values):
        present = present & arithmetic.finite(values)
    if not holds_everywhere(present):
        values = values.copy()
        values[~present] = arithmetic.integers(np.zeros(1, dtype=np.int64))[0]
    return Column(values, present)


def scattered(known: Array, present: Mask, arithmetic: Arithmetic) -> Array:
    """Values of the present units put back into their places among all units."""
    if holds_everywhere(present):
        return known
    values = arithmetic.integers(np.zeros(len(present), dtype=np.int64))
    values[present] = known
    return values
