"""Makes files of boundaries: plain ones that must be taken, and pieces of hostile ones."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

Place = tuple[float, float]
DEGREES = 'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]'


def square(place: Place, side: float = 0.1) -> list[list[float]]:
    """A square of some degrees, closed, from its south-west corner."""
    x, y = place
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def geojson(squares: Mapping[str, Place], **more: Any) -> bytes:
    """A collection of squares by the name of their unit."""
    features = [
        {
            "type": "Feature",
            "properties": {"XZMC": name},
            "geometry": {"type": "Polygon", "coordinates": [square(place)]},
        }
        for name, place in squares.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def shapefile(
    squares: Mapping[str, Place], *, prj: str = DEGREES, encoding: str = "gb18030", kind: int = 5
) -> dict[str, bytes]:
    """The parts of a Shapefile of squares."""
    records = b""
    for number, place in enumerate(squares.values(), start=1):
        points = square(place)
        body = struct.pack("<i4d2ii", kind, 0, 0, 0, 0, 1, len(points), 0)
        body += b"".join(struct.pack("<2d", *point) for point in points)
        records += struct.pack(">2i", number, len(body) // 2) + body
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(records) // 2).ljust(100, b"\0")
    width = 40
    rows = b"".join(b" " + name.encode(encoding).ljust(width) for name in squares)
    table = struct.pack("<4sIHH20x", b"\x03\x7e\x0a\x13", len(squares), 65, width + 1)
    table += b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15) + b"\r"
    parts = {"t.shp": head + records, "t.dbf": table + rows + b"\x1a", "t.prj": prj.encode()}
    return parts | ({"t.cpg": b"UTF-8"} if encoding == "utf-8" else {})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
