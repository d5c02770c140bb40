"""A long Parquet file of millions of rows, streamed into one dense array.

One row group after another is decoded to codes; the codes of a row give one place in the array,
and the values are scattered there. The rows themselves are never held, so 49.2 million of them
need little more memory than the array (394 MB).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.data.cells import Reading, read_code, read_period
from sanbi.engine.scoring.data.cube_axis import Axis, Places, array_view, null_rows
from sanbi.engine.scoring.data.readers.parquet_file import first_line
from sanbi.engine.scoring.data.readers.refusal import Refused

if TYPE_CHECKING:
    import pyarrow.parquet as pq

Floats = npt.NDArray[np.float64]

_BATCH = 1 << 20  # rows that are decoded at once; more do not make it faster
_WORKERS = 2
_CELLS = 400_000_000  # 3.2 GB
_NULL = np.inf  # stands for "a row without value" until the end: an infinite value is refused


@dataclass(frozen=True, eq=False)
class Cube:
    """Values of every unit, indicator and period.

    Parameters
        units, indicators, periods : tuple of codes, each sorted.
        values : float64 array [period, indicator, unit], C-contiguous, NaN for missing.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    values: Floats


def read_cube(
    path: str | Path,
    unit: str = "unit",
    indicator: str = "indicator",
    period: str = "period",
    value: str = "value",
    indicators: Iterable[str] | None = None,
    periods: Iterable[str] | None = None,
    *,
    max_cells: int = _CELLS,
    workers: int = _WORKERS,
    language: str = "en",
) -> Cube:
    """Return the dense array of a long Parquet file.

    Parameters
        path : str or Path, of one Parquet file; text (dictionary-encoded or plain) or whole
            numbers in its key columns; rows in any order.
        unit, indicator, period, value : names of its columns; others are not read.
        indicators, periods : codes to keep; None keeps all. Codes that are asked for and not
            there are axes of missing values.
        max_cells : int, size of the array beyond which the file is refused.
        workers : int, threads. The result does not depend on it.
        language : `en` or `zh`, for the messages.
    Returns
        Cube, axes sorted by code. A row without value is a missing cell.
    Raises
        DataFaults  when a column is missing, a key is empty or unreadable, a value is infinite or
            not a number, or two rows have one key (the first of each kind is named).
    """
    columns = (unit, indicator, period, value)
    keep = (None, _codes(indicators, read_code), _codes(periods, read_period))
    name = Path(path).name
    import pyarrow as pa

    try:
        reader = _CubeReader(Path(path), columns, keep, max_cells)
        return reader.run(workers)
    except Refused as refusal:
        raise refusal.as_faults(name, language) from refusal
    except (pa.ArrowException, OSError, KeyError, IndexError, UnicodeDecodeError) as error:
        damaged = Refused("bad-parquet", reason=first_line(error))
        raise damaged.as_faults(name, language) from error


def _codes(
    wanted: Iterable[str] | None, read: Callable[[object], Reading]
) -> tuple[str, ...] | None:
    return None if wanted is None else tuple(sorted({str(read(code).value) for code in wanted}))


class _CubeReader:
    """Reads the row groups of a file by several threads into one array."""

    def __init__(
        self,
        path: Path,
        columns: tuple[str, str, str, str],
        keep: tuple[tuple[str, ...] | None, ...],
        max_cells: int,
    ) -> None:
        self.path = path
        self.columns = columns
        self.max_cells = max_cells
        readers = (read_code, read_code, read_period)
        self.axes = [
            Axis(*parts) for parts in zip(columns[:3], readers, keep, strict=True)
        ]  # unit, indicator, period
        self.values: Floats = np.empty((0, 0, 0))
        self.turn = threading.Condition()
        self.writing = 0  # threads that scatter into `values` now
        self.rows = 0
        self.nulls = False
        self.starts: list[int] = []

    def run(self, workers: int) -> Cube:
        with self._open() as file:
            groups = range(file.metadata.num_row_groups)
            sizes = [file.metadata.row_group(number).num_rows for number in groups]
        self.starts = np.concatenate([[0], np.cumsum(sizes)]).tolist()
        queue = iter(groups)
        with ThreadPoolExecutor(max(1, workers)) as pool:
            done = [pool.submit(self._work, queue) for _ in range(max(1, workers))]
            for each in done:
                each.result()
        return self._finish()

    def _open(self) -> pq.ParquetFile:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(self.path, read_dictionary=list(self.columns[:3]))
        except (pa.ArrowException, OSError) as error:
            code = "bad-parquet" if self.path.is_file() else "no-file"
            raise Refused(code, reason=first_line(error)) from error
        names = file.schema_arrow.names
        for column in self.columns:
            if column not in names:
                raise Refused("missing-parquet-column", column=column, columns=", ".join(names))
        return file

    def _work(self, queue: Iterator[int]) -> None:
        for group, start, batch in self._batches(queue):
            self._add(batch, self.starts[group] + start)

    def _batches(self, queue: Iterator[int]) -> Iterator[tuple[int, int, Any]]:
        with self._open() as file:
            while True:
                with self.turn:
                    group = next(queue, None)
                if group is None:
                    return
                start = 0
                for batch in file.iter_batches(
                    _BATCH, row_groups=[group], columns=list(self.columns), use_threads=False
                ):
                    yield group, start, batch
                    start += batch.num_rows

    def _add(self, batch: Any, first_row: int) -> None:  # noqa: ANN401 (pyarrow has no types)
        """Scatter one batch."""
        keys = [_dictionary(batch.column(name), name, first_row) for name in self.columns[:3]]
        numbers = self._numbers(batch.column(self.columns[3]), first_row)
        flat, maps = self._enter([key.dictionary for key in keys])
        written = 0
        try:
            at, kept = _places([key.indices for key in keys], maps)
            flat[at] = numbers if kept is None else numbers[kept]
            written = len(at)
        finally:
            with self.turn:
                self.writing -= 1
                self.rows += written
                self.turn.notify_all()

    def _enter(self, dictionaries: Sequence[Any]) -> tuple[Floats, list[Places]]:
        """Return the flat array and, for each axis, the offset of each dictionary entry in it."""
        with self.turn:
            places = [
                axis.places(dictionary)
                for axis, dictionary in zip(self.axes, dictionaries, strict=True)
            ]
            needed = tuple(len(axis.codes) for axis in reversed(self.axes))
            if any(new > old for new, old in zip(needed, self.values.shape, strict=True)):
                self.turn.wait_for(lambda: self.writing == 0)
                self._grow(needed)
            _, height, width = self.values.shape
            strides = (1, width, width * height)
            maps = [
                np.where(place < 0, -1, place * stride)
                for place, stride in zip(places, strides, strict=True)
            ]
            self.writing += 1
            return self.values.reshape(-1), maps

    def _grow(self, needed: tuple[int, ...]) -> None:
        """Make room for new codes; at least half as much again, so that it happens seldom."""
        old = self.values
        if old.size == 0:
            room = needed
        else:
            room = tuple(
                max(new, have * 3 // 2) if new > have else have
                for new, have in zip(needed, old.shape, strict=True)
            )
        if int(np.prod(needed, dtype=np.int64)) > self.max_cells:
            raise Refused("cube-too-large", cells=f"{int(np.prod(needed)):,}", limit=self.max_cells)
        self.values = np.full(room, np.nan)
        periods, height, width = old.shape
        self.values[:periods, :height, :width] = old

    def _numbers(self, column: Any, first_row: int) -> Floats:  # noqa: ANN401
        """Return the values of a batch; a missing one is `_NULL`."""
        numbers = _float64(column)
        missing = null_rows(column) if column.null_count else None
        good = np.isfinite(numbers)
        if missing is not None:
            good |= missing
            numbers = np.where(missing, _NULL, numbers)
            self.nulls = True
        if not good.all():
            row = int(np.flatnonzero(~good)[0])
            raise Refused("row-not-finite", row=first_row + row + 1, text=numbers[row])
        return numbers

    def _finish(self) -> Cube:
        filled = sum(plane.size - int(np.isnan(plane).sum()) for plane in self.values)
        if filled != self.rows:
            raise self._duplicate(self.rows - filled)
        units, indicators, periods = self.axes
        orders = [axis.order() for axis in (periods, indicators, units)]
        shape = tuple(len(order) for order in orders)
        if self.values.shape == shape and all(_ascending(order) for order in orders):
            values = self.values
        else:
            values = np.full(shape, np.nan)
            for place, period in enumerate(orders[0] if self.values.size else ()):
                values[place] = self.values[period][np.ix_(orders[1], orders[2])]
        if self.nulls:
            values[np.isinf(values)] = np.nan
        codes = [tuple(axis.codes[place] for place in axis.order()) for axis in self.axes]
        return Cube(codes[0], codes[1], codes[2], values)

    def _duplicate(self, count: int) -> Refused:
        """Return the refusal that names the first two rows of one key."""
        seen = np.full(self.values.size, -1, np.int64)
        groups = iter(range(len(self.starts) - 1))
        for group, start, batch in self._batches(groups):
            keys = [batch.column(name) for name in self.columns[:3]]
            keys = [
                _dictionary(key, name, 0) for key, name in zip(keys, self.columns, strict=False)
            ]
            _, maps = self._enter([key.dictionary for key in keys])
            at, kept = _places([key.indices for key in keys], maps)
            rows = np.arange(batch.num_rows) + self.starts[group] + start
            rows = rows if kept is None else rows[kept]
            earlier = seen[at]
            seen[at[::-1]] = rows[::-1]  # of equal places the first row stays
            earlier = np.where(earlier < 0, seen[at], earlier)
            twice = np.flatnonzero(earlier < rows)
            if len(twice):
                first = twice[0]
                row = int(rows[first] - self.starts[group] - start)
                key = ", ".join(str(column[row].as_py()) for column in keys)
                facts = {"row": rows[first] + 1, "first": earlier[first] + 1}
                return Refused("duplicate-rows", count=count, key=key, **facts)
        return Refused("damaged-file", reason="the file changed while it was read")


def _ascending(order: Places) -> bool:
    return bool((order[1:] > order[:-1]).all())


def _dictionary(column: Any, name: str, first_row: int) -> Any:  # noqa: ANN401 (pyarrow)
    """Return a key column as indices into a dictionary.

    Raises
        Refused  for an empty key.
    """
    if column.null_count:
        row = int(np.flatnonzero(null_rows(column))[0])
        raise Refused("empty-key", column=name, row=first_row + row + 1)
    return column if hasattr(column, "dictionary") else column.dictionary_encode()


def _places(indices: Sequence[Any], maps: Sequence[Places]) -> tuple[Places, Any]:
    """Return the flat place of each row, and which rows are kept (None for all)."""
    codes = [array_view(index) for index in indices]
    at = maps[0].take(codes[0])
    kept = None
    if any((offsets < 0).any() for offsets in maps[1:]):
        kept = (maps[1].take(codes[1]) >= 0) & (maps[2].take(codes[2]) >= 0)
    for code, offsets in zip(codes[1:], maps[1:], strict=True):
        at += offsets.take(code)
    return (at, None) if kept is None else (at[kept], kept)


def _float64(column: Any) -> Floats:  # noqa: ANN401 (pyarrow)
    """Return numbers as float64, anything where empty; float32 as the decimal that it prints."""
    import pyarrow as pa

    if pa.types.is_float32(column.type) or pa.types.is_decimal(column.type):
        column = column.cast(pa.string())
    try:
        return array_view(column.cast(pa.float64()))
    except pa.ArrowException as error:
        raise Refused("no-numbers", reason=first_line(error)) from error
