"""Reads .xlsx and .ods workbooks: values by calamine, everything else by a pass over the XML."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Any

from sanbi.engine.scoring.data.cells import UNCACHED, FormulaError, PercentNumber
from sanbi.engine.scoring.data.readers import ods_marks, xlsx_marks
from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.marks import Marks
from sanbi.engine.scoring.data.readers.refusal import Refused


def read_workbook(path: Path, limits: Limits) -> list[Grid]:
    """Return the worksheets of a workbook.

    Raises
        Refused  for a hostile, encrypted, damaged or oversized file, before any cell is read.
    """
    archive = Archive(path, limits)
    archive.check_parts()
    names = archive.names
    if xlsx_marks.WORKBOOK in names:
        marks = xlsx_marks.read_marks(archive, limits)
    elif ods_marks.CONTENT in names and "mimetype" in names:
        if archive.read("mimetype").strip() != ods_marks.MIMETYPE:
            raise Refused("not-a-workbook")
        marks = ods_marks.read_marks(archive, limits)
    else:
        raise Refused("not-a-workbook")
    return _grids(archive.content, marks)


def _grids(content: bytes, marks: dict[str, Marks]) -> list[Grid]:
    # Imported here: scoring from CSV or in a program needs no reader of workbooks.
    calamine: Any = importlib.import_module("python_calamine")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = []
        for order, sheet in enumerate(book.sheets_metadata):
            if sheet.name not in marks:
                continue
            cells = book.get_sheet_by_index(order).to_python(skip_empty_area=False)
            hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
            grid = Grid(sheet.name, sheet.name, cells, marks[sheet.name], order, hidden=hidden)
            _put_marks(grid)
            grids.append(grid)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("damaged-file", reason=str(error)) from error
    return grids


def _put_marks(grid: Grid) -> None:
    """Put marked cells among the values, where the readers of cells meet them."""
    for place, text in grid.marks.errors.items():
        _put(grid, place, FormulaError(text))
    for place in grid.marks.uncached:
        _put(grid, place, UNCACHED)
    for row, column in grid.marks.percents:
        if row < len(grid.rows) and column < len(grid.rows[row]):
            value = grid.rows[row][column]
            if isinstance(value, float | int):
                grid.rows[row][column] = PercentNumber(value)


def _put(grid: Grid, place: tuple[int, int], cell: object) -> None:
    row, column = place
    grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
    cells = grid.rows[row]
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = cell
