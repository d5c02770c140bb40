"""Tables of a PDF page by the lines that rule them: which cell a place of the page lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

THIN = 2.5  # points: a line is no thicker
SHORT = 8.0  # points: no side of a cell is shorter
NEAR = 2.5  # points: lines that are so near meet, and rule the same edge
MOST_PATHS = 5_000  # a page of more is a drawing
CORNERS = 4
LEAST = 3  # edges: two rows and two columns

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Grid:
    """A table: the places of its edges in points, from the left and from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]  # falling

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a place, from 0; None outside."""
        if not (self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]):
            return None
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        return row, bisect_right(self.xs, x) - 1


def grids_of(page: Any) -> list[Grid]:  # noqa: ANN401 - pypdfium2 has no types
    """The ruled tables of a page, from the top. Time grows with level times upright lines."""
    level, upright = _ruling(page)
    found = [_grid(*group) for group in _groups(level, upright)]
    return sorted((grid for grid in found if grid), key=lambda grid: -grid.ys[0])


def _ruling(page: Any) -> tuple[list[Box], list[Box]]:  # noqa: ANN401
    """Level and upright lines; the sides of a box are lines, too."""
    level: list[Box] = []
    upright: list[Box] = []
    for number, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if number > MOST_PATHS:
            return [], []
        left, bottom, right, top = path.get_bounds()
        wide, high = right - left, top - bottom
        if high <= THIN and wide >= SHORT:
            level.append((left, bottom, right, top))
        elif wide <= THIN and high >= SHORT:
            upright.append((left, bottom, right, top))
        elif min(wide, high) >= SHORT and pdfium.FPDFPath_CountSegments(path.raw) >= CORNERS:
            level += [(left, edge, right, edge) for edge in (bottom, top)]
            upright += [(edge, bottom, edge, top) for edge in (left, right)]
    return level, upright


def _groups(level: Sequence[Box], upright: Sequence[Box]) -> Iterable[tuple[list[Box], list[Box]]]:
    """Lines that meet, directly or through others."""
    left = set(range(len(upright)))
    seen: set[int] = set()
    for start in range(len(level)):
        if start in seen:
            continue
        seen.add(start)
        rows, columns, waiting = [start], list[int](), [start]
        while waiting:
            row = level[waiting.pop()]
            met = [place for place in left if _meet(row, upright[place])]
            left.difference_update(met)
            columns += met
            for place in met:
                more = [
                    n
                    for n in range(len(level))
                    if n not in seen and _meet(level[n], upright[place])
                ]
                seen.update(more)
                rows += more
                waiting += more
        yield [level[place] for place in rows], [upright[place] for place in columns]


def _meet(row: Box, column: Box) -> bool:
    return (
        row[0] - NEAR <= (column[0] + column[2]) / 2 <= row[2] + NEAR
        and column[1] - NEAR <= (row[1] + row[3]) / 2 <= column[3] + NEAR
    )


def _grid(level: Sequence[Box], upright: Sequence[Box]) -> Grid | None:
    xs = _edges((left + right) / 2 for left, _bottom, right, _top in upright)
    ys = _edges((bottom + top) / 2 for _left, bottom, _right, top in level)
    if min(len(xs), len(ys)) < LEAST:
        return None
    return Grid(tuple(xs), tuple(reversed(ys)))


def _edges(places: Iterable[float]) -> list[float]:
    """Places in rising order, those that are near each other once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
