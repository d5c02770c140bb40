"""Reads of the audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.contents import read_lines
from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.models import Anchor, Entry, Verification
from sanbi.apps.audit.rules import (
    ADMINISTRATIVE_NOUNS,
    SECURITY_NOUNS,
    can_check,
    reads_all_entries,
    reads_entries,
)
from sanbi.apps.audit.words import name_coded

HISTORY = 20


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; empty: everything."""

    who: str = ""
    """Part of a name or of a unit's name."""
    noun: str = ""
    action: str = ""
    kind: str = ""
    key: str = ""
    thing: str = ""
    """Part of the name of what was changed."""
    outcome: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it."""
        return not any(getattr(self, field.name) for field in fields(self))


def latest_anchor() -> Anchor | None:
    """Return the newest anchor, to be printed in a bulletin; None before the first.

    An anchor tells nothing of what the entries say, so everyone may see it.
    """
    return Anchor.objects.defer("entries").order_by("-number").first()


def entries_seen(actor: Actor) -> QuerySet[Entry]:
    """Return the entries that the actor may read, the newest first."""
    entries = Entry.objects.order_by("-pk")
    if reads_all_entries(actor):
        return entries
    if not reads_entries(actor):
        return entries.none()
    return entries.filter(_of_nouns(SECURITY_NOUNS))


def entries_wanted(actor: Actor, wanted: Wanted) -> QuerySet[Entry]:
    """Return the entries that the actor may read and looks for, the newest first."""
    found = entries_seen(actor)
    if wanted.who:
        who = Q(actor_name__icontains=wanted.who) | Q(actor_unit__icontains=wanted.who)
        found = found.filter(who)
    if wanted.noun:
        one, many = f"{wanted.noun}.", f"{wanted.noun}s."
        found = found.filter(Q(action__startswith=one) | Q(action__startswith=many))
    exact = {
        name: getattr(wanted, name)
        for name in ("action", "kind", "key", "outcome")
        if getattr(wanted, name)
    }
    if wanted.thing:
        named = Q(name__icontains=wanted.thing) | Q(name__icontains=name_coded(wanted.thing))
        found = found.filter(_of_nouns_read(actor), named)
    if wanted.since:
        found = found.filter(at__gte=_start_of(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return found.filter(**exact)


def entry_seen(actor: Actor, number: int) -> Entry:
    """Return one entry.

    Raises
    ------
    Missing
        when there is none that the actor may read.
    """
    entry = entries_seen(actor).filter(pk=number).first()
    if entry is None:
        raise Missing
    return entry


def anchor_of(entry: Entry) -> Anchor | None:
    """Return the anchor that lists an entry; None while it waits for one.

    Without looking through all anchors: it is the first one of its server that goes beyond the
    entry's transaction, or the one made after a restore.
    """
    beyond = Anchor.objects.filter(until__gt=entry.transaction)
    first = beyond.order_by("cluster", "number").distinct("cluster")
    restored = Anchor.objects.filter(above__gte=entry.pk).order_by("number")[:1]
    for anchor in [*first, *restored]:
        if any(number == entry.pk for number, _ in read_lines(anchor.entries)):
            return anchor
    return None


def history_of(kind: str, key: object) -> list[Entry]:
    """Return what was last done to one thing, the newest first; refused attempts left out.

    For the page of that thing, which has settled already who sees it.
    """
    found = Entry.objects.filter(kind=kind, key=str(key), outcome=Entry.Outcome.DONE)
    return list(found.order_by("-pk")[:HISTORY])


def checks_seen(actor: Actor) -> QuerySet[Verification]:
    """Return the checks of the audit, the newest first.

    Raises
    ------
    NotAllowed
        when the actor has no part in them.
    """
    require(can_check(actor))
    return Verification.objects.order_by("-pk")


def check_seen(actor: Actor, number: int) -> Verification:
    """Return one check.

    Raises
    ------
    Missing
        when there is none.
    """
    check = checks_seen(actor).filter(pk=number).first()
    if check is None:
        raise Missing
    return check


def _of_nouns(nouns: Iterable[str]) -> Q:
    found = Q()
    for noun in nouns:
        found |= Q(action__startswith=f"{noun}.")
    return found


def _of_nouns_read(actor: Actor) -> Q:
    """Entries whose names the actor reads: a search must not tell the others."""
    return Q() if actor.has(Role.AUDITOR) else _of_nouns(ADMINISTRATIVE_NOUNS)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
