"""Anchoring while others write: every entry in exactly one anchor, whatever ends when."""

# ruff: noqa: S311 - chance by seed

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.anchoring import Anchored, anchor_entries, find_held_back
from sanbi.apps.audit.checking import check_audit
from sanbi.apps.audit.contents import digest_of, read_lines
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.queries import latest_anchor
from sanbi.apps.audit.services import SERVICES, service, tell

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = Actor(7, "李敏", 3, "青石镇")


def write(now: datetime, count: int = 1, **fields: object) -> None:
    """Entries of one transaction."""
    with transaction.atomic():
        for _ in range(count):
            entry = Entry(at=now, actor_name="李敏", action="a.b", outcome="done", **fields)
            entry.digest = digest_of(entry)
            entry.save(force_insert=True)


def anchored() -> list[int]:
    """Entries of all anchors, in their order."""
    texts = Anchor.objects.order_by("number").values_list("entries", flat=True)
    return [number for text in texts for number, _ in read_lines(text)]


def entries() -> list[int]:
    return sorted(Entry.objects.values_list("pk", flat=True))


@pytest.fixture
def elsewhere() -> Iterator[Callable[[Callable[[], None]], threading.Thread]]:
    """Run a function in a thread with a connection of its own."""
    threads: list[threading.Thread] = []

    def start(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        threads.append(thread)
        thread.start()
        return thread

    yield start
    for thread in threads:
        thread.join()


def test_a_batch_is_chained_to_the_one_before(now: datetime) -> None:
    assert anchor_entries(now) == Anchored(0, 0)
    assert latest_anchor() is None
    write(now, 3)
    assert anchor_entries(now) == Anchored(1, 3)
    write(now, 2)
    assert anchor_entries(now) == Anchored(1, 2)
    first, second = Anchor.objects.order_by("number")
    assert (first.number, first.count, first.previous) == (1, 3, "")
    assert (second.number, second.count, second.previous) == (2, 2, first.digest)
    assert second.last_entry == max(entries())
    assert first.cluster == second.cluster
    assert first.until < second.until
    assert anchored() == entries()
    newest = latest_anchor()
    assert newest is not None
    assert newest.number == 2


def test_large_batches_are_split_between_transactions(now: datetime) -> None:
    for count in (2, 2, 5, 1):
        write(now, count)
    assert anchor_entries(now, most=3) == Anchored(3, 10)
    counts = Anchor.objects.order_by("number").values_list("count", flat=True)
    assert list(counts) == [4, 5, 1]  # the third entry opens a transaction of two
    assert anchored() == entries()


def test_an_open_transaction_holds_back_what_came_after_it(
    now: datetime, elsewhere: Callable[[Callable[[], None]], threading.Thread]
) -> None:
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write(now, 1, name="slow")
            written.set()
            go_on.wait(20)

    thread = elsewhere(slow)
    assert written.wait(20)
    write(now, 1, name="quick")
    assert anchor_entries(now) == Anchored(0, 0)  # the quick entry is not final
    go_on.set()
    thread.join()
    assert anchor_entries(now) == Anchored(1, 2)
    names = [Entry.objects.get(pk=number).name for number in anchored()]
    assert names == ["slow", "quick"]


def test_the_twin_that_goes_by_the_highest_entry_loses_one(
    now: datetime, elsewhere: Callable[[Callable[[], None]], threading.Thread]
) -> None:
    """Why the mark is a transaction number: the same scene, marked by primary key."""
    written, go_on = threading.Event(), threading.Event()
    mark, taken = 0, []

    def slow() -> None:
        with transaction.atomic():
            write(now)
            written.set()
            go_on.wait(20)

    thread = elsewhere(slow)
    assert written.wait(20)
    write(now)
    for _ in range(2):
        taken += entries_above(mark)
        mark = max(taken)
        go_on.set()
        thread.join()
    assert len(entries()) == 2
    assert len(taken) == 1


def entries_above(mark: int) -> list[int]:
    return [number for number in entries() if number > mark]


def test_what_is_held_back_for_long_is_told(
    now: datetime,
    elsewhere: Callable[[Callable[[], None]], threading.Thread],
    caplog: pytest.LogCaptureFixture,
) -> None:
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write(now)
            written.set()
            go_on.wait(20)

    thread = elsewhere(slow)
    assert written.wait(20)
    write(now)
    seen = Entry.objects.get().written_at
    later = seen + timedelta(minutes=6)
    try:
        assert find_held_back(seen + timedelta(minutes=4)) is None
        with caplog.at_level(logging.WARNING):
            result = anchor_entries(later)
        held = result.held_back
        assert held is not None
        assert held.since == seen
        assert held.open_since is not None
        assert held.open_since <= seen
        assert held.process != connection.connection.info.backend_pid
        assert "wait for an open transaction" in caplog.text
    finally:
        go_on.set()
        thread.join()
    assert anchor_entries(later) == Anchored(1, 2)


def test_only_one_anchors_at_a_time(
    now: datetime, elsewhere: Callable[[Callable[[], None]], threading.Thread]
) -> None:
    held, go_on, found = threading.Event(), threading.Event(), []

    def other() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(b"sanbi:an")])
            held.set()
            go_on.wait(20)

    write(now)
    thread = elsewhere(other)
    assert held.wait(20)
    found.append(anchor_entries(now))
    go_on.set()
    thread.join()
    found.append(anchor_entries(now))
    assert found == [Anchored(0, 0, busy=True), Anchored(1, 1)]


@pytest.mark.parametrize("seed", range(3))
def test_no_gap_and_no_double_with_writers_at_work(
    now: datetime, elsewhere: Callable[[Callable[[], None]], threading.Thread], seed: int
) -> None:
    """Six writers, some of which hold their transaction or give it up; two anchorers."""
    done = threading.Event()

    def writer(number: int) -> None:
        chance = random.Random(seed * 100 + number)
        for _ in range(25):
            with transaction.atomic():
                write(now, chance.randint(1, 3))
                done.wait(chance.choice((0, 0, 0.002, 0.02)))
                if chance.random() < 0.15:
                    transaction.set_rollback(True)

    def anchorer() -> None:
        chance = random.Random(seed)
        while not done.wait(0.005):
            anchor_entries(now, most=chance.randint(1, 8))

    anchorers = [elsewhere(anchorer) for _ in range(2)]
    writers = [elsewhere(lambda number=number: writer(number)) for number in range(6)]  # type: ignore[misc]
    for thread in writers:
        thread.join()
    done.set()
    for thread in anchorers:
        thread.join()
    anchor_entries(now)
    held = anchored()
    assert len(held) == len(set(held))
    assert sorted(held) == entries()
    assert len(held) > 150
    assert Anchor.objects.count() > 5
    report = check_audit()
    assert (report.findings, report.pending, report.anchored) == ((), 0, len(held))


def test_services_and_anchors_fit_together(now: datetime) -> None:
    before = dict(SERVICES)

    @service("thing.anchor")
    def thing(*, actor: Actor, now: datetime) -> None:
        tell(None, share="1.5", units=[1, {"a": None}], text="“引号”\n\\")

    try:
        thing(actor=ACTOR, now=now)
        anchor_entries(now)
        thing(actor=ACTOR, now=now)
    finally:
        SERVICES.clear()
        SERVICES.update(before)
    report = check_audit()
    assert (report.is_whole, report.entries, report.anchored, report.pending) == (True, 2, 1, 1)
