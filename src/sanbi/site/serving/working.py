"""The worker, which does what the pages have put off."""

from __future__ import annotations

GRACE_SECONDS = 3.0  # shorter than what `children` waits


def work() -> None:
    """Do jobs until told to end; a job that is running then has a few seconds."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    if not isinstance(connector, DjangoConnector):  # only a test puts another one in
        raise TypeError(type(connector))
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(shutdown_graceful_timeout=GRACE_SECONDS, listen_notify=True)
