"""The few zip structures that a package is made of: stored parts, fixed times, no extras.

Layout after APPNOTE 6.3: for each part a local header, its name and its bytes; then one directory
entry for each part; then the end record. Nothing between, before or behind.
"""

import struct
from dataclasses import dataclass

from sanbi.engine.integrity.faults import PackageError
from sanbi.engine.integrity.part_names import require_distinct_names, require_part_name
from sanbi.engine.phrases import Phrase

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")

_LOCAL_SIGNATURE = b"PK\x03\x04"
_CENTRAL_SIGNATURE = b"PK\x01\x02"
_END_SIGNATURE = b"PK\x05\x06"

_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION  # 3 = Unix, on every machine
_UTF8_NAME = 0x800
_TIME = 0
_DATE = 1 << 5 | 1  # 1980-01-01
_MODE = 0o100644 << 16  # a plain file, rw-r--r--

# Above these the zip format needs its 64-bit extension, which packages do without.
MAX_BYTES = 0xFFFFFFFF - 1
MAX_PARTS = 0xFFFF - 1


@dataclass(frozen=True)
class Limits:
    """What a reader opens at most; checked before anything is unpacked.

    packed, unpacked : bytes of the whole file, and of all parts as declared.
    ratio : unpacked over packed bytes, for each part.
    parts : number of parts, the manifest included.
    """

    packed: int = 20_000_000
    unpacked: int = 200_000_000
    ratio: int = 100
    parts: int = 1_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class StoredPart:
    """One part of a zip: `offset` is where its local header begins."""

    name: str
    size: int
    crc: int
    offset: int


def local_header(name: str, size: int, crc: int) -> bytes:
    """Return the local header of a stored part, its name included."""
    text = name.encode()
    fixed = (_VERSION, _flags(name), 0, _TIME, _DATE, crc, size, size, len(text), 0)
    return LOCAL.pack(_LOCAL_SIGNATURE, *fixed) + text


def directory_entry(part: StoredPart) -> bytes:
    """Return the directory entry of a stored part, its name included."""
    text = part.name.encode()
    sizes = (part.crc, part.size, part.size)
    fixed = (_MADE_BY, _VERSION, _flags(part.name), 0, _TIME, _DATE, *sizes, len(text))
    return CENTRAL.pack(_CENTRAL_SIGNATURE, *fixed, 0, 0, 0, 0, _MODE, part.offset) + text


def end_record(parts: int, size: int, offset: int) -> bytes:
    """Return the end record for a directory of `size` bytes that begins at `offset`."""
    return END.pack(_END_SIGNATURE, 0, 0, parts, parts, size, offset, 0)


def _flags(name: str) -> int:
    return 0 if name.isascii() else _UTF8_NAME


def read_directory(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[StoredPart]:
    """Return the parts of a zip, after everything that can be checked without unpacking.

    Parameters
        data : the whole file.
        limits : what to open at most.
    Returns
        list[StoredPart] in the order of the directory. Their contents lie one behind the other
        from the first byte on, each behind its header, and nothing else lies between.
    Raises
        PackageError  for whatever is no such zip: beyond the limits, compressed, encrypted,
            64-bit, in several volumes, with unsafe or repeated names, with bytes that belong to no
            part, cut short, with headers that contradict the directory.
    """
    if len(data) > limits.packed:
        raise PackageError(
            Phrase(
                "the file has {size:,} bytes, more than the limit of {limit:,}; raise the "
                "limit if you trust where it comes from",
                size=len(data),
                limit=limits.packed,
            )
        )
    count, offset = _read_end(data)
    if count > limits.parts:
        raise PackageError(
            Phrase(
                "it holds {count:,} parts, more than the limit of {limit:,}",
                count=count,
                limit=limits.parts,
            )
        )
    parts = _read_entries(data, count, offset, limits)
    require_distinct_names(part.name for part in parts)
    position = 0
    for part in parts:
        position = _check_local(data, part, position)
    if position != offset:
        raise PackageError(
            Phrase("bytes {first} to {last} belong to no part", first=position, last=offset - 1)
        )
    return parts


def content_of(data: bytes, part: StoredPart) -> bytes:
    """Return the bytes of a part that `read_directory` has found."""
    name_size, extra_size = struct.unpack_from("<2H", data, part.offset + 26)
    start = part.offset + LOCAL.size + name_size + extra_size
    return data[start : start + part.size]


def _read_end(data: bytes) -> tuple[int, int]:
    """Return the number of parts, and where the directory begins."""
    at = len(data) - END.size
    if at < 0 or data[at : at + 4] != _END_SIGNATURE:
        raise PackageError(
            "not an assessment package: no zip end record in the last 22 bytes "
            "(another kind of file, cut short, or with bytes or a comment behind its end)"
        )
    _, disk, first_disk, here, count, size, offset, comment = END.unpack_from(data, at)
    if disk or first_disk or here != count or comment:
        raise PackageError("the zip end record is not that of a package in one volume")
    if offset + size != at:  # also where the sizes need the 64-bit extension
        raise PackageError(
            Phrase(
                "the zip directory should end at byte {right}, where the end record "
                "begins, but is said to end at byte {said}",
                right=at,
                said=offset + size,
            )
        )
    return count, offset


def _read_entries(data: bytes, count: int, offset: int, limits: Limits) -> list[StoredPart]:
    end = len(data) - END.size
    position = offset
    unpacked = 0
    parts = []
    for _ in range(count):
        if position + CENTRAL.size > end:
            raise PackageError("the zip directory is shorter than its number of parts needs")
        part, position = _read_entry(data, position, limits)
        unpacked += part.size
        if unpacked > limits.unpacked:
            raise PackageError(
                Phrase(
                    "unpacked it would have more than the limit of {limit:,} bytes",
                    limit=limits.unpacked,
                )
            )
        parts.append(part)
    if position != end:
        raise PackageError("the zip directory holds more than its number of parts")
    return parts


def _read_entry(data: bytes, position: int, limits: Limits) -> tuple[StoredPart, int]:
    fields = CENTRAL.unpack_from(data, position)
    signature, _, _, flags, method, _, _, crc, packed, size = fields[:10]
    name_size, extra_size, comment_size = fields[10:13]
    if signature != _CENTRAL_SIGNATURE:
        raise PackageError(Phrase("no zip directory entry at byte {position}", position=position))
    start = position + CENTRAL.size
    name = _read_name(data[start : start + name_size])
    if size > limits.ratio * packed:
        raise PackageError(
            Phrase(
                "{name} would unpack to more than {ratio} times its packed size",
                name=name,
                ratio=limits.ratio,
            )
        )
    _require_stored(name, flags, method, (packed, size))
    return StoredPart(name, size, crc, fields[-1]), start + name_size + extra_size + comment_size


def _read_name(text: bytes) -> str:
    try:
        name = text.decode()
    except UnicodeDecodeError:
        raise PackageError(
            Phrase("the name {text!r} is not UTF-8; rename the part", text=text)
        ) from None
    require_part_name(name)
    return name


def _require_stored(name: str, flags: int, method: int, sizes: tuple[int, int]) -> None:
    if method != 0:
        raise PackageError(
            Phrase(
                "{name} is compressed (zip method {method}); a package holds stored parts only",
                name=name,
                method=method,
            )
        )
    if flags != _flags(name):
        raise PackageError(
            Phrase(
                "{name} has the zip flags {flags:#06x} (encrypted, streamed, or its name marked "
                "otherwise than it is); a package has none of these",
                name=name,
                flags=flags,
            )
        )
    if sizes[0] != sizes[1]:
        raise PackageError(
            Phrase(
                "{name} is stored, but has two sizes: {packed:,} and {size:,}",
                name=name,
                packed=sizes[0],
                size=sizes[1],
            )
        )


def _check_local(data: bytes, part: StoredPart, position: int) -> int:
    """Check a part's header against the directory; return where the part ends."""
    if part.offset != position:
        raise PackageError(
            Phrase(
                "{name} does not begin at byte {position}, where it should",
                name=part.name,
                position=position,
            )
        )
    if position + LOCAL.size > len(data):
        raise PackageError(Phrase("{name} lies beyond the end of the file", name=part.name))
    fields = LOCAL.unpack_from(data, position)
    name_size, extra_size = int(fields[9]), int(fields[10])
    start = position + LOCAL.size
    found = (fields[0], fields[2:4], fields[6:9], data[start : start + name_size])
    sums = (part.crc, part.size, part.size)
    if found != (_LOCAL_SIGNATURE, (_flags(part.name), 0), sums, part.name.encode()):
        raise PackageError(
            Phrase("the zip header of {name} contradicts the zip directory", name=part.name)
        )
    end = start + name_size + extra_size + part.size
    if end > len(data):
        raise PackageError(Phrase("{name} reaches beyond the end of the file", name=part.name))
    return end
