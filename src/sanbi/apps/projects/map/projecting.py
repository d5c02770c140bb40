"""Degrees to places on the drawing; boundaries as few points as the drawing can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from django.utils.translation import gettext as _

from sanbi.apps.projects.map.outlines import Point, Ring, Shape, refuse

WIDTH, MARGIN = 1280, 20
FINEST = 1 / 2500  # of the extent: half a point of the drawing
MOST_KEPT = 60_000
ROUNDED = 6
FEWEST = 4


@dataclass(frozen=True)
class Frame:
    """What part of the globe is drawn, and how large; widths shrink with the latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the place on the drawing."""
        x = MARGIN + (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)


def frame_of(rings: Sequence[Ring], tallest: float = 900) -> Frame:
    """Return the frame into which all rings fit."""
    wide = [point[0] for ring in rings for point in ring]
    high = [point[1] for ring in rings for point in ring]
    squeeze = cos(radians((max(high) + min(high)) / 2))
    across = max((max(wide) - min(wide)) * squeeze, 1e-6)
    down = max(max(high) - min(high), 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / across, (tallest - 2 * MARGIN) / down)
    return Frame(min(wide), max(high), scale, squeeze, round(down * scale + 2 * MARGIN, 1))


def thinned(shapes: Mapping[int, Shape]) -> dict[str, list[list[list[float]]]]:
    """Return unit → rings with as few points as needed, as they are kept.

    Raises
    ------
    Refused
        for boundaries of which too much is left over.
    """
    everything = [point for shape in shapes.values() for ring in shape.rings for point in ring]
    extent = max(
        max(point[axis] for point in everything) - min(point[axis] for point in everything)
        for axis in (0, 1)
    )
    kept = {
        str(unit): [
            [[round(x, ROUNDED), round(y, ROUNDED)] for x, y in _thin(ring, extent * FINEST)]
            for ring in shape.rings
        ]
        for unit, shape in shapes.items()
    }
    if sum(len(ring) for rings in kept.values() for ring in rings) > MOST_KEPT:
        refuse(
            _("The boundaries run to and fro too often to be drawn."),
            _("Simplify them first; to 20 metres is enough."),
        )
    return kept


def _thin(ring: Ring, finest: float) -> Ring:
    """Leave out what lies next to the point before: one pass, whatever the file holds."""
    found = [ring[0]]
    for x, y in ring[1:-1]:
        if hypot(x - found[-1][0], y - found[-1][1]) >= finest:
            found.append((x, y))
    found.append(ring[-1])
    return found if len(found) >= FEWEST else ring[:: max(len(ring) // FEWEST, 1)]
