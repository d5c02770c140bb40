"""A sheet that lists rows as they were reported, such as events or ballots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.engine.scoring.report.excel.book import Book
from sanbi.engine.scoring.report.excel.cells import Sheet

FIRST = 3
MOST_ROWS = 20_000  # of one leaf or electorate: each unit's formula looks at all of them
SPECIAL = frozenset("*?~<>=")


@dataclass
class RowTable:
    """Rows below a head; ``columns`` maps each column's word to its place."""

    sheet: Sheet
    columns: dict[str, int]
    next_row: int = FIRST

    def span(self, column: str) -> str:
        """All cells of a column, at least one row, so that references hold."""
        return self.sheet.range(self.columns[column], (FIRST, max(self.next_row - 1, FIRST)))

    def at(self, column: str, row: int) -> str:
        """A cell."""
        return self.sheet.at(row, self.columns[column])


def row_table(book: Book, key: str, columns: Sequence[str], widths: Sequence[float]) -> RowTable:
    """The table of a sheet, made when first asked for."""
    if key not in book.shown:
        sheet = Sheet(book.words(key), head_rows=(0, 2), frozen=(3, 0))
        for column, word in enumerate(columns):
            sheet.text(2, column, book.words(word), "head")
            sheet.widths[column] = widths[column]
        book.shown[key] = RowTable(sheet, {word: place for place, word in enumerate(columns)})
        book.extra.append(sheet)
    table: RowTable = book.shown[key]
    return table


def is_plain_text(texts: Sequence[str]) -> bool:
    """Whether SUMIFS would compare these texts as they stand: no wildcards, signs or numbers."""
    for text in texts:
        if not text or set(text) & SPECIAL:
            return False
        try:
            float(text.replace(",", "").replace("%", ""))
        except ValueError:
            continue
        return False
    return True


def matching(pairs: Sequence[tuple[str, str]]) -> str:
    """A product of comparisons, for SUMPRODUCT: exact texts, whatever signs they hold."""
    return "*".join(f"({span}={cell})" for span, cell in pairs)


def conditions(pairs: Sequence[tuple[str, str]]) -> str:
    """Criteria for SUMIFS and its like."""
    return ",".join(f"{span},{cell}" for span, cell in pairs)


def total_of(values: str, pairs: Sequence[tuple[str, str]], *, plain: bool) -> str:
    """Sum of the values whose rows match."""
    if plain:
        return f"SUMIFS({values},{conditions(pairs)})"
    return f"SUMPRODUCT({matching(pairs)}*{values})"


def count_of(values: str, pairs: Sequence[tuple[str, str]], *, plain: bool) -> str:
    """How many rows match."""
    del values
    if plain:
        return f"COUNTIFS({conditions(pairs)})"
    return f"SUMPRODUCT({matching(pairs)})"
