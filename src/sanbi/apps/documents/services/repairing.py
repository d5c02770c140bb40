"""What people decide about damaged places, and the readings that follow from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

import sanbi
from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.documents.kinship import helped_by, kinships_find, sisters_of, traces_of
from sanbi.apps.documents.models import Document, Reading, RepairChoice, State
from sanbi.apps.documents.reading import Read, read_confined
from sanbi.apps.documents.services.receiving import document_locked, touched

LONGEST = 60
Place = tuple[int, int]


@dataclass(frozen=True)
class Chosen:
    """A damaged place by its first byte and the one after its last, and how it reads."""

    raw: Place
    text: str


@service("document.repair")
def document_repair(
    *, actor: Actor, now: datetime, document: int, edition: int, chosen: Sequence[Chosen]
) -> Document:
    """Decide about damaged places of the newest reading; it is read anew with them.

    Raises
    ------
    Refused
        when nothing is chosen, for a place that the reading does not name, and for a text that
        is too long or holds signs that cannot be seen.
    """
    held = document_locked(actor, document, edition)
    places = _places(held)
    if not chosen:
        raise Refused(_("Nothing was chosen."), _("Choose a reading for a place first."))
    for choice in chosen:
        _check(choice, places)
    RepairChoice.objects.bulk_create(
        RepairChoice(
            document=held,
            raw_start=choice.raw[0],
            raw_end=choice.raw[1],
            text=choice.text,
            before=places[choice.raw][:200],
            at=now,
            by=actor.user,
            by_name=actor.name,
        )
        for choice in chosen
    )
    held.state = State.WAITING
    touched(held)
    tell(held, places=[f"{places[choice.raw][:40]} → {choice.text or '—'}" for choice in chosen])
    return held


@service("document.read")
def reading_keep(
    *, actor: Actor, now: datetime, document: int, edition: int, read: Read
) -> Document:
    """Keep what came of a reading, or why there is none.

    Raises
    ------
    Refused
        when the document was changed meanwhile: it is read once more.
    """
    held = Document.objects.select_for_update(of=("self",)).filter(pk=document).first()
    if held is None:
        raise Missing
    if held.edition != edition:
        raise Refused(_("It was changed while it was read."), _("It is read once more."))
    del actor
    held.state, held.fault = (State.READ, "") if read.record else (State.FAILED, read.fault)
    if read.record:
        last = held.readings.aggregate(last=Max("number"))["last"] or 0
        held.reading = Reading.objects.create(
            document=held,
            number=last + 1,
            record=read.record,
            engine=sanbi.__version__,
            open_repairs=sum(not row["accepted"] for row in read.record["repairs"]),
            **traces_of(read.record),
            sisters=list(read.sisters),
            at=now,
        )
        held.title = held.title or title_of(read.record)
    touched(held)
    kinships_find(held, now)
    tell(held, state=held.state, number=held.reading.number if held.reading else None)
    return held


@service("document.reread")
def document_reread(*, actor: Actor, now: datetime, document: int) -> Document:
    """Have a document with open places read once more, beside a copy that was found since."""
    del now
    held = document_locked(actor, document)
    if not sisters_of(held):
        raise Refused(_("No copy was found that it was not read with."), _("Decide by hand."))
    held.state = State.WAITING
    touched(held)
    tell(held, sisters=[sister.document for sister in sisters_of(held)])
    return held


def read_now(document: int, now: datetime, tries: int = 3) -> list[int]:
    """Read a document that waits, outside of any transaction; one that is read stays as it is.

    A change while it is read has it read again, at most ``tries`` times. Returns the documents
    that wait to be read because of it: itself or others, whose open places a copy may tell.
    """
    for _turn in range(tries):
        held = Document.objects.filter(pk=document, state=State.WAITING).first()
        if held is None:
            return []
        read = read_confined(held, sisters_of(held))
        try:
            reading_keep(actor=SYSTEM, now=now, document=held.pk, edition=held.edition, read=read)
        except Refused:
            continue
        return [_reread(row, now) for row in helped_by(held)]
    return []


def _reread(document: int, now: datetime) -> int:
    return document_reread(actor=SYSTEM, now=now, document=document).pk


def title_of(record: Mapping[str, object]) -> str:
    """The title of the first article that has one, else of the file's markup, at most 200 long."""
    text = str(record["text"])
    for article in record["articles"]:  # type: ignore[attr-defined]  # as the schema says
        if article["title"]:
            start, end = article["title"]
            return " ".join(text[start:end].split())[:200]
    return str(record["title"] or "")[:200]


def _places(held: Document) -> dict[Place, str]:
    if held.reading is None:
        raise Refused(_("It has not been read yet."), _("Wait until it is."))
    return {
        (row["raw"][0], row["raw"][1]): str(row["before"]) for row in held.reading.record["repairs"]
    }


def _check(choice: Chosen, places: Mapping[Place, str]) -> None:
    if choice.raw not in places:
        raise Refused(
            _("The reading names no such place."), _("Look at the newest reading, then choose.")
        )
    if len(choice.text) > LONGEST:
        raise Refused(_("A reading has at most %(most)d signs.") % {"most": LONGEST}, "", "text")
    if any(unicodedata.category(sign)[0] == "C" for sign in choice.text):
        raise Refused(_("It holds signs that cannot be seen."), _("Type it anew."), "text")
