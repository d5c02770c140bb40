"""The county within its own boundaries: areas, names and marks as one drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanbi.apps.projects.map.drawing import STEP, drawn
from sanbi.apps.projects.map.marks import Mark
from sanbi.apps.projects.map.outlines import Point, Ring
from sanbi.apps.projects.map.projecting import WIDTH, Frame, frame_of
from sanbi.apps.projects.queries.map import Spot

MOST_MARKS = 1500
LINKED = '<a href="?unit={0}" tabindex="-1"><path class="map-area" d="{1}"/></a>'
PLAIN = '<path class="map-area" d="{1}"/>'
REACH = 8  # steps by which a mark may give way to another


@dataclass(frozen=True)
class Drawing:
    """The drawing, and how many projects are not on it: without a place, or too many."""

    svg: SafeString
    left_out: int


def drawing_of(
    areas: Mapping[int, Sequence[Ring]],
    names: Mapping[int, str],
    pairs: Sequence[tuple[Spot, Mark]],
    *,
    linked: bool = True,
) -> Drawing:
    """Return the county's drawing; marks give way to each other by whole steps.

    Parameters
    ----------
    linked : areas lead to the map of their township; on a wall nothing is clicked.
    """
    frame = frame_of([ring for rings in areas.values() for ring in rings])
    placed = [
        (mark, frame.at(float(spot.longitude), float(spot.latitude)))
        for spot, mark in pairs
        if spot.longitude is not None and spot.latitude is not None
    ]
    inside = [
        item for item in placed if 0 <= item[1][0] <= WIDTH and 0 <= item[1][1] <= frame.height
    ]
    shown = inside[:MOST_MARKS]
    svg = format_html(
        '<svg class="map-sheet" viewBox="0 0 {} {}" aria-hidden="true">{}{}{}</svg>',
        WIDTH,
        frame.height,
        _areas(areas, frame, LINKED if linked else PLAIN),
        drawn(list(_apart(shown))),
        _names(areas, names, frame),
    )
    return Drawing(svg, len(pairs) - len(shown))


def _areas(areas: Mapping[int, Sequence[Ring]], frame: Frame, each: str) -> SafeString:
    return format_html_join(
        "",
        each,
        ((unit, "".join(_path(ring, frame) for ring in rings)) for unit, rings in areas.items()),
    )


def _path(ring: Ring, frame: Frame) -> str:
    return "M" + "L".join("{} {}".format(*frame.at(x, y)) for x, y in ring) + "z"


def _names(
    areas: Mapping[int, Sequence[Ring]], names: Mapping[int, str], frame: Frame
) -> SafeString:
    rows = (
        (*_middle(max(rings, key=len), frame), names.get(unit, "")) for unit, rings in areas.items()
    )
    return format_html_join("", '<text class="map-name" x="{}" y="{}">{}</text>', rows)


def _middle(ring: Ring, frame: Frame) -> Point:
    wide, high = [point[0] for point in ring], [point[1] for point in ring]
    return frame.at((min(wide) + max(wide)) / 2, (min(high) + max(high)) / 2)


def _apart(placed: Sequence[tuple[Mark, Point]]) -> Iterator[tuple[Mark, float, float]]:
    """Yield marks on a raster, each at the free place that is next to its own."""
    taken: set[tuple[int, int]] = set()
    steps = sorted(
        ((i, j) for i in range(-REACH, REACH + 1) for j in range(-REACH, REACH + 1)),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
    )
    for mark, (x, y) in placed:
        own = round(x / STEP), round(y / STEP)
        free = ((own[0] + i, own[1] + j) for i, j in steps)
        place = next((each for each in free if each not in taken), own)
        taken.add(place)
        yield mark, place[0] * STEP, place[1] * STEP
