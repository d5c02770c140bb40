"""Tables of the clean text, from the places that the source gives to its cells."""

from __future__ import annotations

from collections import defaultdict

from sanbi.engine.documents.model import Cell, Source, Table
from sanbi.engine.documents.text import MappedText, Span

LEAST = 2  # rows and columns: less is a frame around something

Found = dict[tuple[int, int], list[Span]]


def tables_of(source: Source, text: MappedText) -> tuple[Table, ...]:
    """Return the tables whose cells stand in the clean text, in its order. O(cells).

    Paragraphs of one cell are joined with a blank. A frame of one row or column is no table.
    """
    tables: dict[int, Found] = defaultdict(lambda: defaultdict(list))
    for block in source.blocks:
        if block.place is None:
            continue
        span = text.located(source.text.origin(block.span))
        if len(span):
            tables[block.place.table][block.place.row, block.place.column].append(span)
    found = [_table(cells, text.text) for cells in tables.values()]
    return tuple(sorted((one for one in found if one), key=lambda one: one.span))


def _table(cells: Found, text: str) -> Table | None:
    rows = sorted({row for row, _column in cells})
    columns = sorted({column for _row, column in cells})
    if min(len(rows), len(columns)) < LEAST:
        return None
    spans = [span for held in cells.values() for span in held]
    return Table(
        Span(min(span.start for span in spans), max(span.end for span in spans)),
        tuple(
            tuple(_cell(cells.get((row, column), []), text) for column in columns) for row in rows
        ),
    )


def _cell(spans: list[Span], text: str) -> Cell:
    if not spans:
        return Cell(None, "")
    said = " ".join(text[span.start : span.end] for span in spans)
    return Cell(Span(spans[0].start, spans[-1].end), said)
