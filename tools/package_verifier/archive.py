"""A strict reader of the package's zip (docs/algorithms/package.md).

An ordinary zip reader looks only at the list at the end, so that bytes before, between or after
the files stay unseen, and dates or permissions can be changed. In a package every byte has one
value: the manifest tells names, sizes and hashes, these tell where each file lies, and the whole
archive is laid again from them and compared to the last byte.
"""

import binascii
import hashlib
import json
import struct
import unicodedata
from dataclasses import dataclass
from typing import Any

from package_verifier.faults import DamagedError
from package_verifier.sections import Section, read_json
from package_verifier.sm3 import sm3

MANIFEST = "manifest.json"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
VERSION_NEEDED, VERSION_MADE = 20, 0x0314
UTF8_NAME = 0x800
STAMP = (0, 0x21)  # 1980-01-01 00:00:00
PLAIN_FILE = 0x81A40000  # rw-r--r--
MOST_FILES = 1_000
MOST_BYTES = 200_000_000
LONGEST_NAME = 240
FORMAT, FORMAT_VERSION = "sanbi-package", 1


@dataclass(frozen=True)
class Part:
    """One file as the manifest states it."""

    name: str
    size: int
    hash: str


def _zip_fault(why: str) -> DamagedError:
    return DamagedError("zip", why=why)


def digest(method: str, content: bytes) -> str:
    """Return the hash of ``content`` by sha256 or sm3, in hexadecimal."""
    return sm3(content) if method == "sm3" else hashlib.sha256(content).hexdigest()


def _manifest_span(data: bytes) -> bytes:
    """Return the bytes of the manifest, which is the first file."""
    name = MANIFEST.encode()
    start = LOCAL.size + len(name)
    if len(data) < start + END.size or data[:4] != b"PK\x03\x04":
        raise _zip_fault("it is not a zip file, or only the beginning of one")
    size = LOCAL.unpack_from(data)[8]
    if data[LOCAL.size : start] != name:
        raise _zip_fault(
            f"its first file is not {MANIFEST}; a package zipped again by another "
            "program is no longer the package that was published"
        )
    if start + size > len(data):
        raise _zip_fault(f"{MANIFEST} is cut short")
    return data[start : start + size]


def _check_name(name: str) -> None:
    segments = name.split("/")
    bad = (
        any(part in ("", ".", "..") or part[-1] in ". " for part in segments)
        or any(
            sign in '\\:*?"<>|' or unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in name
        )
        or len(name.encode("utf-8", "replace")) > LONGEST_NAME
        or unicodedata.normalize("NFC", name) != name
        or name.casefold() == MANIFEST
    )
    if bad:
        raise DamagedError("manifest", why=f"the name {name!r} is not allowed")


def _read_parts(section: Section) -> list[Part]:
    parts = []
    for item in section.sections("files"):
        part = Part(item.text("name"), item.count("size", 0), item.text("hash"))
        item.done()
        _check_name(part.name)
        parts.append(part)
    names = [part.name for part in parts]
    if names != sorted(set(names)) or len({name.casefold() for name in names}) != len(names):
        raise DamagedError("manifest", why="the files are not in order, each once")
    if len(parts) > MOST_FILES or sum(part.size for part in parts) > MOST_BYTES:
        raise DamagedError("manifest", why="more files or bytes than a package may hold")
    return parts


def _canonical(value: Any) -> bytes:  # noqa: ANN401 - JSON is any of its kinds
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _read_manifest(content: bytes) -> tuple[str, list[Part]]:
    """Return the hash method and the parts."""
    value = read_json(MANIFEST, content)
    section = Section(value, MANIFEST)
    if section.text("format") != FORMAT or section.count("format_version", 0) != FORMAT_VERSION:
        raise DamagedError("manifest", why="format or format_version is unknown to the checker")
    method = section.word("hash", ("sha256", "sm3"), "sha256")
    section.text("kind")
    section.mapping("about")
    parts = _read_parts(section)
    section.done()
    if set(value) != section.read or _canonical(value) != content:
        raise DamagedError("manifest", why="it is not in its canonical form")
    return method, parts


def _heads(name: str, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """Return the local head and the line in the list that belong to a file."""
    raw = name.encode()
    flags = 0 if name.isascii() else UTF8_NAME
    size, crc = len(content), binascii.crc32(content)
    shared = (flags, 0, *STAMP, crc, size, size, len(raw), 0)
    local = LOCAL.pack(b"PK\x03\x04", VERSION_NEEDED, *shared)
    line = CENTRAL.pack(
        b"PK\x01\x02", VERSION_MADE, VERSION_NEEDED, *shared, 0, 0, 0, PLAIN_FILE, offset
    )
    return local + raw, line + raw


def lay_archive(files: dict[str, bytes]) -> bytes:
    """Return the one archive that holds these files in this order."""
    body, listing = bytearray(), bytearray()
    for name, content in files.items():
        head, line = _heads(name, content, len(body))
        body += head + content
        listing += line
    count = len(files)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), len(body), 0)
    return bytes(body + listing + end)


def _compare(data: bytes, expected: bytes) -> None:
    if data == expected:
        return
    least = min(len(data), len(expected))
    at = next((i for i in range(least) if data[i] != expected[i]), least)
    raise _zip_fault(
        f"byte {at} is not what belongs there (between or behind the files, or in their heads)"
    )


def read_kind(data: bytes) -> str:
    """Return what an archive says that it holds.

    Raises
        DamagedError  when its manifest cannot be read.
    """
    return Section(read_json(MANIFEST, _manifest_span(data)), MANIFEST).text("kind")


def read_hash_name(data: bytes) -> str:
    """Return the hash of an archive that `read_archive` has found whole: sha256 or sm3."""
    return Section(read_json(MANIFEST, _manifest_span(data)), MANIFEST).text("hash", "sha256")


def read_archive(data: bytes) -> dict[str, bytes]:
    """Return each file's bytes by its name, the manifest left out.

    Raises
        DamagedError  when a size or hash does not fit, or any byte is not accounted for.
    """
    manifest = _manifest_span(data)
    method, parts = _read_manifest(manifest)
    files = {MANIFEST: manifest}
    at = LOCAL.size + len(MANIFEST) + len(manifest)
    for part in parts:
        start = at + LOCAL.size + len(part.name.encode())
        content = data[start : start + part.size]
        if len(content) != part.size:
            raise DamagedError("size", file=part.name, found=len(content), stated=part.size)
        found = digest(method, content)
        if found != part.hash:
            raise DamagedError(
                "hash", method=method.upper(), file=part.name, found=found, stated=part.hash
            )
        files[part.name] = content
        at = start + part.size
    _compare(data, lay_archive(files))
    del files[MANIFEST]
    return files
