"""Zips made by other means than the engine's, good and hostile."""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable

from sanbi.engine.integrity import digest, json_bytes


def manifest_for(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a right manifest for files, however unsafe they are."""
    listed = [{"name": name, "size": len(data), "hash": digest(data)} for name, data in files]
    return json_bytes(
        {
            "format": "sanbi-package",
            "format_version": 1,
            "kind": "sample",
            "hash": "sha256",
            "about": {},
            "files": sorted(listed, key=lambda entry: str(entry["name"])),
        }
    )


def plain_info(name: str) -> zipfile.ZipInfo:
    """Return what the standard library needs to write a part as a package has it."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info


def zip_of(
    parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]],
    method: int = zipfile.ZIP_STORED,
    comment: bytes = b"",
) -> bytes:
    """Return a zip of parts in this order, written by the standard library."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # repeated names are the point of some samples
        for name, data in parts:
            info = plain_info(name) if isinstance(name, str) else name
            archive.writestr(info, data, compress_type=method)
        archive.comment = comment
    return buffer.getvalue()


def sample_zip(*files: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of files behind a right manifest for them, good in all else."""
    return zip_of([("manifest.json", manifest_for(files)), *files], method)


def patched(data: bytes, at: int, layout: str, *values: int) -> bytes:
    """Return bytes with numbers written over them; a negative `at` counts from the end."""
    changed = bytearray(data)
    struct.pack_into("<" + layout, changed, at if at >= 0 else len(data) + at, *values)
    return bytes(changed)


def entry_at(data: bytes, name: str) -> tuple[int, int]:
    """Return where the local header and the directory entry of a part begin."""
    count, _, at = struct.unpack_from("<HII", data, len(data) - 12)
    for _ in range(count):
        name_size, extra, comment = struct.unpack_from("<3H", data, at + 28)
        if data[at + 46 : at + 46 + name_size] == name.encode():
            return struct.unpack_from("<I", data, at + 42)[0], at
        at += 46 + name_size + extra + comment
    raise LookupError(name)
