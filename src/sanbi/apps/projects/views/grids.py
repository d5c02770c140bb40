"""Grids that are typed in the browser: cells out, and back to the rows that a table would have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from sanbi.apps.orgs.divisions import TableFault

MOST = 60


@dataclass(frozen=True)
class GridCell:
    """A cell: the name of its field, what it holds, and whether it is at fault."""

    name: str
    value: str
    label: str
    fault: bool
    amount: bool


def posted_rows(posted: QueryDict, width: int) -> list[list[str]]:
    """Return the rows of a grid that was sent; fields are called r<row>c<column>."""
    said = posted.get("count", "")
    count = min(int(said), MOST) if said.isdecimal() else 0
    return [
        [posted.get(f"r{row}c{column}", "")[:300] for column in range(width)]
        for row in range(count)
    ]


def grid_of(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    faults: Iterable[TableFault] = (),
    *,
    amounts: Collection[str],
) -> list[list[GridCell]]:
    """Return the cells of rows under a head; columns of ``amounts`` hold numbers."""
    wrong = {(fault.line, fault.column) for fault in faults}
    return [
        [
            GridCell(
                f"r{number}c{column}",
                text,
                f"{number + 1} {head[column]}",
                (number + 2, head[column]) in wrong,
                head[column] in amounts,
            )
            for column, text in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]
