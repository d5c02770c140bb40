"""Documents as the actor sees them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.documents.models import Document, RepairChoice
from sanbi.apps.documents.rules import can_read
from sanbi.engine.documents.choices import Choice
from sanbi.engine.documents.text import Span


def documents_for(actor: Actor) -> QuerySet[Document]:
    """Return the documents that the actor sees, the newest first, without their readings."""
    if not can_read(actor):
        return Document.objects.none()
    return Document.objects.order_by("-received_on", "-pk")


def document_get(actor: Actor, document: int) -> Document:
    """Return a document with its newest reading.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = documents_for(actor).filter(pk=document).select_related("reading").first()
    if found is None:
        raise Missing
    return found


def found_by(rows: QuerySet[Document], words: str) -> QuerySet[Document]:
    """Return those whose title, source or clean text has the words."""
    return rows.filter(
        Q(title__icontains=words)
        | Q(source__icontains=words)
        | Q(reading__record__text__icontains=words)
    )


def choices_of(document: Document) -> tuple[Choice, ...]:
    """Return what people decided about its damaged places, the newest of each place."""
    rows = RepairChoice.objects.filter(document=document).order_by("pk")
    newest = {Span(row.raw_start, row.raw_end): row.text for row in rows}
    return tuple(Choice(raw, text) for raw, text in newest.items())


def neighbours(actor: Actor, document: Document) -> tuple[Document | None, Document | None]:
    """Return the documents before and after this one in the inbox, set-aside ones left out."""
    rows = documents_for(actor).filter(set_aside_on__isnull=True)
    same_day = Q(received_on=document.received_on)
    newer = rows.filter(
        Q(received_on__gt=document.received_on) | same_day & Q(pk__gt=document.pk)
    ).order_by("received_on", "pk")
    older = rows.filter(Q(received_on__lt=document.received_on) | same_day & Q(pk__lt=document.pk))
    return newer.first(), older.first()
