"""The audit moves to another server by a dump, where transaction numbers begin anew."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from sanbi.apps.audit.anchoring import Anchored, anchor_entries, find_held_back
from sanbi.apps.audit.checking import check_audit
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.site.postgres import embedded_server
from sanbi.site.postgres.programs import find_programs
from tests.apps.audit.owner import owner
from tests.apps.audit.test_anchoring import anchored, entries, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def burn(count: int) -> None:
    """Use up transaction numbers, so that those here are ahead of a new server's."""
    with owner() as own:
        own.autocommit = False
        own.commit()
        own.autocommit = True
        for _ in range(count):
            own.execute("select pg_current_xact_id()")


@contextmanager
def restored_elsewhere(folder: Path) -> Iterator[None]:
    """Dump the test database, restore it in a new server, and work there in the block."""
    here = conninfo_to_dict(os.environ["SANBI_OWNER_DATABASE_URL"])
    program = find_programs().install / "bin"
    words = ["--host", here["host"], "--port", here["port"], "--username", here["user"]]
    dump = subprocess.run(
        [program / "pg_dump", *words, "--no-owner", connection.settings_dict["NAME"]],
        capture_output=True,
        check=True,
    ).stdout
    with embedded_server(folder / "pg", durable=False) as server:
        restore = [program / "psql", "-qX", "-v", "ON_ERROR_STOP=1", server.owner_url]
        subprocess.run(restore, input=dump, check=True, capture_output=True)
        there = conninfo_to_dict(server.url)
        kept = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(
            HOST=there["host"], PORT=there["port"], NAME=there["dbname"], USER=there["user"]
        )
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(kept)


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text")
        return int(cursor.fetchone()[0])


def write_until(now: datetime, number: int) -> None:
    """Go on until this server gives out that transaction number."""
    url = f"host={connection.settings_dict['HOST']} port={connection.settings_dict['PORT']}"
    with psycopg.connect(
        f"{url} dbname={connection.settings_dict['NAME']} user={connection.settings_dict['USER']}",
        autocommit=True,
    ) as own:
        while True:
            found = own.execute("select pg_current_xact_id()::text").fetchone()
            assert found is not None
            if int(found[0]) >= number:
                return


def test_anchoring_goes_on_in_another_server(now: datetime, tmp_path: Path) -> None:
    burn(3_000)
    write(now, 3)
    anchor_entries(now)
    write(now, 2)  # dumped before they were anchored
    highest = max(Entry.objects.values_list("transaction", flat=True))
    with restored_elsewhere(tmp_path):
        assert next_transaction() < highest
        write(now, 2)  # before the first anchoring here
        report = check_audit()
        assert (report.findings, report.anchored, report.pending) == ((), 3, 4)
        assert anchor_entries(now) == Anchored(1, 4)
        write(now, 1)
        assert anchor_entries(now) == Anchored(1, 1)
        assert find_held_back(now.replace(year=2100)) is None
        write_until(now, highest + 1)  # now the numbers of the restored entries come again
        write(now, 1)
        assert anchor_entries(now) == Anchored(1, 1)
        assert sorted(anchored()) == entries()
        first, bridge, *later = Anchor.objects.order_by("number")
        assert first.cluster != bridge.cluster
        assert first.above == 0
        assert first.last_entry is not None
        assert bridge.above == first.last_entry + 2
        assert {anchor.cluster for anchor in later} == {bridge.cluster}
        assert {anchor.above for anchor in later} == {bridge.above}
        report = check_audit()
        assert (report.findings, report.pending) == ((), 0)


def test_a_dump_without_anchors_is_taken_whole(now: datetime, tmp_path: Path) -> None:
    burn(3_000)
    write(now, 3)
    with restored_elsewhere(tmp_path):
        write(now, 1)
        assert anchor_entries(now) == Anchored(1, 4)
        assert anchor_entries(now) == Anchored(0, 0)
        assert sorted(anchored()) == entries()
        assert check_audit().is_whole
