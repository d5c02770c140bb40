"""Hash chain: entries bound in their order, so that none can be changed without it showing.

Each link is the hash of the link before it and of one entry. Whoever holds the last link (printed
in a bulletin, copied off the machine) holds the whole history up to it: an `Anchor`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanbi.engine.integrity.hashes import (
    DEFAULT_HASH,
    DIGEST_CHARACTERS,
    Buffer,
    HashName,
    digest,
    is_digest,
)

# What stands before the first entry.
GENESIS = "0" * DIGEST_CHARACTERS

# Keeps a link from being mistaken for the hash of anything else.
_DOMAIN = b"sanbi-chain-1\n"


class BreakKind(StrEnum):
    """What was done to a chain, as far as the evidence tells."""

    EDITED = "edited"
    INSERTED = "inserted"
    DELETED = "deleted"
    SWAPPED = "swapped"
    TAIL_CUT = "tail_cut"
    REWRITTEN = "rewritten"
    EDITED_OR_DELETED = "edited_or_deleted"


@dataclass(frozen=True)
class Anchor:
    """A chain as it was once published: its length then, and its last link."""

    length: int
    head: str

    def __post_init__(self) -> None:
        if self.length < 1 or not is_digest(self.head):
            raise ValueError(
                f"an anchor is a length of at least 1 and a link of {DIGEST_CHARACTERS} "
                f"hexadecimal digits, not {self.length} and {self.head!r}"
            )


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold.

    position counts from 0. REWRITTEN and TAIL_CUT name the first position that may be touched.
    """

    position: int
    kind: BreakKind

    def __str__(self) -> str:
        return f"entry {self.position}: {self.kind.value.replace('_', ' ')}"


def link(previous: str, entry: Buffer, name: HashName = DEFAULT_HASH) -> str:
    """Return the link of an entry: H("sanbi-chain-1", the link before, the entry).

    Parameters
        previous : the link before, 64 lower-case hexadecimal digits; `GENESIS` for the first.
        entry : the entry's bytes, canonical by the caller's choice (see `json_bytes`).
        name : "sha256" or "sm3"; the same for a whole chain.
    Raises
        ValueError  when previous is no link.
    Source      docs/algorithms/hash-chain.md
    >>> link(GENESIS, b"first entry")[:16]
    'd1e8a66886e2619c'
    """
    if not is_digest(previous):
        raise ValueError(
            f"the link before must be {DIGEST_CHARACTERS} lower-case hexadecimal digits, "
            f"not {previous!r}"
        )
    return _link_after(previous, entry, name)


def _link_after(previous: str, entry: Buffer, name: HashName) -> str:
    # A stored link may be anything; one that is no link matches nothing.
    before = previous.encode(errors="backslashreplace")
    return digest(b"".join((_DOMAIN, before, b"\n", entry)), name)


def build_chain(
    entries: Iterable[Buffer], name: HashName = DEFAULT_HASH, *, start: str = GENESIS
) -> list[str]:
    """Return one link per entry, in order; `start` goes on from a chain that exists."""
    links = []
    for entry in entries:
        start = link(start, entry, name)
        links.append(start)
    return links


def verify_chain(
    entries: Sequence[Buffer],
    links: Sequence[str],
    name: HashName = DEFAULT_HASH,
    *,
    start: str = GENESIS,
    anchors: Iterable[Anchor] = (),
) -> Break | None:
    """Return the first break of a chain, or None where it holds.

    That a chain is broken is certain; what broke it is a diagnosis from the evidence at the first
    bad place. Without an anchor a cut tail and a chain whose links were all renewed cannot be
    seen, and an edited entry cannot be told from one deleted together with its link.

    Parameters
        entries : bytes of each entry, in their order.
        links : the link stored for each entry; or the links kept elsewhere, then perhaps more or
            fewer than entries.
        start : the link before the first entry.
        anchors : published states of this chain, in any order; lengths count from `start`.
    Returns
        Break, or None. One pass over the entries; at a break a few more to name it.
    Source      docs/algorithms/hash-chain.md; TRUST I2
    """
    published = sorted(anchors, key=lambda anchor: anchor.length)
    chain = _Chain(entries, links, name, start)
    position = chain.first_break()
    if position is None:
        return _broken_anchor(links, published)
    found = chain.diagnose(position) or Break(position, _kind_by_anchor(position, links, published))
    earlier = [anchor for anchor in published if anchor.length <= found.position]
    return _broken_anchor(links, earlier) or found


def _broken_anchor(links: Sequence[str], anchors: Sequence[Anchor]) -> Break | None:
    held = 0
    for anchor in anchors:
        if anchor.length > len(links):
            return Break(len(links), BreakKind.TAIL_CUT)
        if links[anchor.length - 1] != anchor.head:
            return Break(held, BreakKind.REWRITTEN)
        held = anchor.length
    return None


def _kind_by_anchor(at: int, links: Sequence[str], anchors: Sequence[Anchor]) -> BreakKind:
    """Tell edited from deleted by how far the next published link has moved from its place."""
    places = {text: place for place, text in enumerate(links)}
    for anchor in anchors:
        if anchor.length > at and anchor.head in places:
            moved = places[anchor.head] + 1 - anchor.length
            if moved == 0:
                return BreakKind.EDITED
            return BreakKind.DELETED if moved < 0 else BreakKind.INSERTED
    return BreakKind.EDITED_OR_DELETED


class _Chain:
    """Entries with their stored links, and the question which entry belongs where.

    Somebody may have moved rows (an entry together with its link) or entries alone, under links
    that are kept elsewhere. A row proves its place by its own link, an entry by the link there.
    """

    def __init__(
        self, entries: Sequence[Buffer], links: Sequence[str], name: HashName, start: str
    ) -> None:
        self.entries = entries
        self.links = links
        self.name = name
        self.before = [start, *links]  # before[i] is the link before position i
        self.length = min(len(entries), len(links))

    def bound(self, before: int, entry: int) -> str:
        """Return the link that an entry would have at position `before`."""
        return _link_after(self.before[before], self.entries[entry], self.name)

    def first_break(self) -> int | None:
        """Return the first position whose stored link is not the link of its entry."""
        for place in range(self.length):
            if self.bound(place, place) != self.links[place]:
                return place
        return None if len(self.entries) == len(self.links) else self.length

    def diagnose(self, at: int) -> Break | None:
        """Name what happened at the first break, or None where only a count could tell."""
        if at == self.length:
            cut = len(self.entries) < len(self.links)
            return Break(at, BreakKind.TAIL_CUT if cut else BreakKind.INSERTED)
        if self._goes_on_after(at):
            return Break(at, BreakKind.EDITED)
        moved_row = self._moved_row(at)
        if moved_row is not None:
            return moved_row
        return self._moved_entry(at)

    def _goes_on_after(self, at: int) -> bool:
        """Whether only the stored link is wrong: the next one follows from the right link."""
        if at + 1 >= self.length:
            return False
        right = self.bound(at, at)
        return _link_after(right, self.entries[at + 1], self.name) == self.links[at + 1]

    def _moved_row(self, at: int) -> Break | None:
        own = self.links[at]
        if own in self.links[:at] or own in self.links[at + 1 :]:
            return Break(at, BreakKind.INSERTED)  # a copy of a row that stands elsewhere
        later = range(at + 1, self.length)
        if any(self.bound(place + 1, at) == own for place in later):
            return Break(at, BreakKind.SWAPPED)
        if any(self.bound(at, place) == self.links[place] for place in later):
            return Break(at, BreakKind.INSERTED)
        for place in range(at):
            if self.bound(place, at) == own:  # all rows between were put in with links that fit
                return Break(place, BreakKind.INSERTED)
        return None

    def _moved_entry(self, at: int) -> Break | None:
        surplus = len(self.entries) - len(self.links)
        if surplus == 0:
            later = range(at + 1, self.length)
            swapped = any(self._stand_for_each_other(at, place) for place in later)
            return Break(at, BreakKind.SWAPPED) if swapped else None
        if surplus > 0:
            rest = range(at + 1, len(self.entries))
            stands_later = any(self.bound(at, entry) == self.links[at] for entry in rest)
            return Break(at, BreakKind.INSERTED if stands_later else BreakKind.EDITED)
        places = range(at + 1, len(self.links))
        fits_later = any(self.bound(place, at) == self.links[place] for place in places)
        return Break(at, BreakKind.DELETED if fits_later else BreakKind.EDITED)

    def _stand_for_each_other(self, one: int, other: int) -> bool:
        return (
            self.bound(one, other) == self.links[one]
            and self.bound(other, one) == self.links[other]
            and self.bound(other, other) != self.links[other]  # else a repeated entry
        )
