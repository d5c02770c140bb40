"""Reads a feed's file into one table of texts: csv, xlsx or Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.feeding.faults import FeedRefused, RowFaults
from sanbi.apps.orgs.files import check_figures, read_figures

NEEDED = ("unit", "indicator", "period", "value")
COLUMNS = (*NEEDED, "released_on", "edition", "statement")
CHINESE = {
    "单位": "unit",
    "指标": "indicator",
    "期次": "period",
    "期": "period",
    "数值": "value",
    "发布日期": "released_on",
    "版次": "edition",
    "说明": "statement",
}


def column_word(name: str) -> str:
    """A column as the reader's language calls it: one of the heads that are understood."""
    if not (get_language() or "").startswith("zh"):
        return name
    return next((word for word, meant in CHINESE.items() if meant == name), name)


def read_feed(path: Path, name: str) -> pl.DataFrame:
    """Return the file as texts: `COLUMNS` and ``row`` (the number of the row in the file).

    The file is looked at once more, and read in a process of its own.

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
    try:
        file = check_figures(name, path.read_bytes())
        found = read_figures(file, {*COLUMNS, *CHINESE})
    except Refused as error:
        raise _refused("", str(error), int(error.where) if error.where.isdigit() else 1) from error
    names = _columns(found.head, found.first)
    table = pl.read_ipc_stream(io.BytesIO(found.stream))
    return _finished(
        table.rename({place: names[int(place)] for place in table.columns}), found.first
    )


def _columns(head: Iterable[str], row: int) -> list[str]:
    """English names of the head's columns.

    Raises
    ------
    FeedRefused
        when a needed one is missing, or a known one stands twice.
    """
    found = [CHINESE.get(name.strip(), name.strip().lower()) for name in head]
    for name in NEEDED:
        if name not in found:
            raise _refused(
                name,
                _("The head lacks the column {name}. It needs {all}.").format(
                    name=column_word(name), all=_listed(NEEDED)
                ),
                row,
            )
    twice = next((name for name in COLUMNS if found.count(name) > 1), None)
    if twice:
        raise _refused(
            twice,
            _("The column {name} stands twice in the head.").format(name=column_word(twice)),
            row,
        )
    return found


def _listed(names: Sequence[str]) -> str:
    between = "、" if (get_language() or "").startswith("zh") else ", "
    return between.join(map(column_word, names))


def _finished(table: pl.DataFrame, first: int) -> pl.DataFrame:
    """Known columns as trimmed texts with row numbers, without rows that are empty throughout."""
    texts = table.select(
        pl.col(name).fill_null("").str.strip_chars()
        if name in table.columns
        else pl.lit("").alias(name)
        for name in COLUMNS
    ).with_row_index("row", offset=first + 1)
    kept = texts.filter(pl.any_horizontal(pl.col(name) != "" for name in COLUMNS))
    if kept.is_empty():
        raise _refused("", _("The file holds no rows."), first)
    return kept


def _refused(column: str, message: str, row: int) -> FeedRefused:
    faults = RowFaults()
    faults.add(row, column, message)
    return FeedRefused(faults)
