"""Reading a kept document in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import sanbi
from sanbi.apps.documents.models import Document
from sanbi.apps.documents.queries import choices_of
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.files.confining import Bounds, run_confined
from sanbi.apps.orgs.files.limits import MEGABYTE
from sanbi.apps.orgs.models import Unit, User

READER = Path(__file__).with_name("confined_reader.py")
PACKAGE = Path(sanbi.__file__).parents[1]
BOUNDS = Bounds(memory=2048 * MEGABYTE, seconds=60, output=100 * MEGABYTE)


@dataclass(frozen=True)
class Sister:
    """Another copy of the same report: its document and its clean text."""

    document: int
    text: str


@dataclass(frozen=True)
class Read:
    """What came of a reading: a record, or why there is none; and what it was aligned with."""

    record: dict[str, Any] | None = None
    fault: str = ""
    sisters: tuple[int, ...] = ()


def _known() -> dict[str, list[str]]:
    """The names of the county's units and people, by which damaged ones are read."""
    units = Unit.objects.order_by("pk").values_list("name", flat=True)
    people = User.objects.order_by("pk").values_list("name", flat=True)
    return {"units": list(units), "people": [name for name in people if name]}


def read_confined(document: Document, sisters: Sequence[Sister] = ()) -> Read:
    """Read a document with the choices that people have made; takes seconds.

    Damaged places are aligned with the sisters. Never raises for what the file holds.
    """
    asked = {
        "name": document.name,
        "published": document.published_on.isoformat() if document.published_on else None,
        "sisters": [sister.text for sister in sisters],
        **_known(),
        "choices": [
            ([choice.raw.start, choice.raw.end], choice.text) for choice in choices_of(document)
        ],
    }
    content = json.dumps(asked).encode() + b"\n" + blob_read(document.blob_id)
    done = run_confined(READER, [str(PACKAGE)], content, BOUNDS)
    if done.ended == "well":
        aligned = tuple(sister.document for sister in sisters)
        return Read(json.loads(done.output)["reading"], sisters=aligned)
    if done.ended == "refused":
        return Read(fault=json.loads(done.output)["fault"][:500])
    if done.ended in {"slow", "memory", "much"}:
        return Read(fault=_("It is too large or too intricate to be read. Send it in parts."))
    return Read(fault=_("It cannot be read. Save it again as docx, PDF with text, or plain text."))
