"""What a check of the audit found, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sanbi.engine.integrity import BreakKind

MOST_LISTED = 1_000


@dataclass(frozen=True)
class Finding:
    """One fault: of an entry, or of an anchor when there is no entry.

    ``other`` is the entry that stands in this one's place, for swapped ones; ``last`` the anchor
    with which the audit ends, for a cut tail.
    """

    kind: BreakKind
    entry: int | None = None
    anchor: int | None = None
    other: int | None = None
    last: int | None = None

    def __str__(self) -> str:
        """Say it in a sentence, in the language of the moment."""
        values = {
            "entry": self.entry,
            "anchor": self.anchor,
            "other": self.other,
            "last": self.last,
        }
        return self._sentence().format(**values)

    def as_plain(self) -> list[str | int | None]:
        """Return the fault as plain values, to be kept; `from_plain` takes them back."""
        return [self.kind.value, self.entry, self.anchor, self.other, self.last]

    @classmethod
    def from_plain(cls, kept: Sequence[Any]) -> Finding:
        """Return the fault that `as_plain` wrote down."""
        return cls(BreakKind(kept[0]), *kept[1:])

    def _sentence(self) -> str:
        if self.entry is None:
            return {
                BreakKind.DELETED: _("Anchor {anchor} is missing."),
                BreakKind.TAIL_CUT: _(
                    "The audit ends with anchor {last}, but anchor {anchor} was published: what"
                    " came after was cut off."
                ),
                BreakKind.REWRITTEN: _("Anchor {anchor} is not the one that was published."),
            }.get(self.kind, _("Anchor {anchor} was edited, or the one before it."))
        if self.anchor is None:
            return _("Entry {entry}, not yet anchored, was edited: its digest does not fit.")
        return {
            BreakKind.DELETED: _("Entry {entry} is missing; anchor {anchor} lists it."),
            BreakKind.INSERTED: _(
                "Entry {entry} was put in: it claims to be older than anchor {anchor}, which does"
                " not list it."
            ),
            BreakKind.SWAPPED: _(
                "Entries {entry} and {other} stand in each other's place (anchor {anchor})."
            ),
        }.get(self.kind, _("Entry {entry} was edited after anchor {anchor} had listed it."))


@dataclass
class Findings:
    """Faults while they are found: all counted, the first thousand kept."""

    count: int = 0
    kept: list[Finding] = field(default_factory=list)
    _edited: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def add(
        self,
        kind: BreakKind,
        entry: int | None = None,
        anchor: int | None = None,
        last: int | None = None,
    ) -> None:
        """Keep a fault."""
        self.count += 1
        if len(self.kept) < MOST_LISTED:
            self.kept.append(Finding(kind, entry, anchor, last=last))

    def add_edited(self, entry: int, anchor: int, expected: str, found: str) -> None:
        """Keep an entry whose content is not what its anchor lists; perhaps it was swapped."""
        self.count += 1
        if len(self._edited) < MOST_LISTED:
            self._edited[expected] = (entry, anchor, found)

    def listed(self) -> tuple[Finding, ...]:
        """Return the faults, those of anchors first, then by entry."""
        content = [self._edited_or_swapped(expected) for expected in self._edited]
        everything = [*self.kept, *content]
        everything.sort(key=lambda one: (one.entry is not None, one.entry or one.anchor or 0))
        return tuple(everything[:MOST_LISTED])

    def _edited_or_swapped(self, expected: str) -> Finding:
        entry, anchor, found = self._edited[expected]
        other = self._edited.get(found)
        if other is not None and other[2] == expected:
            return Finding(BreakKind.SWAPPED, entry, anchor, other=other[0])
        return Finding(BreakKind.EDITED, entry, anchor)
