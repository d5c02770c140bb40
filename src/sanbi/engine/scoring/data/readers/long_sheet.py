"""Makes a table of a sheet whose columns bear the names of the table's columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.headings import BESIDE, DEPTH, column_of, find_headings
from sanbi.engine.scoring.data.origin import RawTable, letters
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.schemas import TABLES


def read_long(
    grid: Grid, table: str, faults: FaultList, renamed: Mapping[str, str] = MappingProxyType({})
) -> RawTable | None:
    """Return the table that a sheet holds, or None when its headings cannot be read.

    `renamed` gives, for columns of the table, the heading that the scheme names for them.
    """
    if renamed and not _rename(grid, renamed, faults):
        return None
    header, missing = find_headings(table, grid.rows)
    if header < 0 or missing:
        _report_missing(grid, table, header, missing, faults)
        return None
    columns = _columns(grid, table, header, faults)
    rows = grid.data_rows(header)
    check_area(grid, header, rows, columns.values(), faults)
    cells = {name: grid.column(number, rows) for name, number in columns.items()}
    origin = grid.origin(rows, dict(columns), header)
    if not rows and table in ("units", "observations"):  # the others may well be empty
        faults.note("no-rows", grid.whole(), table=table)
        if table == "units":
            return None
    checks = {"name": cells.pop("name")} if "name" in cells and table != "units" else {}
    return RawTable(table, cells, origin, grid.typed, checks)


def _rename(grid: Grid, renamed: Mapping[str, str], faults: FaultList) -> bool:
    """Put the table's own names in place of the headings that the scheme names for them."""
    wanted = {heading: column for column, heading in renamed.items()}
    for number, row in enumerate(grid.rows[:DEPTH]):
        texts = [str(cell).strip() for cell in row]
        if set(wanted) <= set(texts):
            # Another column that bears the table's own name is not the one that is meant.
            grid.rows[number] = [
                wanted.get(text) or (f"({text})" if _means(text) in renamed else cell)
                for text, cell in zip(texts, row, strict=True)
            ]
            return True
    shown = ", ".join(str(cell) for cell in next(iter(grid.rows), []) if cell != "")
    for heading in wanted:
        if not any(str(cell).strip() == heading for row in grid.rows[:DEPTH] for cell in row):
            faults.add("missing-named-column", grid.whole(), column=heading, columns=shown)
    return False


def _means(text: str) -> str:
    return column_of("observations", text)


def _report_missing(
    grid: Grid, table: str, header: int, missing: Sequence[str], faults: FaultList
) -> None:
    if grid.is_empty():
        faults.add("empty-sheet", grid.whole(), table=table)
        return
    place = grid.cell_place(header, 0) if header >= 0 else grid.whole()
    for column in missing:
        faults.add("missing-column", place, column=column, table=table)


def _columns(grid: Grid, table: str, header: int, faults: FaultList) -> dict[str, int]:
    """Return the number of each column; headings that say nothing to us are noted."""
    columns: dict[str, int] = {}
    for number, heading in enumerate(grid.rows[header]):
        if heading == "":
            continue
        place = grid.cell_place(header, number)
        name = column_of(table, heading)
        if not name and table == "units":
            name = str(heading).strip()
            if name.startswith("_"):
                faults.add("bad-heading", place, text=heading)
                continue
        if not name:
            faults.note("column-unread", place, text=heading)
        elif name in columns:
            faults.add("heading-twice", place, text=heading, first=letters(columns[name]))
        elif name not in BESIDE or name in ("name", *TABLES[table]):
            columns[name] = number
    return columns


def check_area(
    grid: Grid, header: int, rows: Sequence[int], columns: Iterable[int], faults: FaultList
) -> None:
    """Refuse what makes rows uncertain: merged cells, hidden data, cells without a heading."""
    used = set(columns)
    _check_merged(grid, rows, used, faults)
    _check_hidden(grid, rows, used, faults)
    width = len(grid.rows[header])
    headless = [n for n in range(_width(grid)) if n >= width or grid.rows[header][n] == ""]
    for number in headless:
        cells = zip(rows, grid.column(number, rows), strict=True)
        filled = [row for row, cell in cells if str(cell).strip()]
        if filled:
            faults.add("no-heading", grid.cell_place(filled[0], number), column=letters(number))


def _width(grid: Grid) -> int:
    return max((len(row) for row in grid.rows), default=0)


def _check_merged(grid: Grid, rows: Sequence[int], used: set[int], faults: FaultList) -> None:
    for top, left, bottom, right in grid.marks.merged:
        first = bisect_left(rows, top)
        if first < len(rows) and rows[first] <= bottom and any(left <= n <= right for n in used):
            area = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            faults.add("merged", grid.cell_place(top, left), area=area)


def _check_hidden(grid: Grid, rows: Sequence[int], used: set[int], faults: FaultList) -> None:
    for row in rows:
        if row in grid.marks.hidden_rows:
            faults.add("hidden-row", grid.cell_place(row, -1), row=row + 1)
    for column in sorted(used & grid.marks.hidden_columns):
        if any(cell != "" for cell in grid.column(column, rows)):
            faults.add("hidden-column", grid.cell_place(0, column), column=letters(column))
