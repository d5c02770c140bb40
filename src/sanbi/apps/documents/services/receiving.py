"""Documents taken in, described, set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import service, tell
from sanbi.apps.documents.models import Document, Standing, State
from sanbi.apps.documents.queries import documents_for
from sanbi.apps.documents.rules import can_receive
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.files.checking import clean_name
from sanbi.apps.orgs.files.limits import MEGABYTE, PACKED
from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.sources.opening import kind_of

MEDIA = "application/octet-stream"
"""Of every document: it is only ever handed out as it came, to be saved."""


@dataclass(frozen=True)
class Facts:
    """What is said of a document; ``published_on`` only where somebody knows it."""

    title: str = ""
    source: str = ""
    standing: str = Standing.COPY
    published_on: date | None = None


@service("document.receive")
def document_receive(
    *, actor: Actor, now: datetime, name: str, content: bytes, facts: Facts
) -> Document:
    """Keep a document as it came; it is read next.

    Raises
    ------
    Refused
        for what is empty or too large, and for a content that is in the inbox already.
    """
    require(can_receive(actor), who_receives())
    if not content.strip():
        raise Refused(_("It is empty."), _("Choose the file again, or paste its text."), "file")
    if len(content) > PACKED:
        raise Refused(
            _("It is larger than %(most)s MB.") % {"most": PACKED // MEGABYTE},
            _("Send it in parts."),
            "file",
        )
    _check_kind(name, content)
    blob = blob_store(content, MEDIA)
    known = Document.objects.filter(blob=blob, set_aside_on__isnull=True).first()
    if known is not None:
        raise Refused(
            _("The same file is in the inbox already: “%(title)s”.") % {"title": known},
            _("Open that one."),
            "file",
        )
    made = Document(
        blob=blob,
        name=clean_name(name),
        received_on=timezone.localdate(now),
        at=now,
        by=actor.user,
        by_name=actor.name,
    )
    _describe(made, facts, now)
    made.save()
    tell(made, sha256=blob.digest, size=blob.size, standing=made.standing)
    return made


def _check_kind(name: str, content: bytes) -> None:
    try:
        kind_of(name, content)
    except DocumentFault:
        raise Refused(
            _("It is no text, page, Word or PDF file."),
            _("Save it again as docx, PDF with text, or plain text."),
            "file",
        ) from None


@service("document.describe")
def document_describe(
    *, actor: Actor, now: datetime, document: int, edition: int, facts: Facts
) -> Document:
    """Change what is said of a document; another day of publication has it read anew."""
    held = document_locked(actor, document, edition)
    before = held.published_on
    _describe(held, facts, now)
    if held.published_on != before:
        held.state = State.WAITING
    touched(held)
    tell(held, standing=held.standing, published_on=held.published_on)
    return held


@service("document.set_aside")
def document_set_aside(
    *, actor: Actor, now: datetime, document: int, edition: int, reason: str
) -> Document:
    """Take a document out of the inbox, with the reason; it stays readable."""
    held = document_locked(actor, document, edition)
    if held.set_aside_on is not None:
        raise Refused(_("It is set aside already."), _("Take it back first."))
    why = needed(reason, "reason")
    held.set_aside_on, held.set_aside_why = timezone.localdate(now), why
    touched(held)
    tell(held, reason=held.set_aside_why)
    return held


@service("document.take_back")
def document_take_back(*, actor: Actor, now: datetime, document: int, edition: int) -> Document:
    """Put a document that was set aside into the inbox again."""
    del now
    held = document_locked(actor, document, edition)
    if held.set_aside_on is None:
        raise Refused(_("It is not set aside."), _("Look at it again."))
    held.set_aside_on, held.set_aside_why = None, ""
    touched(held)
    tell(held)
    return held


def document_locked(actor: Actor, document: int, edition: int | None = None) -> Document:
    """Return a document that the actor decides about, locked.

    Raises
    ------
    Missing, NotAllowed
        when the actor may not see it, or not decide.
    Conflict
        when it has another edition than was looked at.
    """
    held = documents_for(actor).filter(pk=document).select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(can_receive(actor), who_receives())
    same_edition(held, edition)
    return held


def touched(held: Document) -> None:
    """Count a change, so that who looked at an older state is told."""
    held.edition += 1
    held.save()


def who_receives() -> str:
    """Say who takes documents in."""
    return _("the supervision office, or the assessment office")


def _describe(held: Document, facts: Facts, now: datetime) -> None:
    if facts.standing not in Standing.values:
        raise Refused(_("There is no such standing."), _("Choose one of the list."), "standing")
    if facts.published_on is not None and facts.published_on > timezone.localdate(now):
        raise Refused(
            _("It cannot have been published after today."),
            _("Leave the day empty where it is not known."),
            "published_on",
        )
    held.title, held.source = facts.title.strip(), facts.source.strip()
    held.standing, held.published_on = facts.standing, facts.published_on
