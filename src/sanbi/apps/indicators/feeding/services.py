"""Takes a feed in: checked whole, then written in steps, each a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.feeding.faults import FeedRefused
from sanbi.apps.indicators.feeding.planning import plan_feed
from sanbi.apps.indicators.feeding.reading import read_feed
from sanbi.apps.indicators.models import Cell, Feed
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.files import check_figures
from sanbi.apps.orgs.models import Unit

ROWS_A_STEP = 20_000
OPEN = (Feed.State.WAITING, Feed.State.RUNNING, Feed.State.STOPPED)
COLUMNS = (
    "unit_id",
    "indicator_id",
    "period",
    "version",
    "value",
    "applicable",
    "statement",
    "reason",
    "revised",
    "source",
    "released_on",
    "edition",
    '"by"',
    "by_name",
    "at",
)


def can_feed(actor: Actor, owner: int) -> bool:
    """Whether the actor feeds figures of this bureau."""
    return actor.has_for(owner, Role.BUREAU)


@service("feed.add")
def feed_add(
    *, actor: Actor, now: datetime, owner: int, name: str, content: bytes, reason: str = ""
) -> Feed:
    """Keep a file and put it in the queue; a background job takes it in.

    Raises
    ------
    NotAllowed
        when the actor does not feed for the bureau.
    Refused
        by `check_figures`: nothing of the file is kept.
    """
    require(can_feed(actor, owner), _("a bureau"))
    checked = check_figures(name, content)
    blob = blob_store(checked.content, checked.media_type)
    feed = Feed.objects.create(
        blob=blob,
        name=checked.name,
        owner=Unit.objects.get(pk=owner),
        reason=reason,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(feed, digest=blob.digest, size=blob.size)
    return feed


def take_in(actor: Actor, now: datetime, feed: int, path: Path) -> Feed:
    """Check a feed's file and write what is new in steps; run it again after a crash.

    What an earlier run wrote is known already, so nothing is written twice. Grows with the rows:
    reading, checking and comparing work on columns, writing is PostgreSQL's COPY.
    """
    held = feed_begin(actor=actor, now=now, feed=feed)
    try:
        table = read_feed(path, held.name)
        plan = plan_feed(held, table)
    except FeedRefused as refusal:
        return feed_refuse(actor=actor, now=now, feed=feed, refusal=refusal)
    known = plan.same
    for part in _parts(plan.rows):
        known += len(part)
        feed_write(actor=actor, now=now, feed=feed, rows=part, done=known, of=len(table))
    return feed_end(actor=actor, now=now, feed=feed, of=len(table))


def _parts(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for start in range(0, len(rows), ROWS_A_STEP):
        yield rows.slice(start, ROWS_A_STEP)


def _locked(actor: Actor, feed: int) -> Feed:
    held = Feed.objects.select_for_update().filter(pk=feed).first()
    if held is None:
        raise Missing
    require(can_feed(actor, held.owner_id), _("a bureau"))
    if held.state not in OPEN:
        raise Refused(_("This file has been dealt with."), _("Hand it in anew to repeat it."))
    return held


@service("feed.begin")
def feed_begin(*, actor: Actor, now: datetime, feed: int) -> Feed:
    """Say that a feed is being taken in."""
    held = _locked(actor, feed)
    held.state = Feed.State.RUNNING
    held.save(update_fields=["state"])
    tell(held, again=held.done > 0, at=now)
    return held


@service("feed.refuse")
def feed_refuse(*, actor: Actor, now: datetime, feed: int, refusal: FeedRefused) -> Feed:
    """Refuse a file with its faults; nothing of it was taken in."""
    held = _locked(actor, feed)
    held.state, held.ended_at = Feed.State.REFUSED, now
    held.faults, held.fault_count = refusal.faults.plain(), refusal.faults.count
    held.save(update_fields=["state", "ended_at", "faults", "fault_count"])
    tell(held, faults=held.fault_count)
    return held


@service("feed.write")
def feed_write(
    *, actor: Actor, now: datetime, feed: int, rows: pl.DataFrame, done: int, of: int
) -> Feed:
    """Write a step's rows as new versions; ``done`` of ``of`` rows of the file are then known."""
    held = _locked(actor, feed)
    own = (held.reason, Cell.Source.FEED.value, actor.user, actor.name, now)
    wanted = rows.select(
        "unit_id",
        "indicator_id",
        "period",
        "version",
        "value",
        "applicable",
        "statement",
        "revised",
        "released_on",
        "edition",
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy indicators_observation ({', '.join(COLUMNS)}) from stdin") as copy,
    ):
        reason, source, by, by_name, at = own
        for row in wanted.iter_rows():
            *first, statement, revised, released, edition = row
            copy.write_row(
                (*first, statement, reason, revised, source, released, edition, by, by_name, at)
            )
    held.rows, held.done, held.written = of, done, held.written + len(rows)
    held.save(update_fields=["rows", "done", "written"])
    tell(held, rows=len(rows), done=done)
    return held


@service("feed.end")
def feed_end(*, actor: Actor, now: datetime, feed: int, of: int) -> Feed:
    """Say that all rows of a file are known."""
    held = _locked(actor, feed)
    held.state, held.ended_at, held.rows, held.done = Feed.State.DONE, now, of, of
    held.save(update_fields=["state", "ended_at", "rows", "done"])
    tell(held, rows=of, written=held.written)
    return held


@service("feed.stop")
def feed_stop(*, actor: Actor, now: datetime, feed: int) -> Feed:
    """Stop a feed after the step that is being written; what is written stays."""
    held = _locked(actor, feed)
    held.state, held.ended_at = Feed.State.STOPPED, now
    held.save(update_fields=["state", "ended_at"])
    tell(held, done=held.done)
    return held
