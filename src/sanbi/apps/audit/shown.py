"""Entries as pages and downloads show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.rules import SECURITY_NOUNS, reads_all_entries, reads_contents
from sanbi.apps.audit.services import SERVICES
from sanbi.apps.audit.tables import Cell, Column, Kind
from sanbi.apps.audit.words import (
    NOUN,
    Said,
    action_words,
    details_words,
    kind_words,
    name_words,
    word,
)
from sanbi.engine.integrity import NotCanonical


@dataclass(frozen=True)
class ShownEntry:
    """An entry in words."""

    entry: Entry
    action: str
    kind: str
    name: str
    why: str
    details: tuple[Said, ...]
    withheld: bool
    """Name and details are not for this reader."""

    @property
    def refused(self) -> bool:
        """Whether it was an attempt that was refused."""
        return self.entry.outcome == Entry.Outcome.REFUSED


@dataclass(frozen=True)
class ShownProof:
    """What shows that an entry is as it was written."""

    fits: bool
    anchor: Anchor | None


def shown(entry: Entry, actor: Actor | None = None) -> ShownEntry:
    """Return an entry in words; for an actor, without what is not theirs to read."""
    action, kind = action_words(entry.action), kind_words(entry.kind)
    if actor is not None and not reads_contents(actor, entry.action):
        return ShownEntry(entry, action, kind, "", "", (), withheld=True)
    why = str(entry.details.get("why") or entry.details.get("reason") or "")
    details = tuple(details_words(entry.details))
    name = name_words(entry.name)
    return ShownEntry(entry, action, kind, name, why, details, withheld=False)


def proof(entry: Entry, anchor: Anchor | None) -> ShownProof:
    """Return whether the content fits its digest, and the anchor that lists it."""
    try:
        fits = digest_of(entry) == entry.digest
    except (NotCanonical, ValueError):
        fits = False
    return ShownProof(fits, anchor)


def nouns(actor: Actor) -> list[tuple[str, str]]:
    """Return what the actor may narrow the list to: noun and word, by word."""
    known = {action.partition(".")[0] for action in SERVICES}
    if not reads_all_entries(actor):
        known &= SECURITY_NOUNS
    single = {noun for noun in known if noun.removesuffix("s") not in known - {noun}}
    found = sorted((word(NOUN, noun), noun) for noun in single)
    return [("", _("all")), *((noun, label) for label, noun in found)]


def columns() -> tuple[Column, ...]:
    """Return the columns of the download."""
    return (
        Column(_("Number"), Kind.NUMBER, decimals=0),
        Column(_("Time"), Kind.MOMENT),
        Column(_("Person")),
        Column(_("Unit")),
        Column(_("Deed")),
        Column(_("Thing")),
        Column(_("Name")),
        Column(_("Outcome")),
        Column(_("Details")),
        Column(_("Digest")),
    )


def rows(entries: Iterable[Entry], actor: Actor) -> Iterator[tuple[Cell, ...]]:
    """Return the rows of the download."""
    for entry in entries:
        row = shown(entry, actor)
        yield (
            entry.pk,
            entry.at,
            entry.actor_name,
            entry.actor_unit,
            row.action,
            row.kind,
            row.name,
            _("refused") if row.refused else _("done"),
            "\n".join(_text(said) for said in row.details),
            entry.digest,
        )


def _text(said: Said) -> str:
    return f"{said.name}: {'; '.join(said.lines)}"
