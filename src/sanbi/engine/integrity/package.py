"""The assessment package 考核数据包: a zip of plain files that a stranger can open and recompute.

The same files give the same bytes whatever the machine, time zone, Python or zip library: nothing
is compressed, and everything that zip leaves free is fixed. Cost grows in step with the bytes;
memory holds the package and one copy of it.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanbi.engine.integrity.faults import PackageError
from sanbi.engine.integrity.hashes import DEFAULT_HASH, HashName, digest
from sanbi.engine.integrity.manifest import (
    MANIFEST_NAME,
    Manifest,
    describe,
    manifest_bytes,
    parse_manifest,
)
from sanbi.engine.integrity.stored_zip import (
    DEFAULT_LIMITS,
    MAX_BYTES,
    MAX_PARTS,
    Limits,
    StoredPart,
    content_of,
    directory_entry,
    end_record,
    local_header,
    read_directory,
)
from sanbi.engine.phrases import Phrase


@dataclass(frozen=True)
class Package:
    """A package as read: its files by name (without the manifest), and its manifest."""

    files: Mapping[str, bytes]
    manifest: Manifest


def write_package(
    files: Mapping[str, bytes],
    *,
    kind: str,
    hash_name: HashName = DEFAULT_HASH,
    about: Mapping[str, Any],
) -> bytes:
    """Return the bytes of a package of files.

    Parameters
        files : contents by name, in any order; names are relative paths with `/`, without
            `manifest.json`, which is written here.
        kind : what the package holds, lower-case words joined by hyphens, such as "score".
        hash_name : "sha256" or "sm3", for the hashes in the manifest.
        about : what the manifest shall tell beside: engine version, scheme. Canonical JSON values;
            no times of writing, or equal runs will not give equal bytes.
    Returns
        bytes of a zip file: manifest first, then the files ordered by name.
    Raises
        PackageError  for names that are unsafe, equal up to case, or reserved; for values that
            canonical JSON cannot hold; for more than 65,534 parts or 4 GB.
    Source      docs/algorithms/package.md
    """
    manifest = describe(files, kind, hash_name, about)
    contents = {MANIFEST_NAME: manifest_bytes(manifest)}
    contents.update((file.name, files[file.name]) for file in manifest.files)
    size = sum(map(len, contents.values()))
    if len(contents) > MAX_PARTS or size > MAX_BYTES:
        raise PackageError(
            Phrase(
                "{count:,} parts of {size:,} bytes are too much for one zip",
                count=len(contents),
                size=size,
            )
        )
    return _assemble(contents)


def read_package(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return the files and the manifest of a package, after every check that needs no recomputing.

    Nothing is unpacked before the limits, the names and the layout have been checked. What does
    not touch the contents (dates, permissions, comments of parts) is left to `check_bytes`.

    Parameters
        data : the whole file.
        limits : bytes packed and unpacked, ratio, parts; 20 MB, 200 MB, 100, 1,000 by default.
    Returns
        Package. That its hashes are right says that it is whole, not that it is true: whoever
        changes a file can renew the hashes. Recompute it, or compare `digest(data)` with the
        published one.
    Raises
        PackageError  naming the part and the fault: see `read_directory`; no manifest, parts
            missing from it or beyond it, a wrong size, hash or check sum.
    """
    parts = read_directory(data, limits)
    if not parts or parts[0].name != MANIFEST_NAME:
        raise PackageError(
            Phrase("not an assessment package: its first part is not {file}", file=MANIFEST_NAME)
        )
    manifest = parse_manifest(_checked_content(data, parts[0]))
    files = {part.name: _checked_content(data, part) for part in parts[1:]}
    _require_listed(files, manifest)
    return Package(files, manifest)


def _assemble(contents: Mapping[str, bytes]) -> bytes:
    """Lay parts out in the order given, then the directory and the end record."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for name, content in contents.items():
        crc = zlib.crc32(content)
        header = local_header(name, len(content), crc)
        pieces += [header, content]
        directory.append(directory_entry(StoredPart(name, len(content), crc, position)))
        position += len(header) + len(content)
    size = sum(map(len, directory))
    if position + size > MAX_BYTES:
        raise PackageError(Phrase("{size:,} bytes are too much for one zip", size=position + size))
    return b"".join([*pieces, *directory, end_record(len(contents), size, position)])


def _checked_content(data: bytes, part: StoredPart) -> bytes:
    content = content_of(data, part)
    if zlib.crc32(content) != part.crc:
        raise PackageError(
            Phrase("the content of {name} does not have its zip check sum", name=part.name)
        )
    return content


def _require_listed(files: Mapping[str, bytes], manifest: Manifest) -> None:
    listed = {file.name for file in manifest.files}
    for name in files:
        if name not in listed:
            raise PackageError(
                Phrase(
                    "{name} is not in {file}; a package holds nothing else",
                    name=name,
                    file=MANIFEST_NAME,
                )
            )
    for file in manifest.files:
        if file.name not in files:
            raise PackageError(
                Phrase(
                    "{name} is in {file}, but not in the package",
                    name=file.name,
                    file=MANIFEST_NAME,
                )
            )
        content = files[file.name]
        if len(content) != file.size:
            raise PackageError(
                Phrase(
                    "{name} has {found:,} bytes; {file} says {size:,}",
                    name=file.name,
                    found=len(content),
                    file=MANIFEST_NAME,
                    size=file.size,
                )
            )
        if digest(content, manifest.hash_name) != file.hash:
            raise PackageError(
                Phrase(
                    "the content of {name} does not have the hash in the manifest", name=file.name
                )
            )
