"""The store of files: content under its SHA-256, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from sanbi.apps.orgs.models import Blob


def blob_store(content: bytes, media_type: str) -> Blob:
    """Keep a content once, and return its row.

    The file lies on the disk before its row does: what a row names can always be read. A file
    that a transaction undone leaves behind has no row, and is written again at the next try.
    """
    digest = hashlib.sha256(content).hexdigest()
    _write(place_of(digest), content)
    blob, _ = Blob.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "media_type": media_type}
    )
    return blob


def blob_read(digest: str) -> bytes:
    """Return a content, its digest checked again.

    Raises
    ------
    OSError
        when the file is lost, or its content is no longer what was stored.
    """
    content = place_of(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise OSError(f"the file {digest} is damaged: restore it from the backup")
    return content


def place_of(digest: str) -> Path:
    """Return where a content lies: ab/cdef… below the folder of the settings."""
    return Path(settings.SANBI_FILES) / digest[:2] / digest[2:]


def _write(place: Path, content: bytes) -> None:
    if place.is_file() and place.read_bytes() == content:
        return  # one that is damaged on the disk is written anew
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _settle(place.parent)


def _settle(folder: Path) -> None:
    # A new name is only safe once its folder has reached the disk too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
