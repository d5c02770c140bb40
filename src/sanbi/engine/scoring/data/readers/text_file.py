"""Reads CSV and its kin: UTF-8 with or without BOM, else GB18030."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.refusal import Refused

_SEPARATORS = (",", "\t", ";")
_HEAD = 65_536


def read_text_file(path: Path, limits: Limits, order: int, faults: FaultList) -> Grid:
    """Return the rows of a text file with the line that each begins on.

    Raises
        Refused  for a file that is too large or wide, or is no text.
    """
    size = path.stat().st_size
    if size > limits.packed:
        megabytes = (f"{size / 1e6:.1f}", f"{limits.packed / 1e6:.1f}")
        raise Refused("file-too-large", size=megabytes[0], limit=megabytes[1])
    word = "列" if faults.language == "zh" else "column"
    grid = Grid(path.name, path.stem, [], order=order, lines=[], typed=False, word=word)
    text = _decode(path.read_bytes(), grid, faults)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    lines: list[int] = []
    begins = 1
    try:
        for cells in reader:
            if len(cells) > limits.columns:
                raise Refused("too-many-columns", limit=limits.columns)
            grid.rows.append([*cells])
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused("bad-csv", line=begins, reason=error) from error
    grid.lines = lines
    return grid


def _decode(content: bytes, grid: Grid, faults: FaultList) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("utf-16")
    if b"\0" in content:
        raise Refused("not-text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise Refused("bad-encoding", place=wrong.start) from wrong
        faults.note("gb18030", grid.whole())
        return text


def _separator(text: str) -> str:
    """Return the sign that separates the cells of the first lines."""
    head = text[:_HEAD].split("\n", 50)[:50]
    counts = {sign: max(line.count(sign) for line in head) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign])
