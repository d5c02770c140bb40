"""Rows that say the same thing twice: refused, superseded by version, or noted."""

from __future__ import annotations

import polars as pl

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import Origin

_UNIQUE = {
    "units": ["unit"],
    "observations": ["unit", "indicator", "period", "version"],
    "ballots": ["electorate", "period", "class", "ballot", "unit", "criterion"],
    "history": ["unit", "group", "period"],
}
_OPINION = ["unit", "leaf", "period", "assessor", "rating", "reason"]
_EVENT = ["unit", "item", "period", "kind", "count", "amount", "document", "note"]


def refuse_duplicates(
    table: str, frame: pl.DataFrame, origin: Origin | None, faults: FaultList
) -> pl.DataFrame:
    """Return the table with one row for each key.

    Of observations the highest version stays, and is marked as revised, since it replaces a figure
    that was handed in beside it. Ratings are opinions and events are facts, and both
    may honestly repeat: equal rows are noted, and refused only where a document number shows that
    one event was entered twice.
    """
    if origin is None:
        return frame
    if table in _UNIQUE:
        frame = _refuse(frame, _UNIQUE[table], origin, faults)
    if table == "observations":
        frame = _newest(frame, origin, faults)
    if table == "ratings":
        _note(frame, _OPINION, "rating-repeated", origin, faults)
    if table == "events":
        _refuse(frame.filter(pl.col("document") != ""), _EVENT, origin, faults)
        _note(frame.filter(pl.col("document") == ""), _EVENT, "event-repeated", origin, faults)
    return frame


def _refuse(frame: pl.DataFrame, key: list[str], origin: Origin, faults: FaultList) -> pl.DataFrame:
    """Refuse every row after the first of its key."""
    if not frame.select(key).is_duplicated().any():
        return frame
    # A null here is a cell that was refused, or a required one that is empty: said already.
    needed = [name for name in key if frame.schema[name] != pl.Float64]
    filled = frame.filter(pl.all_horizontal(pl.col(needed).is_not_null()))
    marked = filled.with_columns(_first=pl.col("_row").min().over(key))
    version = "version" in key
    again = marked.filter(pl.col("_row") != pl.col("_first"))
    for row in faults.listed(again).iter_rows(named=True):
        text = ", ".join(str(row[name]) for name in key if name != "version" and row[name] != "")
        faults.add(
            "duplicate-version" if version else "duplicate",
            origin.place(row["_row"], "unit"),
            key=text,
            first=origin.place(row["_first"], "unit").text,
            **({"number": row["version"]} if version else {}),
        )
    return frame.unique(key, keep="first", maintain_order=True)


def _newest(frame: pl.DataFrame, origin: Origin, faults: FaultList) -> pl.DataFrame:
    key = ["unit", "indicator", "period"]
    newest = frame.with_columns(_newest=pl.col("version").max().over(key))
    old = newest.filter(pl.col("version") < pl.col("_newest"))
    for row in old.iter_rows(named=True):
        facts = {name: row[name] for name in key}
        place = origin.place(row["_row"], "version")
        faults.note("superseded", place, **facts, old=row["version"], new=row["_newest"])
    if old.is_empty():
        return frame
    replaces = (pl.col("version").min().over(key) < pl.col("_newest")).fill_null(value=False)
    marked = newest.with_columns(revised=pl.col("revised") | replaces)
    return marked.filter(pl.col("version") == pl.col("_newest")).drop("_newest")


def _note(
    frame: pl.DataFrame, key: list[str], code: str, origin: Origin, faults: FaultList
) -> None:
    repeated = frame.filter(pl.struct(key).is_duplicated())
    for row in repeated.unique(key, keep="last", maintain_order=True).iter_rows(named=True):
        text = ", ".join(str(row[name]) for name in key[:4] if row[name] not in ("", None))
        faults.note(code, origin.place(row["_row"], "unit"), group=text, key=text)
