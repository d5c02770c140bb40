"""The manifest of a package: what it is, and name, size and hash of every other part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanbi.engine.integrity.canonical import JsonValue, json_bytes, read_json
from sanbi.engine.integrity.faults import NotCanonical, PackageError
from sanbi.engine.integrity.hashes import HASH_NAMES, HashName, digest, is_digest
from sanbi.engine.integrity.part_names import require_distinct_names, require_part_name

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
        raise PackageError(f"{MANIFEST_NAME}: {fault}") from None


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest of its canonical bytes, and refuse anything else.

    Raises
        PackageError  saying what is wrong: not canonical, another format or version, an unknown
            hash function, files out of order, unsafe names.
    """
    try:
        value = read_json(data)
    except NotCanonical as fault:
        raise PackageError(f"{MANIFEST_NAME}: {fault}") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise PackageError(f'{MANIFEST_NAME} does not say "format": "{FORMAT}"')
    if value.get("format_version") != FORMAT_VERSION:
        raise PackageError(
            f"{MANIFEST_NAME} is of format version {value.get('format_version')}; this program "
            f"reads version {FORMAT_VERSION}: use the program that wrote the package"
        )
    if set(value) != _KEYS:
        raise PackageError(f"{MANIFEST_NAME} must have the keys {', '.join(sorted(_KEYS))}")
    return _typed(value)


def _typed(value: dict[str, Any]) -> Manifest:
    kind, hash_name, about = value["kind"], value["hash"], value["about"]
    _require_kind(kind)
    if hash_name not in HASH_NAMES:
        raise PackageError(
            f"{MANIFEST_NAME} names the hash function {hash_name!r}; "
            f"known are {', '.join(HASH_NAMES)}"
        )
    if not isinstance(about, dict) or not isinstance(value["files"], list):
        raise PackageError(f"{MANIFEST_NAME}: about must be an object and files a list")
    files = tuple(_listed(entry, place) for place, entry in enumerate(value["files"]))
    names = [file.name for file in files]
    if names != sorted(set(names)):
        raise PackageError(f"{MANIFEST_NAME}: files must be ordered by name, each name once")
    _require_names(names)
    return Manifest(kind, hash_name, files, about)


def _listed(entry: Any, place: int) -> ListedFile:  # noqa: ANN401  (as read: anything)
    where = f"{MANIFEST_NAME}: files[{place}]"
    if not isinstance(entry, dict) or set(entry) != _FILE_KEYS:
        raise PackageError(f"{where} must have the keys hash, name, size")
    name, size = entry["name"], entry["size"]
    if not isinstance(name, str) or isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise PackageError(f"{where} must have a text as name and a whole number as size")
    if not is_digest(entry["hash"]):
        raise PackageError(f"{where} must have a hash of 64 lower-case hexadecimal digits")
    return ListedFile(name, size, entry["hash"])


def _require_kind(kind: object) -> None:
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise PackageError(f"the kind {kind!r} is not lower-case words joined by hyphens")


def _require_names(names: Mapping[str, bytes] | list[str]) -> None:
    for name in names:
        require_part_name(name)
    require_distinct_names([MANIFEST_NAME, *names])
