"""Cleans one column: cells of any kind in, a typed Polars series and its faults out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import polars as pl

from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data import cells as read
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import Cells, RawTable
from sanbi.engine.scoring.data.schemas import DTYPES, TABLES, Column

_READERS: Mapping[str, Callable[[object], read.Reading]] = {
    "code": read.read_code,
    "text": read.read_text,
    "flag": read.read_flag,
    "period": read.read_period,
    "version": read.read_version,
}
_NUMERAL = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"


_LEADING_ZERO = re.compile(r"[+-]?0[0-9]")


def clean_table(table: RawTable, faults: FaultList) -> pl.DataFrame:
    """Return the typed frame of a table, with a column `_row` that numbers its rows from 0.

    Columns that are missing get their default; further columns of units become numbers or text.
    Faults name the cell.
    """
    columns = TABLES[table.name]
    height = table.height
    series = {"_row": pl.Series("_row", range(height), dtype=pl.Int64)}
    for name, column in columns.items():
        if name in table.columns:
            series[name] = _clean(table, name, column, faults)
        else:
            default = [column.default] * height
            series[name] = pl.Series(name, default, dtype=DTYPES[column.kind])
    for name in table.columns:
        if name not in columns:
            series[name] = _clean_further(table, name, faults)
    return pl.DataFrame(series)


def _clean(table: RawTable, name: str, column: Column, faults: FaultList) -> pl.Series:
    cells = table.columns[name]
    if column.kind not in ("number", "count"):
        return _by_distinct_cell(table, name, column, cells, faults)
    series = numbers(table, name, cells, faults)
    if column.kind == "count":
        series = _not_negative(table, name, series, faults)
    return series if column.default is None else series.fill_null(column.default)


def _not_negative(table: RawTable, name: str, values: pl.Series, faults: FaultList) -> pl.Series:
    """How many times: −1 is somebody's point to take off, and a minus of its own would give it."""
    bad = (values < 0).fill_null(value=False)
    for index in bad.arg_true():
        text = number_text(values[index])
        faults.add("negative-count", table.origin.place(index, name), text=text)
    return values.set(bad, None)


def _clean_further(table: RawTable, name: str, faults: FaultList) -> pl.Series:
    """Return a further column of units as numbers or text, whichever most of its cells are.

    A text such as 007 is a code, not the number 7, and one such cell makes the column text.
    """
    cells = table.columns[name]
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    readings = [read.read_number(cell, note_text=False) for cell in filled]
    numeric = sum(
        reading.value is not None or reading.fault == "percent-format" for reading in readings
    )
    coded = any(isinstance(cell, str) and _LEADING_ZERO.match(cell.strip()) for cell in filled)
    if filled and not coded and 2 * numeric >= len(filled):
        return numbers(table, name, cells, faults)
    return _by_distinct_cell(table, name, Column("text", default=""), cells, faults)


def numbers(table: RawTable, name: str, cells: Cells, faults: FaultList) -> pl.Series:
    """Return a Float64 series; empty and faulty cells are null."""
    if isinstance(cells, pl.Series) and cells.dtype.is_numeric():
        return _finite_only(table, name, cells.cast(pl.Float64), faults)
    mixed = cells.to_list() if isinstance(cells, pl.Series) else cells
    if set(map(type, mixed)) <= {str, type(None)}:
        text = pl.Series(name, mixed, dtype=pl.String)
        plain = text.str.contains(_NUMERAL).fill_null(value=False)
        values = text.set(~plain, None).cast(pl.Float64)
        odd = (~plain & (text.fill_null("") != "")).arg_true().to_list()
        if table.typed:
            odd = (text.fill_null("") != "").arg_true().to_list()
    else:
        values = pl.Series(name, [c if type(c) is float else None for c in mixed], dtype=pl.Float64)
        odd = [i for i, cell in enumerate(mixed) if type(cell) is not float and cell is not None]
    read_again = {i: _read_odd(table, name, i, mixed[i], faults) for i in odd if mixed[i] != ""}
    if read_again:
        found = pl.Series(list(read_again.values()), dtype=pl.Float64)
        values = values.scatter(list(read_again), found)
    return _finite_only(table, name, values, faults)


def _read_odd(
    table: RawTable, name: str, index: int, cell: object, faults: FaultList
) -> float | None:
    reading = read.read_number(cell, note_text=table.typed)
    _report(table, name, index, reading, faults)
    return reading.value if isinstance(reading.value, float) else None


def _finite_only(table: RawTable, name: str, values: pl.Series, faults: FaultList) -> pl.Series:
    bad = ~values.is_finite().fill_null(value=True)
    for index in bad.arg_true():
        text = str(values[index])
        faults.add("not-finite", table.origin.place(index, name), text=text)
    return (values.set(bad, None) + 0.0).alias(name)  # + 0.0: minus zero becomes zero


def _by_distinct_cell(
    table: RawTable, name: str, column: Column, cells: Cells, faults: FaultList
) -> pl.Series:
    """Read each distinct cell once: codes repeat by the thousand. Refused cells are null."""
    known: dict[object, read.Reading] = {}
    reader = _READERS[column.kind]
    values: list[object] = []
    for index, cell in enumerate(cells):
        key = cell if type(cell) is str else (type(cell), cell)
        reading = known.get(key)
        if reading is None:
            reading = known[key] = _or_default(reader(cell), column, name)
        if reading.fault or reading.notes:
            _report(table, name, index, reading, faults)
        values.append(reading.value)
    return pl.Series(name, values, dtype=DTYPES[column.kind])


def _or_default(reading: read.Reading, column: Column, name: str) -> read.Reading:
    if reading.fault or reading.value not in (None, ""):
        return reading
    if column.required:
        return read.Reading(fault="missing-cell", facts={"column": name})
    return read.Reading(column.default)


def _report(
    table: RawTable, name: str, index: int, reading: read.Reading, faults: FaultList
) -> None:
    if not (reading.fault or reading.notes):
        return
    if reading.fault and faults.full():
        faults.count()
        return
    place = table.origin.place(index, name)
    if reading.fault:
        faults.add(reading.fault, place, **reading.facts)
    for note in reading.notes:
        faults.note(note, place, group=(table.name, name), **reading.facts)
