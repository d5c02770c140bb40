"""Where the cells of a file stand while its markup is read: tables may stand in cells of others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sanbi.engine.documents.model import Block, Place, Role

MANY = 4  # blocks of one cell that holds most of the table: the text of a page
LONG = 40  # signs: no cell of a list with one row or column is as long
LEAST = 2  # rows and columns of a table


@dataclass
class Cells:
    """The tables that are open, the innermost last, each with the row and column reached."""

    count: int = 0
    open: list[list[int]] = field(default_factory=list)
    around: set[int] = field(default_factory=set)  # tables that others stand in

    def begin_table(self) -> None:
        """Enter a table."""
        self.around.update(table for table, _row, _column in self.open)
        self.open.append([self.count, -1, -1])
        self.count += 1

    def begin_row(self) -> None:
        """Enter the next row of the innermost table."""
        if self.open:
            self.open[-1][1] += 1
            self.open[-1][2] = -1

    def begin_cell(self) -> None:
        """Enter the next cell of its row."""
        if self.open:
            self.open[-1][2] += 1

    def end_table(self) -> None:
        """Leave the innermost table."""
        if self.open:
            self.open.pop()

    @property
    def place(self) -> Place | None:
        """The cell that is being read; None outside, and between the cells of a table."""
        if not self.open or min(self.open[-1]) < 0:
            return None
        return Place(*self.open[-1])

    def framed(self, blocks: Iterable[Block]) -> list[Block]:
        """The blocks, those paragraphs that only stand in a frame.

        Old pages are laid out by tables. Such a table holds another, has one row or column
        with long text, or one of its cells holds many paragraphs and most of the text.
        """
        held = list(blocks)
        frames = self.around | _frames(held)
        return [
            replace(block, role=Role.PARAGRAPH, place=None)
            if block.place and block.place.table in frames
            else block
            for block in held
        ]


def _frames(blocks: Iterable[Block]) -> set[int]:
    cells: dict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    lengths: dict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    for block in blocks:
        if block.place:
            where = (block.place.row, block.place.column)
            cells[block.place.table][where] += 1
            lengths[block.place.table][where] += len(block.span)
    return {table for table in cells if _is_frame(cells[table], lengths[table])}


def _is_frame(cells: Counter[tuple[int, int]], lengths: Counter[tuple[int, int]]) -> bool:
    rows, columns = ({place[side] for place in cells} for side in (0, 1))
    longest, length = lengths.most_common(1)[0]
    if min(len(rows), len(columns)) < LEAST:
        return length >= LONG
    return cells[longest] >= MANY and 2 * length > lengths.total()
