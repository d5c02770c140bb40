"""Names that a part of a package may have: safe to unpack on every system, and one file each."""

import re
import unicodedata
from collections.abc import Iterable

from sanbi.engine.integrity.faults import PackageError
from sanbi.engine.phrases import Phrase

MAX_NAME_BYTES = 240

# Characters that Windows forbids, control characters, and marks that hide or reverse text.
_FORBIDDEN = re.compile(
    r'[\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
# Devices of Windows, whatever follows the dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def require_part_name(name: str) -> None:
    r"""Raise PackageError unless a name is a relative path that is safe on every system.

    Segments are separated by `/`; none is empty, `.`, `..`, a device of Windows, or ends in a dot
    or a space. No control or hidden characters and none of `\ : * ? " < > |`. Composed form (NFC),
    at most 240 bytes of UTF-8.
    """
    reason = _fault(name)
    if reason:
        raise PackageError(
            Phrase("the name {name!a} {reason}; rename the part", name=name, reason=reason)
        )


def require_distinct_names(names: Iterable[str]) -> None:
    """Raise PackageError where two names would become one file, or a file and a folder.

    Names that differ only in case are one file on Windows and macOS.
    """
    files: dict[str, str] = {}
    for name in names:
        folded = name.casefold()
        if folded in files:
            raise PackageError(
                Phrase(
                    "the names {other!a} and {name!a} are one file on some systems; keep "
                    "or rename one",
                    other=files[folded],
                    name=name,
                )
            )
        files[folded] = name
    for folded, name in files.items():
        segments = folded.split("/")
        for depth in range(1, len(segments)):
            folder = files.get("/".join(segments[:depth]))
            if folder is not None:
                raise PackageError(
                    Phrase(
                        "{folder!a} is a file and the folder of {name!a}; rename one of them",
                        folder=folder,
                        name=name,
                    )
                )


def _fault(name: str) -> str | None:
    if not name:
        return Phrase("is empty")
    if _FORBIDDEN.search(name):
        return Phrase("holds a character that is not allowed in names of parts")
    if len(name.encode()) > MAX_NAME_BYTES:
        return Phrase("is longer than {most} bytes", most=MAX_NAME_BYTES)
    if name.startswith("/"):
        return Phrase("is absolute")
    if unicodedata.normalize("NFC", name) != name:
        return Phrase("is not in composed form (NFC)")
    faults = map(_segment_fault, name.split("/"))
    return next((fault for fault in faults if fault), None)


def _segment_fault(segment: str) -> str | None:
    if segment in {"", ".", ".."}:
        return Phrase("has an empty segment, '.' or '..', which may lead out of its folder")
    if segment[-1] in ". ":
        return Phrase("has a segment that ends in a dot or a space")
    if _DEVICE.fullmatch(segment):
        return Phrase("is a device on Windows")
    return None
