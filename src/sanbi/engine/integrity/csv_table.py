r"""Canonical CSV: one table, one sequence of bytes, on every machine.

RFC 4180 with every freedom taken away: UTF-8 without BOM, a header, `\n` after every record, a
field quoted only where it must be. An empty field is None; the empty text is `""`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import TypeAlias

from sanbi.engine.integrity.canonical import decode_utf8, half_surrogate
from sanbi.engine.integrity.faults import NotCanonical
from sanbi.engine.integrity.numerals import fraction_text
from sanbi.engine.phrases import Phrase

Cell: TypeAlias = str | int | Decimal | Fraction | bool | None

_MUST_QUOTE = re.compile(r'[",\r\n]')
_FIELD = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))([,\n])')


@dataclass(frozen=True)
class CsvTable:
    """A table as read: column names, and rows of as many fields, each text or None (empty)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""Return the canonical CSV bytes of a table.

    Parameters
        columns : names, in the order of the file; not empty, no name twice.
        rows : one sequence per record, as long as columns, in the order of the file. Cells are
            text, bool (`true`, `false`), int, Decimal, Fraction (decimal, or `p/q` where none
            ends) or None (an empty field). A table of one column cannot hold None, because most
            readers skip an empty line.
    Returns
        bytes, header first, each record ended by a newline.
    Raises
        NotCanonical  naming row and column of anything else: a float, a short row.
    Source      docs/algorithms/package.md, "Canonical CSV"
    >>> csv_bytes(["unit", "score"], [["A,1", Decimal("9.50")], ["B", None]])
    b'unit,score\n"A,1",9.5\nB,\n'
    """
    _require_columns(columns)
    width = len(columns)
    lines = [",".join(_text_field(name) for name in columns)]
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise NotCanonical(
                Phrase(
                    "row {number}: {count} cells in a table of {width} columns",
                    number=number,
                    count=len(row),
                    width=width,
                )
            )
        lines.append(",".join(_fields(number, columns, row)))
        if not lines[-1]:
            raise NotCanonical(
                Phrase(
                    "row {number}: None in a table of one column would be an empty line; "
                    "leave the row out, or add a column",
                    number=number,
                )
            )
    lines.append("")
    text = "\n".join(lines)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise half_surrogate(Phrase("line {line}", line=line), error) from None


def read_csv(data: bytes) -> CsvTable:
    """Return the table of canonical CSV bytes, and refuse bytes that are not canonical.

    Parameters
        data : bytes as `csv_bytes` writes them.
    Returns
        CsvTable. Every field is text or None; numbers are for the caller to read, who knows which
        columns hold them.
    Raises
        NotCanonical  naming the line of a needless or missing quote, a carriage return, a record
            of another length, a missing last newline, a repeated column.
    """
    text = decode_utf8(data)
    if not text.endswith("\n"):
        raise NotCanonical("the last line does not end with a newline; the file may be cut short")
    if '"' in text or "\r" in text:
        records = _quoted_records(text)
    else:
        lines = text[:-1].split("\n")
        records = [tuple([field or None for field in line.split(",")]) for line in lines]
    columns = tuple(name or "" for name in records[0])
    _require_columns(columns)
    _require_widths(records, len(columns))
    return CsvTable(columns, tuple(islice(records, 1, None)))


def _require_columns(columns: Sequence[object]) -> None:
    if not columns:
        raise NotCanonical("a table needs at least one column")
    for name in columns:
        if not isinstance(name, str) or not name:
            raise NotCanonical(
                Phrase("a column is named {name!r}; give every column a name", name=name)
            )
    if len(set(columns)) != len(columns):
        repeated = next(name for place, name in enumerate(columns) if name in columns[:place])
        raise NotCanonical(
            Phrase("the column {name!r} stands twice; rename one of them", name=repeated)
        )
    if str(columns[0]).startswith("\ufeff"):
        raise NotCanonical("the first column's name begins with a byte order mark; remove it")


def _fields(number: int, columns: Sequence[str], row: Sequence[object]) -> list[str]:
    fields: list[str] = []
    try:
        for cell in row:
            fields.append(_field(cell))  # noqa: PERF401  (its length names the bad column)
    except NotCanonical as fault:
        raise NotCanonical(
            Phrase(
                "row {number}, column {column}: {fault}",
                number=number,
                column=columns[len(fields)],
                fault=fault,
            )
        ) from None
    return fields


def _field(cell: object) -> str:
    if isinstance(cell, str):
        return _text_field(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | Decimal | Fraction):
        return fraction_text(cell)
    if isinstance(cell, float):
        raise NotCanonical(
            Phrase(
                "a float ({cell!r}) has no canonical form of its own; pass number_text(x), "
                "or round it first",
                cell=cell,
            )
        )
    raise NotCanonical(
        Phrase(
            "{type} cannot be written; use text, bool, int, Decimal, Fraction or None",
            type=type(cell).__name__,
        )
    )


def _text_field(text: str) -> str:
    if _MUST_QUOTE.search(text) or not text:
        return '"' + text.replace('"', '""') + '"'
    return str.__str__(text)  # of a text enumeration: its value, not its name


def _quoted_records(text: str) -> list[tuple[str | None, ...]]:
    """Split text into records by RFC 4180, refusing quotes that need not be there."""
    records: list[tuple[str | None, ...]] = []
    fields: list[str | None] = []
    position = 0
    while position < len(text):
        match = _FIELD.match(text, position)
        if match is None:
            raise _bad_field(
                text, position, Phrase("a quote or a carriage return stands where none may")
            )
        quoted, plain, end = match.groups()
        if quoted is None:
            fields.append(plain or None)
        elif quoted and not _MUST_QUOTE.search(quoted):
            raise _bad_field(text, position, Phrase("a field is quoted that needs no quotes"))
        else:
            fields.append(quoted.replace('""', '"'))
        if end == "\n":
            records.append(tuple(fields))
            fields = []
        position = match.end()
    return records


def _bad_field(text: str, position: int, reason: str) -> NotCanonical:
    line = text.count("\n", 0, position) + 1
    return NotCanonical(
        Phrase("line {line}: {reason}; write the file with csv_bytes", line=line, reason=reason)
    )


def _require_widths(records: Sequence[tuple[str | None, ...]], width: int) -> None:
    for number, record in enumerate(islice(records, 1, None), start=1):
        if len(record) != width:
            raise NotCanonical(
                Phrase(
                    "row {number}: {count} fields in a table of {width} columns",
                    number=number,
                    count=len(record),
                    width=width,
                )
            )
        if record == (None,):
            raise NotCanonical(
                Phrase(
                    "row {number}: an empty line in a table of one column; remove it", number=number
                )
            )
