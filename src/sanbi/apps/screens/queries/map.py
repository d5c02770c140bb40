"""The map of projects in a hall: the county, then one township after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.map import in_rows, marks_of
from sanbi.apps.projects.map.sheet import drawing_of
from sanbi.apps.projects.models import CountyMap, LampReading
from sanbi.apps.projects.queries.map import Asked, Spot, Township, on_the_map, townships_of
from sanbi.apps.projects.wall_drawing import in_yi

ROOMY, ON_A_TILE = 12, 2
"""Beyond so many townships a tile shows so many lamps, the worst first."""
IN_LIST = 7
"""Projects of a township that fit below each other."""
ORDER = {colour: rank for rank, colour in enumerate(("red", "yellow", "none", "green"))}


@dataclass(frozen=True)
class Place:
    """A township, or the county: its projects by lamp, and money of the year in 亿元."""

    name: str
    count: int
    lamps: Sequence[tuple[str, str, int]]  # colour, words, how many; those with none left out
    done: str
    planned: str
    share: str
    spots: Sequence[Spot] = ()
    more: int = 0
    now: bool = False
    tile: Sequence[tuple[str, str, int]] = ()  # the lamps that its tile has room for


@dataclass(frozen=True)
class Map:
    """The places, the one that is looked at, and the county's drawing where it has boundaries."""

    places: Sequence[Place]
    shown: Place
    drawing: SafeString | None

    @property
    def crowded(self) -> bool:
        """Whether a tile has room for two lamps only."""
        return len(self.places) > ROOMY


def townships_on_map(actor: Actor, today: date) -> list[Township]:
    """Return the townships with projects, as they lie to each other."""
    return in_rows(townships_of(on_the_map(actor, Asked()), today))


def map_of(actor: Actor, step: int, county: str, today: date) -> Map:
    """Return the map at a step: 0 is the whole county, n its n-th township."""
    found = townships_on_map(actor, today)
    places = [_place(item) for item in found]
    most = ON_A_TILE if len(places) > ROOMY else len(ORDER)
    places = [
        replace(place, now=at == step, tile=place.lamps[:most])
        for at, place in enumerate(places, start=1)
    ]
    whole = Township(Unit(name=county), tuple(spot for item in found for spot in item.spots))
    shown = places[step - 1] if 0 < step <= len(places) else replace(_place(whole), name=county)
    return Map(places, shown, _drawing(found))


def _place(item: Township) -> Place:
    words = dict(LampReading.Colour.choices)
    counts = [
        (colour, str(words[colour]), sum(spot.lamp == colour for spot in item.spots))
        for colour in ORDER
    ]
    ordered = sorted(item.spots, key=lambda spot: (ORDER[spot.lamp], -spot.total_wan))
    return Place(
        item.unit.short or item.unit.name,
        len(item.spots),
        [row for row in counts if row[2]],
        in_yi(item.completed),
        in_yi(item.planned),
        "" if item.share is None else f"{item.share * 100:.0f}%",
        ordered[:IN_LIST],
        max(len(ordered) - IN_LIST, 0),
    )


def _drawing(found: Sequence[Township]) -> SafeString | None:
    """Return the county within its boundaries, without links: nobody clicks on a wall."""
    held = CountyMap.objects.first()
    if held is None:
        return None
    areas = {int(unit): rings for unit, rings in held.content.items()}
    names = {unit.pk: unit.short for unit in Unit.objects.filter(pk__in=areas)}
    spots = [spot for item in found for spot in item.spots]
    marks = [replace(mark, project=0) for mark in marks_of(spots, "progress")]
    return drawing_of(areas, names, list(zip(spots, marks, strict=True)), linked=False).svg
