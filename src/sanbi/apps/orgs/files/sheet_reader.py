"""A program: reads a workbook from its input, writes the first sheet's name and rows as JSON.

Run by `tables` in a process of its own; it imports nothing of Sanbi.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys


def text_of(value: object) -> str:
    """A cell as people read it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def main() -> None:
    """Read and write."""
    from python_calamine import CalamineWorkbook

    most = int(sys.argv[1])
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheet = book.get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False, nrows=most)
    found = [[text_of(cell) for cell in row] for row in rows]
    json.dump({"sheet": book.sheet_names[0], "rows": found}, sys.stdout)


if __name__ == "__main__":
    main()
