"""How large and how deep a file may be before it is opened."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes beyond which a file is refused unread. A caller who knows the file may raise them.

    Parameters
        packed : int, bytes of the file.
        unpacked : int, bytes of all parts together.
        ratio : int, unpacked to packed.
        parts : int, parts of the zip.
        columns : int, columns of a sheet or text file; the most that Excel has.
        rows : int, rows of a sheet; the most that Excel has.
        cells : int, rows × columns of the used area of one sheet, which is held in memory.
    Source      TRUST S3: 20 MB, 200 MB, ×100, 1,000 parts
    """

    packed: int = 20 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    parts: int = 1_000
    columns: int = 16_384
    rows: int = 1_048_576
    cells: int = 20_000_000
