"""A zipped Shapefile: areas of the .shp, words of the .dbf, the coordinate system of the .prj."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from sanbi.apps.projects.map.outlines import MOST_POINTS, MOST_SHAPES, Ring, Shape, refuse, words_of

MOST_PARTS, MOST_UNPACKED, RATIO, SMALL = 30, 60 * 1024 * 1024, 200, 1024 * 1024
AREAS = {5, 15, 25}  # Polygon, PolygonZ, PolygonM
HEAD, MAGIC, NULL = 100, 9994, 0
_DEGREES = re.compile(r"^\s*(GEOGCS|GEOGCRS)\b", re.IGNORECASE)
_SYSTEM = re.compile(
    r"WGS[_ ]?(19)?84|CGCS[_ ]?2000|China[_ ]Geodetic[_ ]Coordinate", re.IGNORECASE
)


def read_shapefile(content: bytes) -> list[Shape]:
    """Return the areas of a zipped Shapefile.

    Raises
    ------
    Refused
        for a damaged or overloaded archive, other geometries, a missing or projected .prj.
    """
    parts = _unpacked(content)
    missing = [name for name in (".shp", ".dbf", ".prj") if name not in parts]
    if missing:
        refuse(
            _("The Shapefile lacks its %(part)s.") % {"part": missing[0]},
            _("Pack .shp, .dbf and .prj of one layer into one zip."),
        )
    _require_system(parts[".prj"].decode("utf-8", "replace"))
    encoding = parts.get(".cpg", b"").decode("ascii", "ignore").strip().lower()
    try:
        words = list(_words(parts[".dbf"], "utf-8" if "utf" in encoding else "gb18030"))
        shapes = list(_areas(parts[".shp"]))
    except (struct.error, IndexError, ValueError):
        refuse(_("The Shapefile is damaged or cut off."), _("Export it again."))
    if len(words) != len(shapes):
        refuse(_("The Shapefile's table and its areas differ in number."), _("Export it again."))
    pairs = enumerate(zip(words, shapes, strict=True), start=1)
    return [Shape(number, said, rings) for number, (said, rings) in pairs]


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _require_small(infos)
            wanted = {PurePosixPath(info.filename).suffix.lower(): info for info in infos}
            if sum(info.filename.lower().endswith(".shp") for info in infos) > 1:
                refuse(_("The zip holds several layers."), _("Send one, of the townships."))
            return {
                suffix: archive.open(info).read(info.file_size)
                for suffix, info in wanted.items()
                if suffix in {".shp", ".dbf", ".prj", ".cpg"}
            }
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        refuse(_("The zip is damaged or has a password."), _("Pack it again without a password."))


def _require_small(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse bombs by what the directory claims; no more than that is read of a part."""
    whole = sum(info.file_size for info in infos)
    grown = any(info.file_size > max(SMALL, info.compress_size * RATIO) for info in infos)
    if len(infos) > MOST_PARTS or whole > MOST_UNPACKED or grown:
        refuse(
            _("Unpacked, the zip is far too large."),
            _("Pack the files of one layer only, with simplified boundaries."),
        )


def _require_system(text: str) -> None:
    if not _DEGREES.search(text):
        refuse(
            _("The Shapefile is projected: its places are metres, not degrees."),
            _("Export it again in EPSG:4490 or EPSG:4326."),
        )
    if not _SYSTEM.search(text):
        refuse(
            _("The coordinate system %(name)s is not taken.") % {"name": text.strip()[:60]},
            _("Export it again in EPSG:4490 or EPSG:4326."),
        )


def _areas(content: bytes) -> Iterator[list[Ring]]:
    if struct.unpack(">i", content[:4])[0] != MAGIC:
        raise ValueError("no .shp")
    place, points, count = HEAD, 0, 0
    while place < len(content):
        size = struct.unpack(">i", content[place + 4 : place + 8])[0] * 2
        record = content[place + 8 : place + 8 + size]
        if size < 4 or len(record) < size:  # noqa: PLR2004 - its kind alone takes four bytes
            raise ValueError("cut off")
        rings = _record(record)
        points, count = points + sum(map(len, rings)), count + 1
        if points > MOST_POINTS or count > MOST_SHAPES:
            refuse(
                _("The boundaries have more than 300,000 points."),
                _("Simplify them first; to 20 metres is enough."),
            )
        yield rings
        place += 8 + size


def _record(record: bytes) -> list[Ring]:
    kind = struct.unpack("<i", record[:4])[0]
    if kind not in AREAS:
        refuse(_("The Shapefile holds no areas, or an empty one."), _("Send polygons only."))
    parts, points = struct.unpack("<2i", record[36:44])
    end = 44 + 4 * parts + 16 * points
    if parts < 0 or points < 0 or end > len(record):
        raise ValueError("counts that cannot be")
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    flat = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : end])
    places = list(zip(flat[::2], flat[1::2], strict=True))
    if starts != sorted(starts) or starts[0] < 0:
        raise ValueError("parts that cannot be")
    return [places[starts[i] : starts[i + 1]] for i in range(parts)]


def _words(content: bytes, encoding: str) -> Iterator[tuple[str, ...]]:
    rows, head, size = struct.unpack("<IHH", content[4:12])
    if rows > MOST_SHAPES or not size:
        raise ValueError("rows that cannot be")
    fields = []
    place = 32
    while content[place] != 0x0D:  # noqa: PLR2004 - ends the fields
        fields.append((content[place : place + 11].split(b"\0")[0], content[place + 16]))
        place += 32
    for row in range(rows):
        start = head + row * size + 1
        if start - 1 + size > len(content):
            raise ValueError("cut off")
        values: dict[str, object] = {}
        for number, (_name, width) in enumerate(fields):
            values[str(number)] = content[start : start + width].decode(encoding, "replace").strip()
            start += width
        yield words_of(values)
