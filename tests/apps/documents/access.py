"""Who gets which answer at the routes of the inbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.documents.models import Document, Kinship
from sanbi.apps.orgs.blobs import blob_store
from tests.apps.access.declaring import COUNTY, OFFICE, Access
from tests.apps.factories.documents import make_document, make_kinship
from tests.apps.factories.orgs import County

READERS = OFFICE | COUNTY
RECEIVE = OFFICE | {"supervisor"}
WHY = "the inbox belongs to the county's own offices: who may open it sees all of it"


def of(state: str = "read", **fields: Any) -> Callable[[County], Mapping[str, Any]]:
    """The address of a document in a state, made once."""

    def address(county: County) -> Mapping[str, Any]:
        del county
        name = f"{state}{sorted(fields)}.html"
        known = Document.objects.filter(name=name).first()
        return {"document": (known or make_document(state, name=name, **fields)).pk}

    return address


def with_bytes(county: County) -> Mapping[str, Any]:
    """A document whose bytes can be handed out."""
    del county
    blob = blob_store("通报".encode(), "application/octet-stream")
    known = Document.objects.filter(blob=blob).first()
    return {"document": (known or make_document(blob=blob)).pk}


def two_copies(county: County) -> Mapping[str, Any]:
    """Two documents that tell of one event."""
    del county
    known = Kinship.objects.first() or make_kinship()
    return {"document": known.first_id, "other": known.second_id}


ASIDE = {"set_aside_on": "2026-10-08", "set_aside_why": "重复"}
ACCESS: dict[str, Access] = {
    "documents": Access(reads=READERS, exports=True),
    "document-new": Access(reads=RECEIVE, changes=RECEIVE, form={"text": "通报全文"}),
    "document": Access(reads=READERS, things=of(), of_no_unit=WHY),
    "document-file": Access(reads=READERS, things=with_bytes, of_no_unit=WHY),
    "document-repair": Access(changes=RECEIVE, things=of(), form={"place-1": "0"}, of_no_unit=WHY),
    "document-edit": Access(
        reads=RECEIVE, changes=RECEIVE, things=of(), form={"standing": "copy"}, of_no_unit=WHY
    ),
    "document-aside": Access(
        reads=RECEIVE, changes=RECEIVE, things=of(), form={"reason": "重复"}, of_no_unit=WHY
    ),
    "document-back": Access(
        changes=RECEIVE, things=of(**ASIDE), form={"edition": "0"}, of_no_unit=WHY
    ),
    "document-beside": Access(reads=READERS, things=two_copies, of_no_unit=WHY),
    "document-judge": Access(
        changes=RECEIVE, things=two_copies, form={"verdict": "same"}, of_no_unit=WHY
    ),
}
