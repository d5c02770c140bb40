"""The worker of the queue, run in a test until nothing waits."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


@contextmanager
def _worker() -> Iterator[Any]:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        yield worker


def work() -> None:
    """Do all jobs that wait, those put off for later as well."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
    with _worker() as worker:
        worker.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    gc.collect()  # what the worker leaves open is told of here, not in the midst of another test
