"""Finds out what a path holds and reads it into clean tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sanbi.engine.scoring.data.expectation import Expectation
from sanbi.engine.scoring.data.faultlist import WHOLE, FaultList, Place
from sanbi.engine.scoring.data.headings import GUIDE_NAMES, guess_table, normal, table_of
from sanbi.engine.scoring.data.origin import RawTable
from sanbi.engine.scoring.data.readers.archive import OLE, ZIP
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.layout import Layout, read_layout
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.long_sheet import read_long
from sanbi.engine.scoring.data.readers.parquet_file import read_parquet_file
from sanbi.engine.scoring.data.readers.refusal import Refused
from sanbi.engine.scoring.data.readers.text_file import read_text_file
from sanbi.engine.scoring.data.readers.wide_sheet import read_wide
from sanbi.engine.scoring.data.readers.workbook import read_workbook
from sanbi.engine.scoring.data.schemas import TABLES
from sanbi.engine.scoring.data.tables import Data
from sanbi.engine.scoring.faults import DataFaults

PARQUET = b"PAR1"
_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_BOOKS = (".xlsx", ".ods", ".xlsm", ".xlsb", ".xls", ".et")
_DEFAULT_LIMITS = Limits()


def read_data(
    path: str | Path,
    layout: Mapping[str, object] | None = None,
    period: str | None = None,
    indicators: Iterable[str] | None = None,
    *,
    expected: Expectation | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    language: str = "en",
) -> Data:
    """Return the clean tables of a workbook, a CSV or Parquet file, or a folder of such files.

    The content decides what a file is, not its name. Sheets and files are known by their names
    (docs/mechanisms/data.md), headings by theirs; titles may stand above the headings.

    Parameters
        path : str or Path: .xlsx, .ods, .csv, .parquet, or a folder with `units.csv` and so on.
        layout : the `data:` mapping of the scheme, or None.
        period : the scheme's period, for rows without one.
        indicators : codes that the scheme uses; in a wide sheet they tell indicators from
            coefficients, and codes that are not among them are noted.
        expected : further names that the scheme knows.
        limits : sizes beyond which a file is refused unread.
        language : `en` or `zh`, for the messages.
    Raises
        DataFaults  with every fault by sheet and cell, or with the one reason why the file is not
            opened at all. Nothing is half accepted.
        ValueError  for a layout that is none.
    Source      docs/mechanisms/scheme.md §3
    """
    names = expected or Expectation()
    if indicators is not None:
        names = replace(names, indicators=frozenset(indicators))
    shape = read_layout(layout) if layout is not None else None
    faults = FaultList(language)
    grids = _read_grids(Path(path), limits, faults)
    tables = _tables(grids, shape, names.indicators, faults)
    if not tables and not faults:
        faults.add("no-tables", Place(WHOLE.order, Path(path).name))
    return Data.from_tables(tables, period, faults, names)


def _read_grids(path: Path, limits: Limits, faults: FaultList) -> list[Grid]:
    if not path.exists():
        raise Refused("no-file").as_faults(str(path), faults.language)
    if not path.is_dir():
        return _read_file(path, limits, 0, faults)
    grids: list[Grid] = []
    refusals: list[DataFaults] = []
    endings = (*_TEXT_ENDINGS, ".parquet")
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in endings)
    for order, file in enumerate(files):
        try:
            grids += _read_file(file, limits, order, faults)
        except DataFaults as refusal:
            refusals.append(refusal)
    if refusals:
        raise DataFaults([fault for refusal in refusals for fault in refusal.faults])
    return grids


def _read_file(path: Path, limits: Limits, order: int, faults: FaultList) -> list[Grid]:
    try:
        return _read_by_content(path, limits, order, faults)
    except Refused as refusal:
        raise refusal.as_faults(path.name, faults.language) from refusal
    except OSError as error:
        refused = Refused("damaged-file", reason=error.strerror)
        raise refused.as_faults(path.name, faults.language) from error


def _read_by_content(path: Path, limits: Limits, order: int, faults: FaultList) -> list[Grid]:
    ending = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(OLE):
        raise Refused("old-or-encrypted")
    if head.startswith(ZIP):
        return read_workbook(path, limits)
    if head.startswith(PARQUET):
        return [read_parquet_file(path, limits, order, faults)]
    if ending in _TEXT_ENDINGS:
        return [read_text_file(path, limits, order, faults)]
    raise Refused("not-a-workbook" if ending in _BOOKS else "unknown-format", ending=ending)


def _tables(
    grids: list[Grid],
    layout: Layout | None,
    indicators: frozenset[str] | None,
    faults: FaultList,
) -> list[RawTable]:
    named = _named(grids, layout, faults)
    tables: dict[str, RawTable] = {}
    for name, grid in named.items():
        if name == "observations" and (layout is not None and layout.wide):
            found = read_wide(grid, layout, indicators, faults)
        else:
            renamed = layout.renamed if layout is not None and name == "observations" else {}
            table = read_long(grid, name, faults, renamed)
            found = [table] if table is not None else []
        for table in found:
            # A units table of its own comes before what a wide sheet says of units.
            if table.name == name or table.name not in named:
                tables[table.name] = table
            else:
                _note_unread(table, faults)
    return list(tables.values())


def _note_unread(units: RawTable, faults: FaultList) -> None:
    for column in units.columns:
        if column not in TABLES["units"]:
            faults.note("column-unread", units.origin.place(0, column), group=column, text=column)


def _named(grids: list[Grid], layout: Layout | None, faults: FaultList) -> dict[str, Grid]:
    """Return the grid of each table: by its name, else by its headings."""
    named: dict[str, Grid] = {}
    unread = []
    for grid in grids:
        table = table_of(grid.name)
        if not table:
            unread.append(grid)
        elif table in named:
            faults.add("table-twice", grid.whole(), table=table, first=named[table].label)
        else:
            if grid.hidden and not grid.is_empty():
                faults.add("hidden-sheet", grid.whole())
            named[table] = grid
    visible = [grid for grid in unread if not grid.hidden and not grid.is_empty()]
    if layout is not None and "observations" not in named and visible:
        named["observations"] = visible.pop(0)
    elif not named:
        visible = _guess(visible, named, faults)
    for grid in visible:
        if normal(grid.name) not in GUIDE_NAMES:
            faults.note("sheet-unread", grid.whole(), group=grid.label)
    return named


def _guess(grids: list[Grid], named: dict[str, Grid], faults: FaultList) -> list[Grid]:
    """Name grids by their headings; return those that remain nameless."""
    nameless = []
    for grid in grids:
        table = guess_table(grid.rows)
        if table and table not in named:
            faults.note("read-as", grid.whole(), group=grid.label, table=table)
            named[table] = grid
        else:
            nameless.append(grid)
    return nameless
