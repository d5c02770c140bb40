"""What a sheet says about its cells beside their values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Marks:
    """Marks of one sheet; rows and columns count from 0.

    Parameters
        merged : ranges (first row, first column, last row, last column).
        hidden_rows : rows that nobody sees.
        hidden_columns : the same for columns.
        errors : cell to the error that its formula gives.
        uncached : cells whose formula has no stored result.
        percents : cells that are shown as percent.
        height, width : the used area.
    """

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    height: int = 0
    width: int = 0
