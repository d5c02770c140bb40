"""The real worker does the audit's jobs."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.models import Verification
from sanbi.apps.audit.verification import verification_ask
from tests.apps.audit.owner import owner
from tests.apps.audit.test_anchoring import write


def test_the_worker_knows_the_jobs_and_their_hours() -> None:
    app.perform_import_paths()
    hours = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert hours["audit.anchor"] == "* * * * *"
    assert hours["audit.verify-nightly"] == "20 19 * * *"
    assert "audit.verify" in app.tasks


@pytest.mark.django_db(transaction=True)
def test_a_check_that_was_asked_for_is_done_by_the_worker(now: datetime) -> None:
    write(now, 3)
    check = verification_ask(actor=SYSTEM, now=now)

    async def work() -> None:
        worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        with app.replace_connector(worker) as own:
            async with own.open_async():
                await own.run_worker_async(
                    wait=False, install_signal_handlers=False, listen_notify=False
                )

    asyncio.run(work())
    with owner() as own:  # the thread of the job keeps its connection, as it should
        own.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> all(%s)"
            " and datname = current_database()",
            [[own.info.backend_pid, connection.connection.info.backend_pid]],
        )
    check = Verification.objects.get(pk=check.pk)
    assert (check.broke_off, check.faults, check.total) == ("", 0, 4)
    assert check.ended_at is not None
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where task_name='audit.verify'")
        assert cursor.fetchall() == [("succeeded",)]
