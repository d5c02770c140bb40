"""Lines: values of all units as straight functions of the columns of a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.figures import Floats

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """The columns of one lever: which piece holds, and how far into it.

    ``pieces`` are binary columns of all pieces but the first, whose own is what they leave of 1;
    ``inside`` are whole numbers of steps into each piece, ``lengths`` how many at most (0 where a
    piece is one step: there is no column then, and ``inside`` says −1).
    ``moved`` says whether step 0 is a piece of its own, so that the other pieces mean "moved".
    """

    pieces: tuple[int, ...]
    inside: tuple[int, ...]
    lengths: tuple[int, ...]
    starts: tuple[int, ...]
    moved: bool

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns in the order of coefficients: pieces, then steps into those with any."""
        return (*self.pieces, *(column for column in self.inside if column >= 0))


@dataclass(frozen=True)
class Lines:
    """Values of the units: constant + Σ blocks + Σ single columns, give or take an error.

    Parameters
        constant : shape (units,).
        blocks : lever → coefficients of its columns, shape (units, columns).
        more : column → coefficients, shape (units,).
        error : shape (units,), not negative.
        errors : lever → error that counts only when it is moved, shape (units,).
    """

    constant: Floats
    blocks: Mapping[int, Floats] = field(default_factory=dict)
    more: Mapping[int, Floats] = field(default_factory=dict)
    error: Floats | None = None
    errors: Mapping[int, Floats] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many units."""
        return len(self.constant)

    def spare(self) -> Floats:
        """The constant error."""
        return np.zeros(self.size) if self.error is None else self.error

    def times(self, factor: Floats | float) -> Lines:
        """Every unit's value times a number of its own."""
        by = np.broadcast_to(np.asarray(factor, dtype=np.float64), (self.size,))
        wide = np.abs(by)
        return Lines(
            self.constant * by,
            {lever: block * by[:, None] for lever, block in self.blocks.items()},
            {column: row * by for column, row in self.more.items()},
            None if self.error is None else self.error * wide,
            {lever: row * wide for lever, row in self.errors.items()},
        )

    def plus(self, other: Lines) -> Lines:
        """The sum of two."""
        return Lines(
            self.constant + other.constant,
            _added(self.blocks, other.blocks),
            _added(self.more, other.more),
            None if self.error is None and other.error is None else self.spare() + other.spare(),
            _added(self.errors, other.errors),
        )

    def shifted(self, constant: Floats | float) -> Lines:
        """A number of its own added to each unit's value."""
        return Lines(self.constant + constant, self.blocks, self.more, self.error, self.errors)

    def wider(self, levers: Mapping[int, Floats], rest: Floats) -> Lines:
        """More error: by lever where it is moved, and in any case."""
        error = self.spare() + rest if rest.any() else self.error
        return Lines(
            self.constant, self.blocks, self.more, error, _added(self.errors, dict(levers))
        )

    def taken(self, keep: Floats, other: Floats) -> Lines:
        """The units marked as they are, the others fixed at a value."""
        held = np.asarray(keep, dtype=bool)
        kept = self.times(held.astype(np.float64))
        return kept.shifted(np.where(held, 0.0, other))

    def moves(self) -> Mask:
        """Which units' values can change at all."""
        moving = np.zeros(self.size, dtype=bool)
        for block in self.blocks.values():
            moving |= (block != 0).any(axis=1)
        for row in self.more.values():
            moving |= row != 0
        return moving

    def terms(self, unit: int, blocks: Mapping[int, Block]) -> dict[int, float]:
        """The columns and coefficients of one unit's value."""
        found: dict[int, float] = {}
        for lever, block in self.blocks.items():
            for column, value in zip(blocks[lever].columns, block[unit].tolist(), strict=True):
                if value:
                    found[column] = found.get(column, 0.0) + value
        for column, row in self.more.items():
            if row[unit]:
                found[column] = found.get(column, 0.0) + float(row[unit])
        return found


def _added(one: Mapping[int, Floats], other: Mapping[int, Floats]) -> dict[int, Floats]:
    found = dict(one)
    for key, row in other.items():
        found[key] = found[key] + row if key in found else row
    return found
