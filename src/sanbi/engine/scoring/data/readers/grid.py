"""A sheet or text file as rows of cells, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanbi.engine.scoring.data.cells import cleaned
from sanbi.engine.scoring.data.faultlist import Place
from sanbi.engine.scoring.data.headings import NOTE_SIGN
from sanbi.engine.scoring.data.origin import FileOrigin, SheetOrigin, letters
from sanbi.engine.scoring.data.readers.marks import Marks

Cell = object
ColumnPlaces = Mapping[str, int | Sequence[int]]


@dataclass
class Grid:
    """Rows of cells from the top left corner, "" for an empty one.

    Parameters
        label : str, name of the sheet or file, used in messages.
        name : str, what says which table it is: the sheet, or the file without its ending.
        rows : cells, every row as long as it is.
        marks : what the sheet says beside values.
        order : int, its place in the workbook or folder.
        lines : line number of each row, for a text file whose cells hold line breaks.
        typed : cells have types (a workbook), so a number stored as text is worth a note.
        hidden : nobody sees the sheet.
        word : str, the word for a column in messages.
    """

    label: str
    name: str
    rows: list[list[Cell]]
    marks: Marks = field(default_factory=Marks)
    order: int = 0
    lines: Sequence[int] | None = None
    typed: bool = True
    hidden: bool = False
    word: str = "column"

    def origin(
        self, rows: Sequence[int], columns: ColumnPlaces, header: int
    ) -> SheetOrigin | FileOrigin:
        """Return the origin of a table whose rows are these rows of the grid, from 0."""
        if self.lines is None:
            numbers = [row + 1 for row in rows]
            return SheetOrigin(self.label, numbers, columns, self.order)
        numbers = [self.lines[row] for row in rows]
        headings = [str(cell) for cell in self.rows[header]]
        return FileOrigin(self.label, numbers, columns, headings, self.order, self.word)

    def cell_place(self, row: int, column: int) -> Place:
        """Return the place of any cell of the grid, from 0."""
        if self.lines is None:
            return Place((self.order, row + 1, column), f"{self.label}!{letters(column)}{row + 1}")
        line = self.lines[row] if row < len(self.lines) else row + 1
        return Place((self.order, line, column), f"{self.label}:{line}")

    def whole(self) -> Place:
        """Return the place of the grid as a whole."""
        return Place((self.order, 0, 0), self.label)

    def column(self, number: int, rows: Sequence[int]) -> list[Cell]:
        """Return the cells of one column in these rows; "" where a row is shorter."""
        grid = self.rows
        return [grid[row][number] if number < len(grid[row]) else "" for row in rows]

    def data_rows(self, header: int) -> list[int]:
        """Return the rows below the headings that hold data: neither blank nor notes."""
        kept = []
        for number in range(header + 1, len(self.rows)):
            row = self.rows[number]
            first = row[0] if row else ""
            plain = type(first) is str and first[:1].isalnum()  # nearly every row: no need to look
            if plain or not (_is_blank(row) or _is_note(row)):
                kept.append(number)
        return kept

    def is_empty(self) -> bool:
        """Tell whether no cell holds anything."""
        return all(_is_blank(row) for row in self.rows)


def _is_blank(row: Sequence[Cell]) -> bool:
    return not any(
        cell != "" and cell is not None and (not isinstance(cell, str) or cleaned(cell)[0])
        for cell in row
    )


def _is_note(row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and first.lstrip().startswith(NOTE_SIGN)
