"""Reads a feed's file into one table of texts: csv, xlsx or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from sanbi.apps.indicators.feeding.faults import FeedRefused, RowFaults

NEEDED = ("unit", "indicator", "period", "value")
COLUMNS = (*NEEDED, "released_on", "edition", "statement")
CHINESE = {
    "单位": "unit",
    "指标": "indicator",
    "期": "period",
    "期次": "period",
    "数值": "value",
    "发布日期": "released_on",
    "版次": "edition",
    "说明": "statement",
}
MOST_ROWS = 2_000_000


def read_feed(path: Path, name: str) -> pl.DataFrame:
    """Return the file as texts: `COLUMNS` and ``row`` (the file's row number; the head is 1).

    Parameters
    ----------
    path : Path
        Where the content lies.
    name : str
        The file's own name; its ending says what it is.

    Raises
    ------
    FeedRefused
        when it cannot be read, or lacks a column.
    """
    kind = name.rpartition(".")[2].lower()
    readers = {"csv": _read_csv, "xlsx": _read_xlsx, "parquet": _read_parquet}
    if kind not in readers:
        raise _refused(
            "", _("Hand in a .csv, .xlsx or .parquet file; this one is {name}."), name=name
        )
    table = readers[kind](path)
    if len(table) > MOST_ROWS:
        raise _refused("", _("At most {most} rows in one file; part it."), most=MOST_ROWS)
    return table


def _read_csv(path: Path) -> pl.DataFrame:
    """A csv file in UTF-8 or GB18030."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _refused("", _("The text is neither UTF-8 nor GB18030; save it as CSV UTF-8."))
    head = next(csv.reader(io.StringIO(text[:10_000])), [])
    names = _columns(head)
    try:
        table = pl.read_csv(
            io.StringIO(text),
            has_header=False,
            skip_rows=1,
            infer_schema=False,
            new_columns=names,
        )
    except pl.exceptions.NoDataError:
        raise _refused("", _("The file holds no rows.")) from None
    except pl.exceptions.PolarsError as error:
        raise _refused("", _("The file is not regular CSV: {why}"), why=error) from error
    return _finished(table, names)


def _read_xlsx(path: Path) -> pl.DataFrame:
    """The first sheet of a workbook."""
    try:
        rows: Sequence[Sequence[object]] = (
            CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        )
    except (CalamineError, OSError) as error:
        raise _refused("", _("The workbook cannot be read: {why}"), why=error) from error
    if not rows:
        raise _refused("", _("The file holds no rows."))
    names = _columns([str(cell) for cell in rows[0]])
    body = [[_text(cell) for cell in row] for row in rows[1:]]
    return _finished(
        pl.DataFrame(body, schema=dict.fromkeys(names, pl.String), orient="row"), names
    )


def _text(cell: object) -> str:
    """A cell as the text that a person sees; a whole number has no decimals."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def _read_parquet(path: Path) -> pl.DataFrame:
    try:
        table = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _refused("", _("The Parquet file cannot be read: {why}"), why=error) from error
    names = _columns(table.columns)
    table.columns = names
    return _finished(table.select(pl.all().cast(pl.String, strict=False)), names)


def _columns(head: Iterable[str]) -> list[str]:
    """English names of the head's columns.

    Raises
    ------
    FeedRefused
        when a needed one is missing, or one stands twice.
    """
    found = [CHINESE.get(name.strip(), name.strip().lower()) for name in head]
    for name in NEEDED:
        if name not in found:
            raise _refused(
                name,
                _("The head lacks the column {name}. It needs {all}."),
                name=name,
                all=", ".join(NEEDED),
            )
    twice = next((name for name in found if name and found.count(name) > 1), None)
    if twice:
        raise _refused(twice, _("The column {name} stands twice in the head."), name=twice)
    return [name or f"_{place}" for place, name in enumerate(found)]


def _finished(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Known columns as trimmed texts with row numbers, without rows that are empty throughout."""
    texts = table.select(
        pl.col(name).fill_null("").str.strip_chars() if name in names else pl.lit("").alias(name)
        for name in COLUMNS
    ).with_row_index("row", offset=2)
    kept = texts.filter(pl.any_horizontal(pl.col(name) != "" for name in COLUMNS))
    if kept.is_empty():
        raise _refused("", _("The file holds no rows."))
    return kept


def _refused(column: str, message: str, **values: object) -> FeedRefused:
    faults = RowFaults()
    faults.add(1, column, message.format(**values))
    return FeedRefused(faults)
