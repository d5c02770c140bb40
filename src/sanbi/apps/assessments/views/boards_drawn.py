"""What is drawn beside a board: its columns by name, the ribbon of places, the wall's screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbi.apps.actions.queries.beside import Tasks
from sanbi.apps.assessments.queries.boards import PREVIOUS, YEAR, Board, Row
from sanbi.apps.assessments.queries.boards_rounds import period_short, period_words
from sanbi.apps.assessments.queries.boards_units import UnitBoard
from sanbi.apps.assessments.views.boards_asked import MARKS
from sanbi.apps.assessments.views.boards_frame import oddity_words

A_SCREEN = 18
A_SIDE = 8
MARKED = 3


@dataclass(frozen=True)
class Screen:
    """A screen of the wall: one column of lines or two, and which of how many it is.

    With ``tasks`` (by unit) it shows what the units on it were given to do, not their scores.
    """

    number: int
    of: int
    board: Board
    sides: tuple[tuple[Row, ...], tuple[Row, ...]]
    tasks: Mapping[int, Tasks] = field(default_factory=dict)

    @property
    def task_sides(self) -> list[list[tuple[Row, Tasks]]]:
        """The lines with the tasks of their units."""
        return [[(row, self.tasks[row.unit]) for row in side] for side in self.sides]

    @property
    def oddity(self) -> str:
        """Why it is no table of places; empty for a usual one."""
        return oddity_words(self.board)

    @property
    def revised(self) -> bool:
        """Whether a line on it carries a late correction."""
        return any(row.revised for side in self.sides for row in side)


def columns_of(board: Board) -> list[tuple[str, str]]:
    """Columns that a reader may hide: key and words."""
    fixed = [("change", _("Change")), ("gap", _("Gap")), ("history", _("Ranks so far"))]
    parts = [(dimension.node, dimension.name) for dimension in board.dimensions]
    firm = [("firm", _("How firm"))] if board.study else []
    return [*fixed, *parts, *firm, ("marks", _("Marks"))]


def filters_of(board: Board, shown: int) -> dict[str, Any]:
    """The filter bar: choices with their counts, how many lines there are, counts of remarks."""
    counts = {kind: sum(note.kind == kind for note in board.notes) for kind in MARKS}
    compare = [(PREVIOUS, _("last round"))]
    if board.year is not None:
        compare.append((YEAR, _("a year ago")))
    words = {"revised": _("revised"), "review": _("under review"), "appeal": _("under appeal")}
    marks = [("", _("all"), None), *((kind, words[kind], counts[kind]) for kind in MARKS)]
    return {
        "counts": counts,
        "group_choices": [(group.code, group.name, group.count) for group in board.groups],
        "default_group": board.unasked,
        "compare_choices": compare,
        "mark_choices": marks,
        "summary": ngettext("%(count)d line", "%(count)d lines", shown) % {"count": shown},
    }


def ribbon_of(board: Board, language: str) -> dict[str, Any] | None:
    """The chart of places over the rounds; None with a single round."""
    rows = [row for row in board.rows if any(rank is not None for rank in row.history)]
    if len(board.earlier) < 2 or not rows:  # noqa: PLR2004 - two points make a line
        return None
    marked = marked_rows(board)
    said = "；".join(f"{row.name} {_spoken(row)}" for row in marked)
    return {
        "kind": "ribbon",
        "title": _("Ranks of the last %(count)d rounds") % {"count": len(board.earlier)},
        "axis": _("Period"),
        "labels": [period_short(item.period, language) for item in board.earlier],
        "series": [{"name": row.name, "values": _numbers(row.history)} for row in rows],
        "highlight": [row.name for row in marked],
        "text": said,
    }


def marked_rows(board: Board) -> list[Row]:
    """The own unit, the one that rose most and the one that fell most: at most three."""
    own = [row for row in board.rows if row.own and row.rank is not None]
    moved = [row for row in board.rows if row.change]
    rise = max(moved, key=lambda row: row.change or 0, default=None)
    fall = min(moved, key=lambda row: row.change or 0, default=None)
    found = own[:1]
    for row, right in ((rise, 1), (fall, -1)):
        if row is not None and row not in found and (row.change or 0) * right > 0:
            found.append(row)
    return found[:MARKED]


def screens_of(boards: Sequence[Board], tasks: Mapping[int, Tasks]) -> list[Screen]:
    """The screens of the wall: each group's table, then the tasks of its units that have any."""
    parts = [part for board in boards for part in _of_group(board, tasks)]
    found = []
    for number, (board, rows, held) in enumerate(parts, start=1):
        half = len(rows) if len(rows) <= A_SIDE else -(-len(rows) // 2)
        sides = (tuple(rows[:half]), tuple(rows[half:]))
        found.append(Screen(number, len(parts), board, sides, held))
    return found


def _of_group(
    board: Board, tasks: Mapping[int, Tasks]
) -> Iterator[tuple[Board, Sequence[Row], Mapping[int, Tasks]]]:
    for rows in _parts(board.rows):
        yield board, rows, {}
    if given := [row for row in board.rows if row.unit in tasks]:
        for rows in _parts(given):
            yield board, rows, tasks


def _parts(rows: Sequence[Row]) -> list[Sequence[Row]]:
    count = max(1, -(-len(rows) // A_SCREEN))
    size = max(1, -(-len(rows) // count))
    return [rows[start : start + size] for start in range(0, max(1, len(rows)), size)]


def history_chart(held: UnitBoard, language: str) -> dict[str, Any] | None:
    """The chart of a unit's scores over the rounds; None with a single round."""
    past = [item for item in held.history if item.score is not None]
    if len(past) < 2:  # noqa: PLR2004 - two points make a line
        return None
    return {
        "kind": "line",
        "title": _("Score over the rounds"),
        "axis": _("Period"),
        "unit": _("points"),
        "labels": [period_words(item.period, language) for item in held.history],
        "series": [
            {
                "name": held.row.name,
                "label": held.row.name,
                "values": _numbers([item.score for item in held.history]),
            }
        ],
        "text": "、".join(f"{item.period} {item.score}" for item in past),
    }


def _numbers(values: Sequence[Any]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _spoken(row: Row) -> str:
    return "、".join("—" if rank is None else f"{rank:g}" for rank in row.history)
