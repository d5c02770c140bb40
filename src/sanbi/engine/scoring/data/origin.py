"""Where the rows of a table come from, so that a fault can name sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from sanbi.engine.scoring.data.faultlist import Place

# One column of a table as a file gives it: mixed cells, or values that already have a type.
Cells = Sequence[object] | pl.Series


@dataclass(frozen=True)
class RowOrigin:
    """Rows handed over in code: `observations[3].value`.

    Parameters
        label : str, name of the table.
        order : int, its place among the tables.
    """

    label: str
    order: int = 0

    def place(self, index: int, column: str) -> Place:
        """Return the place of a cell; `index` counts the rows from 0."""
        tail = f".{column}" if column else ""
        return Place((self.order, index, 0), f"{self.label}[{index}]{tail}")


@dataclass(frozen=True)
class SheetOrigin:
    """Rows of a sheet: `数据!D7`.

    Parameters
        label : str, name of the sheet.
        rows : line numbers in the sheet (from 1) of the table's rows.
        columns : for each column of the table its number in the sheet (from 0), or one number
            for each row where they differ (a wide sheet read as a long table).
        order : int, place of the sheet in the workbook.
    """

    label: str
    rows: Sequence[int]
    columns: Mapping[str, int | Sequence[int]]
    order: int = 0

    def place(self, index: int, column: str) -> Place:
        """Return the place of a cell; of a column that is not there, the place of the row."""
        row = int(self.rows[index])
        at = self.columns.get(column)
        if at is None:
            return Place((self.order, row, -1), f"{self.label}!{row}")
        number = at if isinstance(at, int) else int(at[index])
        return Place((self.order, row, number), f"{self.label}!{letters(number)}{row}")


@dataclass(frozen=True)
class FileOrigin:
    """Rows of a text file: `observations.csv:12 column value`.

    Parameters
        label : str, name of the file.
        rows : line numbers in the file (from 1).
        columns : for each column of the table its number in the file (from 0), or one for each row.
        headings : the headings of the file, by number.
        order : int, place of the file in the folder.
        word : str, what a column is called in the language of the messages.
    """

    label: str
    rows: Sequence[int]
    columns: Mapping[str, int | Sequence[int]]
    headings: Sequence[str] = ()
    order: int = 0
    word: str = "column"

    def place(self, index: int, column: str) -> Place:
        """Return the place of a cell; of a column that is not there, the place of the row."""
        row = int(self.rows[index])
        at = self.columns.get(column)
        if at is None:
            return Place((self.order, row, -1), f"{self.label}:{row}")
        number = at if isinstance(at, int) else int(at[index])
        heading = self.headings[number] if number < len(self.headings) else letters(number)
        return Place((self.order, row, number), f"{self.label}:{row} {self.word} {heading}")


Origin = RowOrigin | SheetOrigin | FileOrigin


@dataclass(frozen=True)
class RawTable:
    """One table as found: cells not yet cleaned, all columns of one length.

    Parameters
        name : str, one of `schemas.TABLES`.
        columns : cells by canonical column name; for units also further columns.
        origin : where the rows stand.
        typed : the file gives its cells types, so a number stored as text is worth a note.
        checks : columns that are read only to be compared (`name` of the unit in a row).
    """

    name: str
    columns: Mapping[str, Cells]
    origin: Origin
    typed: bool = True
    checks: Mapping[str, Cells] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return next((len(cells) for cells in self.columns.values()), 0)


def letters(number: int) -> str:
    """Return the letters of a column of a sheet, counted from 0: A, B, … Z, AA.

    >>> letters(0), letters(27), letters(16383)
    ('A', 'AB', 'XFD')
    """
    text = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
