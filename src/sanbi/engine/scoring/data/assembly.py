"""Puts cleaned tables together: renamed units, unknown units, duplicates, versions, order."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import polars as pl

from sanbi.engine.scoring.data.cells import read_code, read_text
from sanbi.engine.scoring.data.columns import clean_table
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import Origin, RawTable
from sanbi.engine.scoring.data.renaming import read_renaming
from sanbi.engine.scoring.data.repeats import refuse_duplicates
from sanbi.engine.scoring.data.schemas import DTYPES, SCHEMAS, TABLES, empty_frame, key_of

Frames = dict[str, pl.DataFrame]
_MANY, _HINTS = 5000, 20


def assemble(
    tables: Sequence[RawTable], period: str | None, faults: FaultList
) -> tuple[Frames, Mapping[str, Origin]]:
    """Return the six clean tables and the origins of their rows.

    Each frame keeps the column `_row`, the row's number in its origin, and is sorted by key.

    Parameters
        tables : at most one of each name.
        period : canonical text of the scheme's period for rows without one, or None.
        faults : takes every fault and note.
    """
    origins = {table.name: table.origin for table in tables}
    frames = {table.name: clean_table(table, faults) for table in tables}
    for name in TABLES:
        if name not in frames:
            frames[name] = empty_frame(name).with_columns(_row=pl.lit(0, dtype=pl.Int64))
    if period:
        frames = {name: _with_period(frame, period) for name, frame in frames.items()}
    frames["ratings"] = _without_empty_ratings(frames["ratings"], origins, faults)
    frames["units"] = _units(frames, origins, faults)
    frames = _checked_units(frames, origins, faults)
    for name, frame in frames.items():
        if frame.height:
            frames[name] = refuse_duplicates(name, frame, origins.get(name), faults)
    for table in tables:
        _check_names(table, frames["units"], faults)
    return {name: _in_order(name, frame) for name, frame in frames.items()}, origins


def _with_period(frame: pl.DataFrame, period: str) -> pl.DataFrame:
    if "period" not in frame.columns:
        return frame
    return frame.with_columns(period=pl.col("period").replace("", period))


def _without_empty_ratings(
    frame: pl.DataFrame, origins: Mapping[str, Origin], faults: FaultList
) -> pl.DataFrame:
    """Drop prepared rows that nobody rated; refuse those that have a reason all the same."""
    slips = frame.filter(pl.col("rating").is_null() & (pl.col("reason") != ""))
    if not faults:  # a rating that was refused is empty too, and has been said
        for row in slips["_row"]:
            faults.add("reason-without-rating", origins["ratings"].place(row, "rating"))
    return frame.filter(pl.col("rating").is_not_null())


def _units(frames: Frames, origins: Mapping[str, Origin], faults: FaultList) -> pl.DataFrame:
    """Return the units table, made from the other tables when none is given."""
    if "units" in origins:
        units = refuse_duplicates("units", frames["units"], origins["units"], faults)
        groups = pl.col("group").str.replace_all("；", ";").str.replace_all(r"\s*;\s*", ";")
        return units.with_columns(groups.str.strip_chars("; "))
    named = [frames[name]["unit"] for name in ("observations", "ratings", "events", "ballots")]
    codes = pl.concat(named).drop_nulls().unique().sort()
    codes = codes.filter(codes != "")
    columns: dict[str, object] = {"_row": pl.Series(range(len(codes)), dtype=pl.Int64)}
    for name, column in TABLES["units"].items():
        columns[name] = pl.Series([column.default] * len(codes), dtype=DTYPES[column.kind])
    return pl.DataFrame(columns | {"unit": codes, "name": codes})


def _checked_units(frames: Frames, origins: Mapping[str, Origin], faults: FaultList) -> Frames:
    """Apply former codes, then refuse rows of units that do not exist."""
    units = frames["units"]
    renaming = read_renaming(units, origins.get("units"), faults)
    known = pl.Series("unit", units["unit"].drop_nulls())
    checked = {"units": units}
    for name, frame in frames.items():
        if name == "units":
            continue
        frame = renaming.apply(name, frame, origins.get(name), faults)  # noqa: PLW2901 (stepwise)
        checked[name] = frame
        if "units" in origins and frame.height:
            _refuse_unknown(name, frame, known, units, origins[name], faults)
    return checked


def _refuse_unknown(
    name: str,
    frame: pl.DataFrame,
    known: pl.Series,
    units: pl.DataFrame,
    origin: Origin,
    faults: FaultList,
) -> None:
    unknown = frame.filter(~pl.col("unit").is_in(known.implode()) & (pl.col("unit") != ""))
    if not unknown.height:
        return
    if name == "history":
        for row, code in unknown.select("_row", "unit").iter_rows():
            faults.note("history-unit", origin.place(row, "unit"), group=code, unit=code)
        return
    listed = faults.listed(unknown).select("_row", "unit")
    likely = _likely(listed["unit"], units)
    for row, code in listed.iter_rows():
        place = origin.place(row, "unit")
        if likely.get(code):
            faults.add("unknown-unit-like", place, unit=code, like=likely[code])
        else:
            faults.add("unknown-unit", place, unit=code)


def _likely(codes: pl.Series, units: pl.DataFrame) -> dict[str, str]:
    """Return the unit that is meant by a unit's name, or by a code with a slip of the pen."""
    by_name = dict(zip(units["name"], units["unit"], strict=True))
    likely = {code: by_name[code] for code in codes.unique() if code in by_name}
    known = units["unit"].drop_nulls().to_list()
    if len(known) > _MANY:  # comparing takes long, and the hint is only a help
        return likely
    for code in codes.unique(maintain_order=True).head(_HINTS):
        found = difflib.get_close_matches(code, known, n=1, cutoff=0.6)
        likely |= {code: found[0]} if found and code not in likely else {}
    return likely


def _check_names(table: RawTable, units: pl.DataFrame, faults: FaultList) -> None:
    """Refuse a row whose name beside the code is that of another unit: it slipped by a line."""
    if "name" not in table.checks or table.name == "units":
        return
    right = {
        code: name
        for code, name in units.select("unit", "name").iter_rows()
        if name and name != code
    }
    for index, (code, name) in enumerate(
        zip(table.columns["unit"], table.checks["name"], strict=True)
    ):
        unit, found = read_code(code).value, read_text(name).value
        if found and unit in right and found != right[unit]:
            place = table.origin.place(index, "unit")
            faults.add("name-differs", place, name=found, unit=unit, right=right[unit])


def _in_order(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Sort by key, then by every other column, so that the order of the file leaves no trace."""
    columns = [*key_of(name), *(c for c in SCHEMAS[name] if c not in key_of(name))]
    further = [c for c in frame.columns if c not in SCHEMAS[name] and c != "_row"]
    ordered = [*SCHEMAS[name], *sorted(further), "_row"]
    return frame.select(ordered).sort(columns, maintain_order=True)
