"""Reads small tables from Parquet. Cubes of millions of rows go through `cube.read_cube`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.refusal import Refused

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_CODES = (pl.Categorical, pl.Enum)


def read_parquet_file(path: Path, limits: Limits, order: int, faults: FaultList) -> Grid:
    """Return the rows of a Parquet file, its column names as the first row.

    Raises
        Refused  for a file that is too large, damaged, or holds nested values.
    """
    size = path.stat().st_size
    if size > limits.packed:
        megabytes = (f"{size / 1e6:.1f}", f"{limits.packed / 1e6:.1f}")
        raise Refused("file-too-large", size=megabytes[0], limit=megabytes[1])
    import pyarrow as pa  # takes longer to load than most files take to read
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _check_size(file.metadata, limits)
        frame = pl.read_parquet(path, glob=False)
    except (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise Refused("bad-parquet", reason=str(error).splitlines()[0]) from error
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    if nested:
        raise Refused("bad-parquet", reason=f"{nested[0]} holds lists")
    word = "列" if faults.language == "zh" else "column"
    cells = [_cells(series) for series in frame.get_columns()]
    rows = [list(frame.columns), *(list(row) for row in zip(*cells, strict=True))]
    lines = range(len(rows))  # the first row of data is row 1
    return Grid(path.name, path.stem, rows, order=order, lines=lines, word=word)


def _check_size(metadata: pq.FileMetaData, limits: Limits) -> None:
    if metadata.num_columns > limits.columns:
        raise Refused("too-many-columns", limit=limits.columns)
    if metadata.num_rows * metadata.num_columns > limits.cells:
        raise Refused("too-many-cells", rows=metadata.num_rows, columns=metadata.num_columns)
    groups = range(metadata.num_row_groups)
    unpacked = sum(metadata.row_group(number).total_byte_size for number in groups)
    if unpacked > limits.unpacked:
        megabytes = (f"{unpacked / 1e6:.1f}", f"{limits.unpacked / 1e6:.1f}")
        raise Refused("unpacks-too-large", size=megabytes[0], limit=megabytes[1])


def _cells(series: pl.Series) -> list[object]:
    if isinstance(series.dtype, _CODES) or series.dtype == pl.Binary:
        series = series.cast(pl.String)
    elif series.dtype.is_float():
        # NaN is no missing value: the reader of numbers refuses it with its row.
        series = _exact_double(series)
    return ["" if value is None else value for value in series.to_list()]


def _exact_double(series: pl.Series) -> pl.Series:
    """Return float64; the float32 nearest to 0.1 becomes 0.1, not 0.10000000149."""
    if series.dtype == pl.Float32:
        return series.cast(pl.String).cast(pl.Float64)
    return series
