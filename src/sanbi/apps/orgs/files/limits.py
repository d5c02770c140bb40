"""How large and how odd a file may be."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
PACKED = 20 * MEGABYTE
UNPACKED = 200 * MEGABYTE
RATIO = 100
SMALL_PART = 64 * 1024  # below it a high ratio is no bomb: empty sheets shrink to nothing
PARTS = 1000
PIXELS = 60_000_000
COLUMNS = 16_384
ROWS = 1_048_576
LONGEST_LINE = MEGABYTE
LONGEST_NAME = 200
FOOTER = MEGABYTE  # of a Parquet file; a million rows need a hundredth of it


@dataclass(frozen=True)
class TextLimits:
    """Bytes, rows (without the head), columns, and bytes of the longest line of a text table."""

    packed: int
    rows: int
    columns: int
    line: int


SHEET = TextLimits(PACKED, ROWS, COLUMNS, LONGEST_LINE)
FIGURES = TextLimits(200 * MEGABYTE, 2_000_000, 256, 16 * 1024)
