"""The schematic map: townships as tiles, north above, as their projects lie; no boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from sanbi.apps.projects.queries.map import Township

WIDER = 1.0  # tiles beside each other for one above another
MOST_ACROSS = 4


def across(count: int) -> int:
    """Return how many tiles stand beside each other."""
    return min(max(ceil(sqrt(count * WIDER)), 1), MOST_ACROSS)


def in_rows(townships: Sequence[Township]) -> list[Township]:
    """Return townships row by row, from the north-west, by the middle of their projects.

    Those whose projects have no place come last, in the order of the register. Every row but the
    last is full, so that a board of tiles is the same on the screen and on paper.
    """
    placed = [(middle, item) for item in townships if (middle := _middle(item)) is not None]
    others = [item for item in townships if _middle(item) is None]
    wide = across(len(townships))
    placed.sort(key=lambda row: (-row[0][1], row[0][0], row[1].unit.pk))
    found: list[Township] = []
    for first in range(0, len(placed), wide):
        row = sorted(placed[first : first + wide], key=lambda each: (each[0][0], each[1].unit.pk))
        found.extend(item for _middle_of, item in row)
    return found + others


def _middle(township: Township) -> tuple[float, float] | None:
    places = [
        (float(spot.longitude), float(spot.latitude))
        for spot in township.spots
        if spot.longitude is not None and spot.latitude is not None
    ]
    if not places:
        return None
    return (
        sum(place[0] for place in places) / len(places),
        sum(place[1] for place in places) / len(places),
    )
