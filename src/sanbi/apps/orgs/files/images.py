"""Pictures: whole, of a size that a page can show, and nothing behind their end."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.limits import PIXELS
from sanbi.apps.orgs.files.refusing import refuse, save_again

PNG = b"\x89PNG\r\n\x1a\n"
JPG = b"\xff\xd8\xff"
_START_OF_FRAME = frozenset(
    {*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), 0xCD, 0xCE}
)
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN, _END = 0xDA, 0xD9


def check_png(name: str, content: bytes) -> None:
    """Refuse a PNG that is damaged, too large to draw, or goes on after its end."""
    at, kinds = len(PNG), []
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"IHDR" and length == 13:  # noqa: PLR2004 - the length of this chunk
            _check_size(name, *struct.unpack(">II", content[at + 8 : at + 16]))
        kinds.append(kind)
        at += 12 + length
        if kind == b"IEND":
            break
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or at > len(content):
        refuse(name, _("it is damaged or cut off."), save_again())
    if at < len(content):
        refuse(name, _("something else is hidden behind its end."), save_again())


def check_jpg(name: str, content: bytes) -> None:
    """Refuse a JPG that is damaged, too large to draw, or goes on after its end."""
    sized = False
    for marker, at in _segments(content):
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", content[at + 3 : at + 7])
            _check_size(name, width, height)
            sized = True
        if marker == _SCAN:
            break
    last = content.rstrip(b"\0")
    if not sized or not last.endswith(b"\xff\xd9"):
        refuse(name, _("it is damaged, or something is hidden behind its end."), save_again())
    if b"PK\x03\x04" in content[-65_557:] or b"PK\x05\x06" in content[-65_557:]:
        refuse(name, _("something else is hidden behind its end."), save_again())


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place (of its length) of each segment before the picture itself."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - begins a marker
        marker = content[at + 1]
        yield marker, at + 2
        if marker in _ALONE:
            at += 2
            continue
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        if at + 9 > len(content):
            return


def _check_size(name: str, width: int, height: int) -> None:
    if not width or not height or width * height > PIXELS:
        refuse(
            name,
            _("the picture has %(width)s × %(height)s points.")
            % {"width": width, "height": height},
            _("At most 60 million points; make it smaller."),
        )
