"""Reads small tables from Parquet. Cubes of millions of rows go through `cube.read_cube`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.refusal import Refused

if TYPE_CHECKING:
    import pyarrow.parquet as pq


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
            # Arrow's reader survives damaged files that end the process in Polars' own.
            table = file.read(use_threads=False)
            table.validate(full=True)
            cells = [_cells(column) for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise Refused("bad-parquet", reason=first_line(error)) from error
    word = "列" if faults.language == "zh" else "column"
    rows = [list(table.column_names), *(list(row) for row in zip(*cells, strict=True))]
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


def _cells(column: Any) -> list[object]:  # noqa: ANN401 (pyarrow has no types)
    """Return the cells of a column, "" where it is null.

    NaN is no missing value: the reader of numbers refuses it with its row.
    """
    import pyarrow as pa

    kind = column.type
    if pa.types.is_nested(kind):
        raise Refused("bad-parquet", reason=f"a column holds {kind}")
    if pa.types.is_float32(kind):  # the float32 nearest to 0.1 is 0.1, not 0.10000000149
        column = column.cast(pa.string()).cast(pa.float64())
    if pa.types.is_binary(kind):
        column = column.cast(pa.string())
    return ["" if cell is None else cell for cell in column.to_pylist()]


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text, or its kind when it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)
