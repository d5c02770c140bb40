"""The tables of the data: their columns, types, keys and defaults, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
        kind : how a cell is read: `code` (cleaned text that names something), `text` (free text),
            `number`, `flag`, `period`, `version`.
        required : a table without this column, and a row without this cell, is refused.
        key : the column is part of the key by which the table is sorted.
        default : value of an empty cell or of a column that is not there.
    """

    kind: str
    required: bool = False
    key: bool = False
    default: object = None


DTYPES: Mapping[str, pl.DataType] = {
    "code": pl.String(),
    "text": pl.String(),
    "period": pl.String(),
    "number": pl.Float64(),
    "flag": pl.Boolean(),
    "count": pl.Float64(),
    "version": pl.Int64(),
}

_UNIT = Column("code", required=True, key=True)
_PERIOD = Column("period", key=True, default="")
_TEXT = Column("text", default="")
_NUMBER = Column("number")

TABLES: Mapping[str, Mapping[str, Column]] = {
    "units": {
        "unit": _UNIT,
        "name": _TEXT,
        "group": _TEXT,
        "participates": Column("flag", default=True),
        "formerly": _TEXT,
    },
    "observations": {
        "unit": _UNIT,
        "indicator": Column("code", required=True, key=True),
        "period": _PERIOD,
        "value": _NUMBER,
        "target": _NUMBER,
        "version": Column("version", default=1),
        "source": _TEXT,
        "revised": Column("flag", default=False),
    },
    "ratings": {
        "unit": _UNIT,
        "leaf": Column("code", required=True, key=True),
        "period": _PERIOD,
        "assessor": Column("code", key=True, default=""),
        "rating": _NUMBER,
        "reason": _TEXT,
    },
    "events": {
        "unit": _UNIT,
        "item": Column("code", required=True, key=True),
        "period": _PERIOD,
        "kind": Column("code", key=True, default=""),
        "count": Column("count", default=1.0),
        "amount": _NUMBER,
        "document": _TEXT,
        "note": _TEXT,
    },
    "ballots": {
        "electorate": Column("code", required=True, key=True),
        "period": _PERIOD,
        "ballot": Column("code", required=True, key=True),
        "class": Column("code", key=True, default=""),
        "voter_unit": Column("code", default=""),
        "unit": _UNIT,
        "criterion": Column("code", key=True, default=""),
        "mark": Column("code", default=""),
    },
    "history": {
        "unit": _UNIT,
        "group": Column("code", key=True, default=""),
        "period": _PERIOD,
        "score": _NUMBER,
        "rank": _NUMBER,
        "grade": _TEXT,
    },
}

# Columns that a table must have besides the required ones: a sheet of observations without
# values says nothing, though a single cell may be empty (not reported).
NEEDED: Mapping[str, tuple[str, ...]] = {
    "units": (),
    "observations": ("value",),
    "ratings": ("rating",),
    "events": (),
    "ballots": ("mark",),
    "history": (),
}

UNITS, OBSERVATIONS, RATINGS, EVENTS, BALLOTS, HISTORY = (
    {name: DTYPES[column.kind] for name, column in columns.items()} for columns in TABLES.values()
)
SCHEMAS: Mapping[str, Mapping[str, pl.DataType]] = {
    "units": UNITS,
    "observations": OBSERVATIONS,
    "ratings": RATINGS,
    "events": EVENTS,
    "ballots": BALLOTS,
    "history": HISTORY,
}


def key_of(table: str) -> list[str]:
    """Return the key columns of a table, in the order by which its rows are sorted."""
    return [name for name, column in TABLES[table].items() if column.key]


def empty_frame(table: str) -> pl.DataFrame:
    """Return the table without rows."""
    return pl.DataFrame(schema=dict(SCHEMAS[table]))
