"""Tables of a file: rows of texts that know their line, under heads in Chinese or English."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.files.spots import Spot, normal
from sanbi.engine.scheduling.files.texts import check_size, refusal, text_of

MOST_ROWS = 60_000
MOST_COLUMNS = 200
HEAD_ROWS = 10  # titles and remarks may stand above the heads
_SEPARATORS = (",", "\t", ";")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file.

    Parameters
    ----------
    label : str
        Name of the file or worksheet, for messages.
    name : str
        What says which table it is: the label without its ending.
    rows : sequence of sequences of str
    lines : sequence of int
        Line of each row.
    """

    label: str
    name: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]


@dataclass(frozen=True)
class Row:
    """A row below the heads.

    Attributes
    ----------
    where : str
    fields : mapping of str to Spot
        Known columns, by their English names; empty cells are left out.
    others : mapping of str to Spot
        Further columns, by their heads.
    """

    where: str
    fields: Mapping[str, Spot] = field(default_factory=dict)
    others: Mapping[str, Spot] = field(default_factory=dict)


def csv_sheet(content: bytes, name: str) -> Sheet:
    """Return the table of a CSV file, UTF-8 or GB18030, with commas, semicolons or tabs.

    Raises
    ------
    SchedulingFaults
        for a file that is too large, no text, or no table.
    """
    check_size(content, name)
    text = text_of(content, name, chinese=True)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    begins = 1
    try:
        for cells in reader:
            if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise refusal(
                    f"{name}:{begins}",
                    Phrase("the table has more than {rows} rows or {columns} columns",
                           rows=MOST_ROWS, columns=MOST_COLUMNS),
                    Phrase("split it, or leave out what is no plan"),
                )  # fmt: skip
            rows.append([_without_guard(cell) for cell in cells])
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise refusal(
            f"{name}:{begins}",
            Phrase("is no table: {problem}", problem=phrase_of(str(error))),
            Phrase("save it as CSV again"),
        ) from error
    return Sheet(name, _stem(name), rows, lines)


def cell_sheet(label: str, rows: Sequence[Sequence[object]]) -> Sheet:
    """Return the table of a worksheet, from its cells as a workbook's reader gives them.

    Raises
    ------
    SchedulingFaults
        for a table that is too large.
    """
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise refusal(
            label,
            Phrase("the table has more than {rows} rows or {columns} columns",
                   rows=MOST_ROWS, columns=MOST_COLUMNS),
            Phrase("split it, or leave out what is no plan"),
        )  # fmt: skip
    texts = [[cell_text(cell) for cell in row] for row in rows]
    return Sheet(label, normal(label), texts, range(1, len(texts) + 1))


def cell_text(cell: object) -> str:
    """A cell as the text that a reader would see."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return str(cell.date())
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def rows_of(sheet: Sheet, words: Mapping[str, str], needed: str) -> list[Row]:
    """Return the rows below the heads; rows without any cell are left out.

    Parameters
    ----------
    sheet : Sheet
    words : mapping of str to str
        Heads, Chinese or English, and what they are called.
    needed : str
        The column that no table lacks; the first row that has it holds the heads.

    Raises
    ------
    SchedulingFaults
        when there are no such heads, or one stands twice.
    """
    at, heads = _heads(sheet, words, needed)
    known: dict[int, str] = {}
    for column, head in enumerate(heads):
        meant = words.get(head)
        if meant in known.values():
            raise refusal(
                f"{sheet.label}:{sheet.lines[at]}",
                Phrase("the column '{head}' stands twice", head=head),
                Phrase("keep one"),
            )
        if meant:
            known[column] = meant
    found = [_row(sheet, number, heads, known) for number in range(at + 1, len(sheet.rows))]
    return [row for row in found if row.fields or row.others]


def _heads(sheet: Sheet, words: Mapping[str, str], needed: str) -> tuple[int, list[str]]:
    for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
        heads = [normal(cell).lower() if cell.isascii() else normal(cell) for cell in row]
        if needed in (words.get(head) for head in heads):
            return number, heads
    names = [word for word, meant in words.items() if meant == needed]
    raise refusal(
        sheet.label,
        Phrase("has no column '{head}'", head=names[0]),
        Phrase("write heads in the first row: {heads}", heads=names),
    )


def _row(sheet: Sheet, number: int, heads: Sequence[str], known: Mapping[int, str]) -> Row:
    line = f"{sheet.label}:{sheet.lines[number]}"
    fields: dict[str, Spot] = {}
    others: dict[str, Spot] = {}
    for column, cell in enumerate(sheet.rows[number]):
        text = cell.strip()
        if not text:
            continue
        head = heads[column] if column < len(heads) else ""
        place = Phrase("{line}, column {head}", line=line, head=head) if head else line
        if column in known:
            fields[known[column]] = Spot(text, place)
        else:
            others[head] = Spot(text, place)
    return Row(line, fields, others)


def csv_text(rows: Iterator[Sequence[str]]) -> bytes:
    """The bytes of a CSV file that spreadsheets open as it is: no cell runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell.lstrip("'").startswith(_RISKY) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _without_guard(cell: str) -> str:
    guards = cell.startswith("'") and cell.lstrip("'").startswith(_RISKY)
    return cell[1:] if guards else cell


def _separator(text: str) -> str:
    head = text[:65_536].split("\n", 20)[:20]
    counts = {sign: max(line.count(sign) for line in head) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign])


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return normal(stem if dot else name)
