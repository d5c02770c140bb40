"""The manifest of a package: what it is, and name, size and hash of every other part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanbi.engine.integrity.canonical import JsonValue, json_bytes, read_json
from sanbi.engine.integrity.faults import NotCanonical, PackageError
from sanbi.engine.integrity.hashes import HASH_NAMES, HashName, digest, is_digest
from sanbi.engine.integrity.part_names import require_distinct_names, require_part_name
from sanbi.engine.phrases import Phrase

MANIFEST_NAME = "manifest.json"
FORMAT = "sanbi-package"
FORMAT_VERSION = 1

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS = {"about", "files", "format", "format_version", "hash", "kind"}
_FILE_KEYS = {"hash", "name", "size"}


@dataclass(frozen=True)
class ListedFile:
    """One line of the manifest: a part's name, its size in bytes, and its hash."""

    name: str
    size: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself.

    kind : what the package holds, such as "score".
    hash_name : the hash function of the listed hashes.
    files : every part but the manifest, ordered by name.
    about : what the writer wants to tell: engine version, scheme, period; canonical JSON values.
    """

    kind: str
    hash_name: HashName
    files: tuple[ListedFile, ...]
    about: Mapping[str, JsonValue]


def describe(
    files: Mapping[str, bytes], kind: str, hash_name: HashName, about: Mapping[str, Any]
) -> Manifest:
    """Return the manifest of files: ordered by name, measured and hashed.

    Raises
        PackageError  for a name that may not be in a package, and for a kind that is not lower-case
            words joined by hyphens.
    """
    _require_kind(kind)
    _require_names(files)
    listed = [
        ListedFile(name, len(files[name]), digest(files[name], hash_name)) for name in sorted(files)
    ]
    return Manifest(kind, hash_name, tuple(listed), dict(about))


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the canonical JSON of a manifest; PackageError where `about` cannot be written."""
    try:
        return json_bytes(
            {
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "kind": manifest.kind,
                "hash": manifest.hash_name,
                "about": dict(manifest.about),
                "files": [
                    {"name": file.name, "size": file.size, "hash": file.hash}
                    for file in manifest.files
                ],
            }
        )
    except NotCanonical as fault:
        raise PackageError(Phrase("{file}: {fault}", file=MANIFEST_NAME, fault=fault)) from None


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest of its canonical bytes, and refuse anything else.

    Raises
        PackageError  saying what is wrong: not canonical, another format or version, an unknown
            hash function, files out of order, unsafe names.
    """
    try:
        value = read_json(data)
    except NotCanonical as fault:
        raise PackageError(Phrase("{file}: {fault}", file=MANIFEST_NAME, fault=fault)) from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise PackageError(
            Phrase('{file} does not say "format": "{format}"', file=MANIFEST_NAME, format=FORMAT)
        )
    if value.get("format_version") != FORMAT_VERSION:
        raise PackageError(
            Phrase(
                "{file} is of format version {version}; this program reads version "
                "{known}: use the program that wrote the package",
                file=MANIFEST_NAME,
                version=value.get("format_version"),
                known=FORMAT_VERSION,
            )
        )
    if set(value) != _KEYS:
        raise PackageError(
            Phrase("{file} must have the keys {keys}", file=MANIFEST_NAME, keys=sorted(_KEYS))
        )
    return _typed(value)


def _typed(value: dict[str, Any]) -> Manifest:
    kind, hash_name, about = value["kind"], value["hash"], value["about"]
    _require_kind(kind)
    if hash_name not in HASH_NAMES:
        raise PackageError(
            Phrase(
                "{file} names the hash function {hash!r}; known are {names}",
                file=MANIFEST_NAME,
                hash=hash_name,
                names=HASH_NAMES,
            )
        )
    if not isinstance(about, dict) or not isinstance(value["files"], list):
        raise PackageError(
            Phrase("{file}: about must be an object and files a list", file=MANIFEST_NAME)
        )
    files = tuple(_listed(entry, place) for place, entry in enumerate(value["files"]))
    names = [file.name for file in files]
    if names != sorted(set(names)):
        raise PackageError(
            Phrase("{file}: files must be ordered by name, each name once", file=MANIFEST_NAME)
        )
    _require_names(names)
    return Manifest(kind, hash_name, files, about)


def _listed(entry: Any, place: int) -> ListedFile:  # noqa: ANN401  (as read: anything)
    where = Phrase("{file}: files[{place}]", file=MANIFEST_NAME, place=place)
    if not isinstance(entry, dict) or set(entry) != _FILE_KEYS:
        raise PackageError(Phrase("{where} must have the keys hash, name, size", where=where))
    name, size = entry["name"], entry["size"]
    if not isinstance(name, str) or isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise PackageError(
            Phrase("{where} must have a text as name and a whole number as size", where=where)
        )
    if not is_digest(entry["hash"]):
        raise PackageError(
            Phrase("{where} must have a hash of 64 lower-case hexadecimal digits", where=where)
        )
    return ListedFile(name, size, entry["hash"])


def _require_kind(kind: object) -> None:
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise PackageError(
            Phrase("the kind {kind!r} is not lower-case words joined by hyphens", kind=kind)
        )


def _require_names(names: Mapping[str, bytes] | list[str]) -> None:
    for name in names:
        require_part_name(name)
    require_distinct_names([MANIFEST_NAME, *names])
