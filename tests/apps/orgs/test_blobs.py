"""Contents are kept once, whole, and read back only undamaged."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sanbi.apps.orgs.blobs import blob_read, blob_store, place_of
from sanbi.apps.orgs.models import Blob


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.SANBI_FILES = tmp_path


@pytest.mark.django_db
def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    first = blob_store(b"figures", "text/csv")
    assert blob_store(b"figures", "text/csv") == first
    assert (Blob.objects.count(), first.size, first.media_type) == (1, 7, "text/csv")
    assert first.digest == sha256(b"figures").hexdigest()
    assert place_of(first.digest) == tmp_path / first.digest[:2] / first.digest[2:]
    assert [item for item in tmp_path.rglob("*") if item.is_file()] == [place_of(first.digest)]
    assert blob_read(first.digest) == b"figures"


@pytest.mark.django_db
def test_a_damaged_content_is_not_handed_out() -> None:
    blob = blob_store(b"figures", "text/csv")
    place_of(blob.digest).write_bytes(b"figurez")
    with pytest.raises(OSError, match="damaged"):
        blob_read(blob.digest)
    blob_store(b"figures", "text/csv")  # sent once more, it is whole again
    assert blob_read(blob.digest) == b"figures"


@pytest.mark.django_db
def test_a_disk_that_fails_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        blob_store(b"figures", "text/csv")
    assert not [item for item in tmp_path.rglob("*") if item.is_file()]
    assert not Blob.objects.exists()
