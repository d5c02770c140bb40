"""The tables as canonical CSV: what goes into a package and comes back from it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data.faultlist import FaultList, Place
from sanbi.engine.scoring.data.origin import FileOrigin, RawTable
from sanbi.engine.scoring.data.schemas import SCHEMAS
from sanbi.engine.scoring.data.tables import Data

_QUOTED = r'[",\r\n]'


def to_csv_files(data: Data) -> dict[str, bytes]:
    """Return `units.csv`, `observations.csv`, … of the data as canonical CSV.

    Every table is written, empty ones with their header alone. Numbers are the shortest decimal
    that names the float64, yes and no are `true` and `false`, an empty cell is an empty field.
    Rows are sorted by key, so equal data give equal bytes.

    Source      docs/algorithms/package.md, "Canonical CSV"
    """
    return {f"{name}.csv": table_bytes(getattr(data, name)) for name in SCHEMAS}


def table_bytes(frame: pl.DataFrame) -> bytes:
    """Return one table as canonical CSV bytes."""
    header = ",".join(_quoted(name) for name in frame.columns)
    if not frame.height:
        return f"{header}\n".encode()
    fields = [_fields(frame[name]) for name in frame.columns]
    lines = pl.DataFrame(fields).select(pl.concat_str(pl.all(), separator=","))
    return "\n".join([header, *lines.to_series().to_list(), ""]).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(_QUOTED, text) else text


def _fields(series: pl.Series) -> pl.Series:
    if series.dtype == pl.Float64:
        return number_texts(series)
    if series.dtype == pl.String:
        quoted = '"' + pl.col(series.name).str.replace_all('"', '""', literal=True) + '"'
        needs = pl.col(series.name).str.contains(_QUOTED)
        chosen = pl.when(needs).then(quoted).otherwise(pl.col(series.name))
        return series.to_frame().select(chosen.fill_null("").alias(series.name)).to_series()
    return series.cast(pl.String).fill_null("")


def number_texts(series: pl.Series) -> pl.Series:
    """Return the canonical texts of a Float64 series, "" for null.

    Polars prints the same shortest digits as Python but chooses the exponent at other places, so
    only texts that carry one go the slow way.
    """
    text = series.cast(pl.String).str.strip_suffix(".0")
    odd = text.str.contains("[eE]").fill_null(value=False) | (text == "-0").fill_null(value=False)
    places = odd.arg_true()
    if len(places):
        written = [number_text(float(value)) for value in series.gather(places)]
        text = text.scatter(places, pl.Series(written, dtype=pl.String))
    return text.fill_null("")


def from_csv_files(files: Mapping[str, bytes], language: str = "en") -> Data:
    """Return the data of canonical CSV files.

    Parameters
        files : file name to bytes, as `to_csv_files` gives them; a missing table is empty.
        language : `en` or `zh`, for the messages.
    Raises
        DataFaults  for anything that `to_csv_files` would not have written: the check is that the
            data read are written back to the same bytes.
    """
    faults = FaultList(language)
    tables = []
    for order, name in enumerate(SCHEMAS):
        content = files.get(f"{name}.csv")
        if content is not None:
            table = _read_table(name, content, order, faults)
            if table is not None:
                tables.append(table)
    faults.raise_if_any()
    data = Data.from_tables(tables, None, faults)
    for name, content in to_csv_files(data).items():
        if name in files and files[name] != content:
            _report_difference(name, files[name], content, faults)
    faults.raise_if_any()
    return data


def _read_table(name: str, content: bytes, order: int, faults: FaultList) -> RawTable | None:
    file = f"{name}.csv"
    place = Place((order, 1, 0), f"{file}:1")
    try:
        frame = pl.read_csv(content, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        faults.add("not-canonical", place, reason=str(error).splitlines()[0])
        return None
    known = list(SCHEMAS[name])
    if frame.columns[: len(known)] != known or (
        name != "units" and len(frame.columns) > len(known)
    ):
        reason = f"the columns are {', '.join(frame.columns)}; they should be {', '.join(known)}"
        faults.add("not-canonical", place, reason=reason)
        return None
    columns = dict(zip(range(len(frame.columns)), frame.columns, strict=True))
    origin = FileOrigin(
        file,
        range(2, frame.height + 2),
        {heading: number for number, heading in columns.items()},
        frame.columns,
        order,
    )
    return RawTable(name, {c: _typed(frame[c]) for c in frame.columns}, origin, typed=False)


def _typed(series: pl.Series) -> pl.Series:
    return series.set(series == "", None)


def _report_difference(name: str, found: bytes, right: bytes, faults: FaultList) -> None:
    order = list(SCHEMAS).index(name.removesuffix(".csv"))
    lines = found.split(b"\n"), right.split(b"\n")
    for number, (line, expected) in enumerate(zip(*lines, strict=False), start=1):
        if line != expected:
            reason = (
                f"'{line.decode(errors='replace')}' stands where "
                f"'{expected.decode(errors='replace')}' should"
            )
            place = Place((order, number, 0), f"{name}:{number}")
            faults.add("not-canonical", place, reason=reason)
            return
    place = Place((order, len(lines[0]), 0), f"{name}:{len(lines[0])}")
    faults.add("not-canonical", place, reason="the file is longer or shorter than its rows")
