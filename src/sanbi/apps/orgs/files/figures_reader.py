"""A program: looks at a table of figures, or reads one, and writes what it found.

``look SIZE ROWS COLUMNS UNPACKED`` reads the end of a Parquet file of SIZE bytes; it says nothing
when all is well. ``read KIND ROWS COLUMNS WANTED`` reads a whole csv, xlsx or parquet file and
writes a line of JSON (``head``, and ``first``, the row where it stands), then an Arrow stream of
texts with the columns whose head is in the JSON list WANTED, each called by its place. What is
refused is one line of JSON at the end, and 3 as the exit status.

Run by `figures` in a process of its own; it imports nothing of Sanbi.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NoReturn

ROWS_A_BATCH = 20_000
LONGEST_CELL = 16_384
REFUSED = 3


class NoPandas:
    """Says that pandas is not there: Arrow would load it for a second, and for nothing."""

    def find_spec(self, name: str, *_more: object) -> None:
        """Refuse pandas; leave all else to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def refuse(code: str, **about: object) -> NoReturn:
    """Say why, and end."""
    sys.stdout.buffer.write(b"\n" + json.dumps({"code": code, **about}).encode())
    sys.stdout.buffer.flush()
    sys.exit(REFUSED)


# -- what every kind comes to ----------------------------------------------------------------------
class Writer:
    """Writes the head, then batches; refuses when there are too many rows."""

    def __init__(self, most_rows: int, most_columns: int, wanted: Sequence[str]) -> None:
        self.most_rows, self.most_columns, self.wanted = most_rows, most_columns, wanted
        self.rows = 0
        self.places: list[int] = []

    def begin(self, head: Sequence[str], first: int) -> None:
        """Write the head, and choose the columns."""
        import pyarrow as pa

        if len(head) > self.most_columns:
            refuse("columns", most=self.most_columns)
        names = [name.strip().lower() for name in head]
        self.places = [place for place, name in enumerate(names) if name in self.wanted]
        out = sys.stdout.buffer
        out.write(json.dumps({"head": [name[:100] for name in head], "first": first}).encode())
        out.write(b"\n")
        schema = pa.schema([(str(place), pa.string()) for place in self.places])
        self.stream = pa.ipc.new_stream(out, schema)
        self.schema = schema

    def add(self, columns: Sequence[Any], count: int) -> None:
        """Write the chosen ones of a batch's columns."""
        import pyarrow as pa

        self.rows += count
        if self.rows > self.most_rows:
            refuse("rows", most=self.most_rows)
        arrays = [
            column if isinstance(column, pa.Array) else pa.array(column, pa.string())
            for column in columns
        ]
        self.stream.write_batch(pa.record_batch(arrays, schema=self.schema))

    def add_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write a batch of whole rows."""
        columns = list(zip(*rows, strict=True))
        self.add([columns[place] for place in self.places], len(rows))

    def end(self) -> None:
        """Finish the stream."""
        self.stream.close()
        sys.stdout.buffer.flush()


# -- csv -------------------------------------------------------------------------------------------
def read_csv(content: bytes, writer: Writer) -> None:
    """Read text in UTF-8 or GB 18030; blank rows keep their number."""
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(io.BytesIO(content), encoding_of(content), newline="")
    rows = csv.reader(text, strict=True)
    number = 0
    try:
        for head in rows:
            number += 1
            if any(head):
                break
        else:
            refuse("empty")
        writer.begin(head, number)
        width = len(head)
        while batch := list(islice(rows, ROWS_A_BATCH)):
            for place, row in enumerate(batch):
                if len(row) != width:
                    batch[place] = of_width(row, width, number + place + 1)
            writer.add_rows(batch)
            number += len(batch)
    except csv.Error:
        refuse("csv", line=rows.line_num)


def encoding_of(content: bytes) -> str:
    """Return the encoding; the content was seen to be in one of the two."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def of_width(row: list[str], width: int, number: int) -> list[str]:
    """Return a row with as many cells as the head; cells beyond it must be empty."""
    if any(row[width:]):
        refuse("ragged", row=number, cells=len(row), head=width)
    return [*row[:width], *[""] * (width - len(row))]


# -- xlsx ------------------------------------------------------------------------------------------
def read_xlsx(content: bytes, writer: Writer) -> None:
    """Read the first sheet."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    if sheet.start is None:
        refuse("empty")
    if sheet.width > writer.most_columns:
        refuse("columns", most=writer.most_columns)
    rows = ([text_of(cell) for cell in row] for row in sheet.iter_rows())
    number, head = next(((n, row) for n, row in enumerate(rows, start=1) if any(row)), (0, []))
    if not head:
        refuse("empty")
    writer.begin(head, number)
    while batch := list(islice(rows, ROWS_A_BATCH)):
        writer.add_rows(batch)


def text_of(cell: object) -> str:
    """Return a cell as the text that a person sees: at most 15 digits, no needless point."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        shown = f"{Decimal(f'{cell:.15g}'):f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


# -- parquet ---------------------------------------------------------------------------------------
def look(end: bytes, size: int, most_rows: int, most_columns: int, most_unpacked: int) -> None:
    """Refuse a Parquet file by its end alone, before any of its rows is unpacked."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = pq.read_metadata(pa.BufferReader(end))
    if found.num_columns > most_columns:
        refuse("columns", most=most_columns)
    if not 0 <= found.num_rows <= most_rows:
        refuse("rows" if found.num_rows > 0 else "sizes", most=most_rows)
    for place in range(found.num_columns):
        column = found.schema.column(place)
        if column.max_repetition_level or column.max_definition_level > 1:
            refuse("nested", column=column.path[:100])
        if column.path != column.name:
            refuse("nested", column=column.path[:100])
    groups = [found.row_group(place) for place in range(found.num_row_groups)]
    chunks = [group.column(place) for group in groups for place in range(group.num_columns)]
    if min([0, *(group.num_rows for group in groups)]) < 0:
        refuse("sizes")
    if sum(group.num_rows for group in groups) != found.num_rows:
        refuse("sizes")
    check_chunks(chunks, size)
    if sum(chunk.total_uncompressed_size for chunk in chunks) > most_unpacked:
        refuse("unpacked", most=most_unpacked)


def check_chunks(chunks: Sequence[Any], size: int) -> None:
    """Refuse pieces of negative size, outside the file, or one upon another."""
    pieces = []
    for chunk in chunks:
        start = chunk.data_page_offset
        if chunk.has_dictionary_page and chunk.dictionary_page_offset is not None:
            start = min(start, chunk.dictionary_page_offset)
        pieces.append((start, chunk.total_compressed_size))
        if min(chunk.total_compressed_size, chunk.total_uncompressed_size, chunk.num_values) < 0:
            refuse("sizes")
    last = 0
    for start, length in sorted(pieces):
        if start < last or start + length > size:
            refuse("sizes")
        last = start + length


def read_parquet(content: bytes, writer: Writer) -> None:
    """Read the wanted columns in batches."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(pa.BufferReader(content))
    head = [field.name for field in file.schema_arrow]
    writer.begin(head, 1)
    if len({head[place] for place in writer.places}) < len(writer.places):
        return  # a head that stands twice is refused by its name
    names = [head[place] for place in writer.places]
    for batch in file.iter_batches(ROWS_A_BATCH, columns=names, use_threads=False):
        writer.add([texts_of(batch.column(name)) for name in names], batch.num_rows)


def texts_of(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column as texts; days of a time at midnight without the time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_nested(kind):
        refuse("nested", column=str(kind)[:100])
    text = column.cast(pa.string())
    if pa.types.is_timestamp(kind):
        text = pc.replace_substring_regex(text, r" 00:00:00(\.0+)?Z?$", "")
    return text


READERS = {"csv": read_csv, "xlsx": read_xlsx, "parquet": read_parquet}


def main() -> None:
    """Look, or read and write."""
    sys.meta_path.insert(0, NoPandas())
    content = sys.stdin.buffer.read()
    what, *rest = sys.argv[1:]
    if what == "look":
        look(content, *map(int, rest))
        return
    kind, most_rows, most_columns, wanted = rest
    writer = Writer(int(most_rows), int(most_columns), json.loads(wanted))
    READERS[kind](content, writer)
    writer.end()


if __name__ == "__main__":
    main()
