"""The make-up of one sheet of a template: columns, prepared rows, checks."""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = str | float | None
BLANK_ROWS = 300  # rows with drop-downs where nothing can be prepared


@dataclass(frozen=True)
class Check:
    """What the workbook program lets a cell hold.

    Parameters
        kind : `list`, `number`, `whole`.
        choices : of a list.
        low, high : of a number; None leaves the side open.
        refers : a sheet's column instead of choices: (table, column key).
    """

    kind: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    refers: tuple[str, str] | None = None


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet.

    Parameters
        key : str, canonical name.
        heading, note : str, what stands in the heading and below it.
        fill : `in` yellow, to fill in; `fixed` prepared; `beside` only for people.
        required : the heading carries a star.
        check : Check, or None.
        width : float, in characters; None fits the content.
    """

    key: str
    heading: str
    note: str = ""
    fill: str = "in"
    required: bool = False
    check: Check | None = None
    width: float | None = None


@dataclass(frozen=True)
class Block:
    """Prepared rows that share a check of their value, such as all units of one indicator.

    Parameters
        first, count : rows of the sheet's data, from 0.
        column : key of the column.
        check : Check
        title, prompt : str, shown when the cell is entered.
    """

    first: int
    count: int
    column: str
    check: Check
    title: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: its columns, its prepared rows and where it needs none.

    Parameters
        table : str
        columns : SheetColumn for each column.
        rows : prepared rows; cells by column.
        blocks : checks of parts of a column.
        closed : (row, column key) of cells that need nothing: grey.
    """

    table: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    blocks: tuple[Block, ...] = ()
    closed: frozenset[tuple[int, str]] = field(default_factory=frozenset)

    @property
    def height(self) -> int:
        """Rows that bear checks: the prepared ones, or blank ones to fill in."""
        return len(self.rows) or BLANK_ROWS
