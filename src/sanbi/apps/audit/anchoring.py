"""Chain entries in batches, without making writers wait for each other.

A writer's entry carries the number of its transaction. Every transaction below the oldest that is
still open (``pg_snapshot_xmin``) has ended, so the set of its entries is final: a batch takes the
entries from the last batch's mark up to that number. Primary keys would not do as a mark, since
they are not given out in the order of commits.

An anchor is written by the platform itself and has no entry of its own: it would need another one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from sanbi.apps.audit.contents import anchor_digest, entry_lines, read_lines
from sanbi.apps.audit.models import Anchor

MOST_ENTRIES = 5_000
"""In one anchor, unless a single transaction wrote more."""

HELD_BACK_AFTER = timedelta(minutes=5)

_LOCK = int.from_bytes(b"sanbi:an")  # of all advisory locks in this database, ours
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class HeldBack:
    """Entries that cannot be anchored yet, because a transaction is still open."""

    since: datetime
    """When the oldest of them was written."""
    open_since: datetime | None
    """When that transaction began; None where the role may not see it."""
    process: int | None
    """Its process number in the database server; None likewise."""


@dataclass(frozen=True)
class Anchored:
    """What one call of `anchor_entries` did."""

    anchors: int
    entries: int
    held_back: HeldBack | None = None
    busy: bool = False
    """Another process was anchoring; nothing was done."""


@dataclass(frozen=True)
class _Mark:
    """Where the batches stand, as one snapshot of the database shows it."""

    last: Anchor | None
    cluster: str
    lowest: int  # all transactions below it have ended

    @property
    def is_continued(self) -> bool:
        """Whether the last anchor counts the transactions of this very server."""
        return self.last is not None and self.last.cluster == self.cluster


def anchor_entries(now: datetime, *, most: int = MOST_ENTRIES) -> Anchored:
    """Anchor every entry that is final; return how many anchors and entries that were.

    Safe to call at any time from anywhere: only one call works at a time, the others return at
    once. A batch of more than ``most`` entries is split between transactions.
    """
    anchors = entries = 0
    while True:
        with transaction.atomic():
            if not _lock():
                return Anchored(anchors, entries, busy=True)
            count = _anchor_batch(now, most)
        if not count:
            break
        anchors, entries = anchors + 1, entries + count
    held_back = find_held_back(now)
    if held_back:
        _LOG.warning(
            "audit entries since %s wait for an open transaction (process %s, since %s)",
            held_back.since,
            held_back.process,
            held_back.open_since,
        )
    return Anchored(anchors, entries, held_back)


def find_held_back(now: datetime) -> HeldBack | None:
    """Return what an open transaction holds back for more than five minutes, or None."""
    late = now - HELD_BACK_AFTER
    last = Anchor.objects.order_by("-number").first()
    since = _value(
        "select min(written_at) from audit_entry where written_at < %s and id > %s"
        " and transaction >= pg_snapshot_xmin(pg_current_snapshot())",
        late,
        last.above if last else 0,
    )
    if since is None:
        return None
    found = _rows(
        "select xact_start, pid from pg_stat_activity"
        " where backend_xid is not null and xact_start < %s order by xact_start limit 1",
        late,
    )
    return HeldBack(since, *(found[0] if found else (None, None)))


def _lock() -> bool:
    return bool(_value("select pg_try_advisory_xact_lock(%s)", _LOCK))


def _anchor_batch(now: datetime, most: int) -> int:
    mark = _mark()
    above = mark.last.above if mark.last and mark.is_continued else _restored_up_to()
    if mark.is_continued or not above:
        rows, until = _next_rows(mark, above, most)
    else:
        rows, until = _rows_not_anchored(mark, above), mark.lowest
    if rows:
        _write(mark, now, rows, until, above)
    return len(rows)


def _mark() -> _Mark:
    last = Anchor.objects.order_by("-number").first()
    ((cluster, lowest),) = _rows(
        "select system_identifier::text, pg_snapshot_xmin(pg_current_snapshot())::text"
        " from pg_control_system()"
    )
    return _Mark(last, cluster, int(lowest))


def _next_rows(mark: _Mark, above: int, most: int) -> tuple[list[tuple[int, str]], int]:
    """Return the next batch and the transaction number that none of it reaches."""
    start = mark.last.until if mark.last else 0
    query = (
        "select id, digest, transaction::text from audit_entry"
        " where transaction >= %s::text::xid8 and transaction < %s::text::xid8 and id > %s"
        " order by transaction, id"
    )
    rows = _rows(f"{query} limit %s", start, mark.lowest, above, most)
    until = mark.lowest
    if len(rows) == most:
        until = int(rows[-1][2]) + 1  # never in the middle of a transaction
        rows = _rows(query, start, until, above)
    return [row[:2] for row in rows], until


def _restored_up_to() -> int:
    """Return the highest entry known to have come from another server, by a restore; 0: none.

    Its transaction numbers say nothing here, and this server will reach them again. What was
    anchored there came from there; so did what has a number that this server has not reached. All
    that was restored has lower primary keys than what was written since.
    """
    highest = (
        _value(  # one statement, one snapshot: a writer that ends meanwhile is not taken for one
            "select max(id) from audit_entry"
            " where transaction >= pg_snapshot_xmax(pg_current_snapshot())"
        )
    )
    anchored = _value("select max(last_entry) from audit_anchor")
    return max(highest or 0, anchored or 0)


def _rows_not_anchored(mark: _Mark, above: int) -> list[tuple[int, str]]:
    """Return what is in no anchor and final: all that was restored, and what has ended since."""
    texts = Anchor.objects.values_list("entries", flat=True).iterator(chunk_size=100)
    held = {number for text in texts for number, _ in read_lines(text)}
    rows = _rows(
        "select id, digest from audit_entry where id <= %s or transaction < %s::text::xid8"
        " order by transaction, id",
        above,
        mark.lowest,
    )
    return [row for row in rows if row[0] not in held]


def _write(
    mark: _Mark, now: datetime, rows: Iterable[tuple[int, str]], until: int, above: int
) -> None:
    pairs = list(rows)
    previous = mark.last
    anchor = Anchor(
        number=previous.number + 1 if previous else 1,
        at=now,
        cluster=mark.cluster,
        until=until,
        above=above,
        count=len(pairs),
        last_entry=max(number for number, _ in pairs),
        entries=entry_lines(pairs),
        previous=previous.digest if previous else "",
    )
    anchor.digest = anchor_digest(anchor)
    anchor.save(force_insert=True)


def _rows(query: str, *values: int | datetime) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _value(query: str, *values: int | datetime) -> Any:  # noqa: ANN401 - of whatever type it has
    return _rows(query, *values)[0][0]
