"""What a board's address asks for; anything that it does not know counts as not said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from sanbi.apps.assessments.queries.boards import PREVIOUS, YEAR, Board, Row

LEAST = Decimal("-1e12")
MARKS = ("revised", "review", "appeal")


@dataclass(frozen=True)
class Asked:
    """Group, comparison, marks, order and run of the address."""

    group: str = ""
    compare: str = PREVIOUS
    mark: str = ""
    sort: str = "rank"
    run: int | None = None


def asked(query: QueryDict) -> Asked:
    """Read the address."""
    run = query.get("run", "")
    mark = query.get("mark", "")
    return Asked(
        group=query.get("group", ""),
        compare=YEAR if query.get("compare") == YEAR else PREVIOUS,
        mark=mark if mark in MARKS else "",
        sort=query.get("sort", "") or "rank",
        run=int(run) if run.isdecimal() and len(run) < 8 else None,  # noqa: PLR2004 - digits
    )


def rows_asked(board: Board, wanted: Asked) -> list[Row]:
    """The lines with the mark asked for, in the order asked for; without a value last."""
    rows = [
        row
        for row in board.rows
        if not wanted.mark or any(note.kind == wanted.mark for note in row.notes)
    ]
    falling = wanted.sort.startswith("-")
    key = wanted.sort.lstrip("-")
    held = [(_value(board, row, key), row) for row in rows]
    there = [(value, row) for value, row in held if value is not None]
    there.sort(key=lambda pair: pair[0], reverse=falling)
    return [row for _, row in there] + [row for value, row in held if value is None]


def _value(board: Board, row: Row, key: str) -> Any:  # noqa: ANN401 - a text or a number
    plain = {"score": row.score, "change": row.change, "gap": row.gap, "name": row.name}
    if key in plain:
        return plain[key]
    place = _column(board, key)
    if place is not None:
        return row.parts[place].score
    return row.order


def _column(board: Board, key: str) -> int | None:
    nodes: Sequence[str] = [dimension.node for dimension in board.dimensions]
    return nodes.index(key) if key in nodes else None
