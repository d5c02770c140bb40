"""Sheets as plain cells, before any of it is written to a file."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

GENERAL = "General"
LINE_HEIGHT = 14.5  # points, of a text of 10 points
LATIN = 0x2E7F  # beyond it signs are as wide as two letters
Value = float | int | str | None
Span = tuple[int, int]


def column_letters(column: int) -> str:
    """Letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a formula with its value, or a value alone; ``note`` is a comment."""

    value: Value
    formula: str | None
    style: str
    number_format: str
    note: str | None = None


@dataclass
class Sheet:
    """One sheet: cells by row and column, both from 0.

    ``computed`` counts cells that the scheme computes, by role and by whether they are live.
    """

    name: str
    landscape: bool = True
    head_rows: tuple[int, int] = (0, 0)
    frozen: tuple[int, int] = (0, 0)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[int, int, int, str, str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    computed: Counter[tuple[str, bool]] = field(default_factory=Counter)
    banded: list[Span] = field(default_factory=list)

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Put a text, which never becomes a formula."""
        self.cells[row, column] = Cell(text, None, style, GENERAL)

    def number(
        self,
        row: int,
        column: int,
        value: float,
        style: str = "input",
        number_format: str = GENERAL,
    ) -> None:
        """Put a plain number."""
        self.cells[row, column] = Cell(value, None, style, number_format)

    def live(
        self,
        row: int,
        column: int,
        formula: str,
        value: Value,
        style: str = "live",
        number_format: str = GENERAL,
        role: str = "",
    ) -> None:
        """Put a formula with the engine's value as its present result."""
        own = formula.replace(f"{self.name}!", "")
        self.cells[row, column] = Cell(value, own, style, number_format)
        if role:
            self.computed[role, True] += 1

    def fixed(
        self,
        row: int,
        column: int,
        value: Value,
        why: str,
        number_format: str = GENERAL,
        role: str = "",
    ) -> None:
        """Put a computed value that does not follow, grey, with the reason as comment."""
        held = "" if value is None else value
        self.cells[row, column] = Cell(held, None, "fixed", number_format, why)
        if role:
            self.computed[role, False] += 1

    def at(self, row: int, column: int) -> str:
        """A reference from any sheet that follows rows when filled down."""
        return f"{self.name}!${column_letters(column)}{row + 1}"

    def pinned(self, row: int, column: int) -> str:
        """A reference from any sheet that never moves."""
        return f"{self.name}!${column_letters(column)}${row + 1}"

    def range(self, column: int, rows: Span) -> str:
        """A reference to part of a column, first and last row."""
        letters = column_letters(column)
        return f"{self.name}!${letters}${rows[0] + 1}:${letters}${rows[1] + 1}"


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column of a width in characters; Chinese signs count double."""
    length = sum(2 if ord(sign) > LATIN else 1 for sign in text)
    return max(1, math.ceil(length / max(1.0, width - 1)))


def joined(parts: Sequence[str], sign: str = ",") -> str:
    """References in one list; neighbours in one row become a range.

    >>> joined(["计分!$D7", "计分!$E7", "计分!$F7", "总分!$D7"])
    '计分!$D7:$F7,总分!$D7'
    """
    runs: list[list[str]] = []
    for part in parts:
        if runs and _next_to(runs[-1][-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    shown = [run[0] if len(run) == 1 else f"{run[0]}:{run[-1].partition('!')[2]}" for run in runs]
    return sign.join(shown)


_REFERENCE = re.compile(r"(.+)!\$([A-Z]+)(\$?[0-9]+)")


def _next_to(one: str, other: str) -> bool:
    """Whether a cell stands just to the right of another."""
    left, right = _REFERENCE.fullmatch(one), _REFERENCE.fullmatch(other)
    if left is None or right is None or left[1] != right[1]:
        return False
    first, second = _column_number(left[2]), _column_number(right[2])
    if left[3] == right[3]:
        return first + 1 == second
    return False


def _column_number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
