"""The real worker does the audit's jobs."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from psycopg.conninfo import make_conninfo

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.verification import verification_ask
from sanbi.site.serving.programs import sanbi_words
from tests.apps.audit.test_anchoring import write


def test_the_worker_knows_the_jobs_and_their_hours() -> None:
    app.perform_import_paths()
    hours = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert hours["audit.anchor"] == "* * * * *"
    assert hours["audit.verify-nightly"] == "20 19 * * *"
    assert "audit.verify" in app.tasks


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """`sanbi worker` on the test database."""
    url = make_conninfo(
        os.environ["SANBI_DATABASE_URL"],
        dbname=connection.settings_dict["NAME"],
        user=connection.settings_dict["USER"],
    )
    named = {"SANBI_DATABASE_URL": url, "SANBI_STATIC": str(folder), "SANBI_FILES": str(folder)}
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(
            sanbi_words("worker"), env={**os.environ, **named}, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            started.terminate()
            started.wait(20)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_check_that_was_asked_for_is_done_by_the_worker(now: datetime, tmp_path: Path) -> None:
    write(now, 3)
    check = verification_ask(actor=SYSTEM, now=now)
    with worker(tmp_path):
        for _ in range(300):
            check.refresh_from_db()
            if check.ended_at is not None:
                break
            time.sleep(0.1)
    assert (check.broke_off, check.faults, check.total) == ("", 0, 4), (
        tmp_path / "log"
    ).read_text()
    assert check.ended_at is not None
    assert check.started_at is not None
