"""Boundaries that a county sends: what was read, held against units, limits and the globe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import Unit

Point = tuple[float, float]
Ring = list[Point]
MOST_BYTES = 20 * 1024 * 1024
MOST_POINTS, MOST_SHAPES, FEWEST = 300_000, 1_000, 4
WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0
ON_THE_GLOBE = 180.0


@dataclass(frozen=True)
class Shape:
    """A feature of a file: its words (any of them may name the unit) and its rings."""

    number: int
    words: tuple[str, ...]
    rings: Sequence[Ring]


def refuse(message: str, hint: str, where: str = "file") -> NoReturn:
    """Say what is wrong with a file of boundaries, and how to mend it."""
    raise Refused(message, hint, where)


def checked(shapes: Iterable[Shape]) -> list[Shape]:
    """Return shapes that can be drawn.

    Raises
    ------
    Refused
        for none or too many, rings that are none, and places that cannot be in China.
    """
    found = list(shapes)
    if not found:
        refuse(_("There is no area in the file."), _("Send one area for each township."))
    if len(found) > MOST_SHAPES:
        refuse(_("There are more than 1,000 areas."), _("Send the townships of one county."))
    if sum(len(ring) for shape in found for ring in shape.rings) > MOST_POINTS:
        refuse(
            _("The boundaries have more than 300,000 points."),
            _("Simplify them first; to 20 metres is enough."),
        )
    for shape in found:
        _require_rings(shape)
        for ring in shape.rings:
            for longitude, latitude in ring:
                _require_place(shape.number, longitude, latitude)
    return found


def _require_rings(shape: Shape) -> None:
    if not shape.rings or any(len(ring) < FEWEST for ring in shape.rings):
        refuse(
            _("Area %(number)s has a ring of fewer than 4 points.") % {"number": shape.number},
            _("Check the geometry and export it again."),
        )


def _require_place(number: int, longitude: float, latitude: float) -> None:
    # Comparisons with NaN are false, so that it is refused here too.
    if WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH:
        return
    if WEST <= latitude <= EAST and SOUTH <= longitude <= NORTH:
        refuse(
            _("Longitude and latitude are swapped in area %(number)s.") % {"number": number},
            _("Export it again with longitude first."),
        )
    if not (abs(longitude) <= ON_THE_GLOBE and abs(latitude) <= ON_THE_GLOBE):
        refuse(
            _("The places of area %(number)s are no degrees, but perhaps metres.")
            % {"number": number},
            _("Export it again in EPSG:4490 or EPSG:4326."),
        )
    refuse(
        _("Area %(number)s does not lie in China.") % {"number": number},
        _("Check the coordinate system and export it again."),
    )


def units_of(shapes: Sequence[Shape], units: Iterable[Unit]) -> dict[int, Shape]:
    """Return unit → shape; a shape is of the unit that one of its words names.

    Raises
    ------
    Refused
        for a shape that names no unit, and two that name the same.
    """
    known: dict[str, Unit] = {}
    for unit in units:
        for name in (unit.short_name, unit.name, unit.code, unit.statistics_code, unit.civil_code):
            if name:
                known.setdefault(name, unit)
    found: dict[int, Shape] = {}
    for shape in shapes:
        named = next((known[word] for word in shape.words if word in known), None)
        if named is None:
            refuse(
                _("Area %(number)s (%(words)s) names no unit.")
                % {"number": shape.number, "words": "，".join(shape.words)[:80] or "—"},
                _("Give it the name or the code of a township as it is kept here."),
            )
        if named.pk in found:
            refuse(
                _("Areas %(first)s and %(second)s are both “%(unit)s”.")
                % {"first": found[named.pk].number, "second": shape.number, "unit": named},
                _("Join them into one."),
            )
        found[named.pk] = shape
    return found


def words_of(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return the short texts and numbers of a feature: one of them names its unit."""
    plain = (value for value in values.values() if isinstance(value, str | int))
    texts = (str(value).strip() for value in plain if not isinstance(value, bool))
    return tuple(text for text in texts if 0 < len(text) <= 60)[:40]  # noqa: PLR2004 - a name's length
