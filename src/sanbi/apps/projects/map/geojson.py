"""GeoJSON as geographic systems write it (RFC 7946, and the older ``crs`` member)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.projects.map.outlines import MOST_POINTS, Ring, Shape, refuse, words_of

_KNOWN = re.compile(r"(EPSG:{1,2}|/)(4326|4490)$|CRS84$")


def read_geojson(content: bytes) -> list[Shape]:
    """Return the areas of a file.

    Raises
    ------
    Refused
        for what is no collection of areas, and for another coordinate system than 4326 or 4490.
    """
    data = _loaded(content)
    _require_system(data.get("crs"))
    features = data.get("features")
    if data.get("type") != "FeatureCollection" or not isinstance(features, list):
        refuse(_("This is no GeoJSON collection of areas."), _("Export it as FeatureCollection."))
    return [_shape(number, feature) for number, feature in enumerate(features, start=1)]


def _loaded(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        refuse(_("This is no GeoJSON."), _("Export it as GeoJSON in UTF-8, or as Shapefile."))
    return data


def _no_number(text: str) -> float:
    raise ValueError(text)


def _require_system(crs: object) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not _KNOWN.search(name):
        refuse(
            _("The coordinate system %(name)s is not taken.") % {"name": str(name)[:60]},
            _("Export it again in EPSG:4490 or EPSG:4326."),
        )


def _shape(number: int, feature: object) -> Shape:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    places = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(places, list):
        refuse(
            _("Feature %(number)s is no area but %(kind)s.")
            % {"number": number, "kind": str(kind)[:30]},
            _("Send polygons only."),
        )
    polygons = places if kind == "MultiPolygon" else [places]
    values = feature.get("properties") if isinstance(feature, dict) else None
    return Shape(
        number,
        words_of(values if isinstance(values, dict) else {}),
        [ring for polygon in polygons for ring in _rings(number, polygon)],
    )


def _rings(number: int, polygon: object) -> Iterator[Ring]:
    try:
        for ring in list(polygon):  # type: ignore[call-overload]
            if len(ring) > MOST_POINTS:
                refuse(
                    _("The boundaries have more than 300,000 points."),
                    _("Simplify them first; to 20 metres is enough."),
                )
            yield [(float(place[0]), float(place[1])) for place in ring]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        refuse(
            _("The places of area %(number)s cannot be read.") % {"number": number},
            _("Check the geometry and export it again."),
        )
