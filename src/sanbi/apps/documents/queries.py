"""Documents as the actor sees them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.documents.models import Document, Kinship, RepairChoice
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


@dataclass(frozen=True)
class Kin:
    """Another document on the same event, and what was found between the two."""

    document: Document
    kinship: Kinship


def kin_of(actor: Actor, document: Document) -> list[Kin]:
    """Return the other documents on its event, the likest first; those judged apart come last."""
    if not can_read(actor):
        return []
    rows = Kinship.objects.filter(Q(first=document) | Q(second=document))
    found = [
        Kin(row.second if row.first_id == document.pk else row.first, row)
        for row in rows.select_related("first", "second").order_by("-shared", "pk")
    ]
    return sorted(found, key=lambda kin: kin.kinship.verdict == Kinship.Verdict.APART)


def kinship_get(actor: Actor, one: int, other: int) -> Kinship:
    """Return what was found between two documents, with their newest readings.

    Raises
    ------
    Missing
        when nothing was, or the actor may not see them.
    """
    first, second = sorted((one, other))
    rows = Kinship.objects.filter(first=first, second=second)
    found = rows.select_related("first__reading", "second__reading").first()
    if found is None or not can_read(actor):
        raise Missing
    return found


def with_kin(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Return the documents with ``kin``: how many others tell of the same event."""
    held = Kinship.objects.exclude(verdict=Kinship.Verdict.APART).values("pk")
    counted = [
        Coalesce(
            Subquery(
                held.filter(**{side: OuterRef("pk")})
                .order_by()
                .values(side)
                .annotate(n=Count("pk"))
                .values("n")
            ),
            0,
        )
        for side in ("first", "second")
    ]
    return rows.annotate(kin_first=counted[0], kin_second=counted[1]).annotate(
        kin=F("kin_first") + F("kin_second")
    )
