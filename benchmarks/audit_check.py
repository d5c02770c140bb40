"""The check of a long audit: a million entries, beside only reading and hashing their rows."""

from __future__ import annotations

import gc
import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.measuring import Report, Timing, at_most
from benchmarks.site_database import site_database

NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
LIMIT_S = 60
OWN, FLOOR = "Sanbi: check_audit", "rows read, their text hashed once"
DETAILS = '{"cells": 7, "from": "1203.50", "to": "1250.00", "reason": "月度调度数据"}'


def measure(count: int, runs: int) -> Report:
    """Fill a server of its own with ``count`` entries, anchor them, and time the check."""
    with site_database():
        _fill(count)
        start = time.perf_counter()
        _anchor()
        anchoring = time.perf_counter() - start
        timings = _time({OWN: _check, FLOOR: _floor}, runs, count)
    own, floor = (timing.median for timing in timings)
    return Report(
        f"audit: {count:,} entries of about 400 bytes, checked against their anchors",
        timings,
        [at_most("the whole check", own, LIMIT_S, "s")],
        [
            f"anchoring took {anchoring:,.1f} s ({count / anchoring:,.0f} entries a second)",
            f"the check is {own / floor:.1f} × reading and hashing; grows with the entries",
        ],
    )


def _fill(count: int) -> None:
    """Entries of three to a transaction, with true digests."""
    from django.db import connection

    from sanbi.apps.audit.contents import Content, entry_digest

    columns = "at, written_at, transaction, actor, actor_name, actor_unit, action, kind, key, name"
    details = json.loads(DETAILS)
    with connection.cursor() as cursor:
        command = f"copy audit_entry ({columns}, outcome, details, digest) from stdin"
        with cursor.copy(command) as out:
            for place in range(count):
                key, name = str(place % 5_000), f"青石镇 2026-09 第{place % 5_000}号"
                one = Content(
                    "report.submit", place % 400, "李敏", "青石镇", NOW, details, key,
                    "indicators.report", name, "done",
                )  # fmt: skip
                out.write_row(
                    (
                        NOW,
                        NOW,
                        str(place // 3 + 3),
                        one.actor,
                        one.actor_name,
                        one.actor_unit,
                        one.action,
                        one.kind,
                        key,
                        name,
                        "done",
                        DETAILS,
                        entry_digest(one),
                    )
                )
        # As many transactions as the entries claim, so that all of them have ended.
        cursor.execute(
            f"do $$ begin for i in 1..{count // 3 + 10} loop"
            " perform pg_current_xact_id(); commit; end loop; end $$"
        )


def _anchor() -> None:
    from sanbi.apps.audit.anchoring import anchor_entries

    anchor_entries(NOW)


def _check(count: int) -> None:
    from sanbi.apps.audit.checking import check_audit

    report = check_audit()
    assert report.is_whole
    assert (report.entries, report.anchored, report.pending) == (count, count, 0)


def _floor(count: int) -> None:
    from django.db import connection, transaction

    seen = 0
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute("select e::text from audit_entry e order by id")
        while rows := cursor.fetchmany(10_000):
            for (text,) in rows:
                hashlib.sha256(text.encode()).hexdigest()
            seen += len(rows)
    assert seen == count


def _time(contenders: dict[str, Callable[[int], None]], runs: int, count: int) -> list[Timing]:
    timings = {name: Timing(name) for name in contenders}
    for _ in range(runs):
        for name, work in contenders.items():
            gc.collect()
            start, spent = time.perf_counter(), time.process_time()
            work(count)
            timings[name].seconds.append(time.perf_counter() - start)
            timings[name].cpu.append(time.process_time() - spent)
    return list(timings.values())
