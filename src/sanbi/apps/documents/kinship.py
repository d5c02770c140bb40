"""Which documents tell of one event: found when a document is read, among those that could."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from sanbi.apps.documents.models import Document, Kinship, State
from sanbi.apps.documents.reading import Sister
from sanbi.engine.documents.comparing import (
    Copy,
    Match,
    Standing,
    copies_kept,
    likeness_of,
    match_of,
    prints_of,
    sketch_of,
    standing_of,
)

MOST_LOOKED_AT = 100  # documents that share a day or a hash, the newest first
MOST_SISTERS = 3
Pair = tuple[Copy, Copy, Match]


def traces_of(record: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what finds the copies of a reading: the days of its events, hashes of its wording."""
    copies = copies_kept("", record)
    days = {copy.facts.event.date for copy in copies if copy.facts.event is not None}
    hashes = {mark for copy in copies for mark in sketch_of(prints_of(copy))}
    return {
        "days": sorted(day for day in days if day is not None),
        "sketch": sorted(int.from_bytes(mark, "big", signed=True) for mark in hashes),
    }


def kinships_find(document: Document, now: datetime) -> list[Kinship]:
    """Write down which documents tell of the same event as one that was just read.

    Runs in the transaction of the reading. What a person has judged stays as it is; what does not
    match any more and was not judged goes.
    """
    found: dict[int, Match] = {}
    if document.reading is not None:
        for other in _neighbours(document):
            pair = best_pair(document, other)
            if pair is not None:
                found[other.pk] = pair[2]
    _forget(document, set(found))
    return [_keep(document.pk, other, match, now) for other, match in found.items()]


def best_pair(one: Document, other: Document) -> Pair | None:
    """Return the articles of two documents that tell of one event, the likest ones, and why."""
    if one.reading is None or other.reading is None:
        return None
    pairs = [
        (first, second, match)
        for first in _reports(one)
        for second in _reports(other)
        if (match := match_of(first, second, likeness_of(prints_of(first), prints_of(second))))
    ]
    return max(pairs, key=lambda pair: pair[2].likeness, default=None)


def sisters_of(document: Document) -> list[Sister]:
    """Return copies without open places that a document with open ones was not read with yet."""
    reading = document.reading
    if reading is None or not reading.open_repairs:
        return []
    others = [
        row.second if row.first_id == document.pk else row.first
        for row in _copies_of(document).select_related("first__reading", "second__reading")
    ]
    clean = [
        Sister(other.pk, str(other.reading.record["text"]))
        for other in others
        if other.reading is not None and not other.reading.open_repairs
    ][:MOST_SISTERS]
    return clean if {sister.document for sister in clean} - set(reading.sisters) else []


def helped_by(document: Document) -> list[int]:
    """Return which documents have open places that a reading of this one may tell: itself too."""
    others = [
        row.second if row.first_id == document.pk else row.first
        for row in _copies_of(document).select_related("first__reading", "second__reading")
    ]
    held = Document.objects.select_related("reading").get(pk=document.pk)
    return [row.pk for row in (held, *others) if row.state == State.READ and sisters_of(row)]


def _copies_of(document: Document) -> QuerySet[Kinship]:
    return Kinship.objects.filter(
        Q(first=document) | Q(second=document),
        copied=True,
        first__set_aside_on__isnull=True,
        second__set_aside_on__isnull=True,
    ).exclude(verdict=Kinship.Verdict.APART)


def _neighbours(document: Document) -> QuerySet[Document]:
    reading = document.reading
    assert reading is not None  # noqa: S101 - asked before
    return (
        Document.objects.filter(
            Q(reading__days__overlap=reading.days) | Q(reading__sketch__overlap=reading.sketch)
        )
        .exclude(pk=document.pk)
        .select_related("reading")
        .order_by("-received_on", "-pk")[:MOST_LOOKED_AT]
    )


def _reports(document: Document) -> list[Copy]:
    assert document.reading is not None  # noqa: S101 - asked before
    copies = copies_kept(str(document.pk), document.reading.record)
    return [copy for copy in copies if standing_of(copy).standing is Standing.BULLETIN]


def _forget(document: Document, found: set[int]) -> None:
    for row in Kinship.objects.filter(Q(first=document) | Q(second=document)):
        other = row.second_id if row.first_id == document.pk else row.first_id
        if other not in found and row.verdict == Kinship.Verdict.OPEN:
            row.delete()


def _keep(one: int, other: int, match: Match, now: datetime) -> Kinship:
    told = {
        "copied": match.copied,
        "shared": match.likeness,
        "grounds": [str(ground) for ground in match.grounds],
    }
    first, second = sorted((one, other))
    row, _made = Kinship.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults=told,
        create_defaults={**told, "found_at": now},
    )
    return row
