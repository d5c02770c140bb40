"""Check the whole audit: every entry against its digest, every anchor against the one before.

What the check finds, and what nobody can find, is told in docs/mechanisms/audit.md.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from sanbi.apps.audit.contents import (
    Content,
    anchor_digest,
    entry_digest,
    other_hashes,
    read_lines,
)
from sanbi.apps.audit.findings import Finding, Findings
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.published import Published
from sanbi.engine.integrity import BreakKind, NotCanonical

Progress = Callable[[int, int], None]
"""Called with entries checked and entries in all."""

_WINDOW = 10_000  # entries looked at together
_ANCHORS_READ = 50  # at once; each may hold some thousand lines


@dataclass(frozen=True)
class Report:
    """What a check found."""

    entries: int
    anchored: int
    pending: int
    """Entries too young for an anchor."""
    last_anchor: int | None
    last_digest: str
    faults: int
    findings: tuple[Finding, ...]
    """The first thousand faults, anchors before entries."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.faults == 0


@dataclass(frozen=True)
class _Line:
    """What an anchor holds of an entry."""

    entry: int
    digest: str
    anchor: int


def check_audit(
    published: Sequence[Published] = (), progress: Progress = lambda _checked, _total: None
) -> Report:
    """Recompute every digest and link, as of one moment; nothing is locked or changed.

    Parameters
    ----------
    published : sequence of Published
        Anchors kept elsewhere. Without them a cut tail and a history rewritten as a whole cannot
        be seen.
    progress : callable
        Called after every ten thousand entries.
    """
    with _one_moment():
        total = Entry.objects.count()
        findings = Findings()
        chain = _Chain(findings)
        entries = _Entries(findings, total, progress)
        window: list[_Line] = []
        for anchor in Anchor.objects.order_by("number").iterator(chunk_size=_ANCHORS_READ):
            chain.add(anchor)
            window += [_Line(*pair, anchor.number) for pair in read_lines(anchor.entries)]
            if len(window) >= _WINDOW:
                entries.check(window)
                window = []
        entries.check(window)
        pending = entries.check_others(chain.last)
    chain.compare(published)
    last = chain.last
    return Report(
        total,
        total - pending,
        pending,
        last.number if last else None,
        last.digest if last else "",
        findings.count,
        findings.listed(),
    )


class _Chain:
    """The anchors, one after the other."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.last: Anchor | None = None
        self.digests: dict[int, str] = {}

    def add(self, anchor: Anchor) -> None:
        """Take the next anchor."""
        number, digest = (self.last.number, self.last.digest) if self.last else (0, "")
        for missing in range(number + 1, min(anchor.number, number + 100)):
            self.findings.add(BreakKind.DELETED, anchor=missing)
        follows = anchor.number != number + 1 or anchor.previous == digest
        if not follows or not _fits(anchor.digest, lambda name: anchor_digest(anchor, name)):
            self.findings.add(BreakKind.EDITED, anchor=anchor.number)
        self.last = anchor
        self.digests[anchor.number] = anchor.digest

    def compare(self, published: Iterable[Published]) -> None:
        """Hold the chain against what was published of it."""
        end = self.last.number if self.last else 0
        for known in sorted(published, key=lambda one: one.number):
            if known.number > end:
                self.findings.add(BreakKind.TAIL_CUT, anchor=known.number, last=end)
                return
            if self.digests.get(known.number, known.digest) != known.digest:
                self.findings.add(BreakKind.REWRITTEN, anchor=known.number)


class _Entries:
    """The entries, as the anchors list them, and those in no anchor."""

    def __init__(self, findings: Findings, total: int, progress: Progress) -> None:
        self.findings = findings
        self.total = total
        self.progress = progress
        self.checked = 0
        self.known = array("q")

    def check(self, window: Sequence[_Line]) -> None:
        """Check the entries that some lines name against the lines."""
        rows = {row[0]: row for row in _entries([line.entry for line in window])}
        for line in window:
            row = rows.get(line.entry)
            if row is None:
                self.findings.add(BreakKind.DELETED, line.entry, line.anchor)
                continue
            found = _digest_of(row, line.digest)
            if found != line.digest:
                self.findings.add_edited(line.entry, line.anchor, line.digest, found)
            elif row[1] != line.digest:
                self.findings.add(BreakKind.EDITED, line.entry, line.anchor)
        self.known.extend(line.entry for line in window)
        self._go_on(len(rows))

    def check_others(self, last: Anchor | None) -> int:
        """Check the entries in no anchor; return how many of them are waiting for one."""
        known = array("q", sorted(self.known))
        self._find_repeated(known, last)
        young = _Young(last, known[-1] if known else 0)
        waiting = 0
        for batch in _batches(_others(known)):
            fitting = [number for number, taken in batch if young.may_be(number, taken)]
            for number in {number for number, _ in batch} - set(fitting):
                self.findings.add(BreakKind.INSERTED, number, last.number if last else None)
            for row in _entries(fitting):
                if _digest_of(row, row[1]) != row[1]:
                    self.findings.add(BreakKind.EDITED, row[0])
            waiting += len(fitting)
            self._go_on(len(batch))
        return waiting

    def _find_repeated(self, known: Sequence[int], last: Anchor | None) -> None:
        for place in range(1, len(known)):
            if known[place] == known[place - 1]:
                self.findings.add(BreakKind.INSERTED, known[place], last.number if last else None)

    def _go_on(self, count: int) -> None:
        self.checked += count
        self.progress(self.checked, self.total)


@dataclass(frozen=True)
class _Young:
    """Which entries may be too young for the last anchor."""

    last: Anchor | None
    highest: int  # anchored entry

    def may_be(self, number: int, taken: int) -> bool:
        """Whether an entry of that number and transaction may still wait for its anchor."""
        if self.last is None or taken >= self.last.until:
            return self.last is None or number > self.last.above
        return self.last.cluster != _cluster() and number > self.highest  # restored, not anchored


def _digest_of(row: tuple[Any, ...], expected: str) -> str:
    """Return the digest of a row's content: the expected one, if any hash in use gives it."""
    try:
        content = Content._make((*row[2:7], json.loads(row[7]), *row[8:]))
        found = entry_digest(content)
        if found != expected and _fits(expected, lambda name: entry_digest(content, name)):
            return expected
    except (NotCanonical, ValueError, RecursionError):
        return ""  # nothing that the platform writes
    return found


def _fits(expected: str, digest: Callable[[Any], str]) -> bool:
    return digest(None) == expected or any(digest(name) == expected for name in other_hashes())


def _entries(numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return number, digest and content of entries; the details as text."""
    if not numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, digest, action, actor, actor_name, actor_unit, at, details::text, key,"
            " kind, name, outcome from audit_entry where id = any(%s)",
            [list(numbers)],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _others(known: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Number and transaction of each entry that is not known, in order."""
    rows = Entry.objects.order_by("pk").values_list("pk", "transaction")
    for number, taken in rows.iterator(chunk_size=_WINDOW):
        place = bisect_left(known, number)
        if place == len(known) or known[place] != number:
            yield number, taken


def _batches(pairs: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == _WINDOW:
            yield batch
            batch = []
    if batch:
        yield batch


def _cluster() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select system_identifier::text from pg_control_system()")
        return str(cursor.fetchone()[0])


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment; inside a transaction that began already, as it sees it."""
    begun = connection.in_atomic_block
    with transaction.atomic():
        if not begun:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield
