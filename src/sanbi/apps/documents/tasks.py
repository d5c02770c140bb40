"""Work that a worker does."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sanbi.apps.audit.clock import moment
from sanbi.apps.documents.services.repairing import read_now


def read_soon(document: int) -> None:
    """Have a worker read a document once the running transaction has ended.

    One call that waits is enough: it reads what stands there when its turn comes.
    """
    transaction.on_commit(lambda: _queue(document))


def _queue(document: int) -> None:
    with suppress(AlreadyEnqueued):
        job = document_read.configure(queueing_lock=f"document-{document}")
        job.defer(document=document)


@app.task(name="documents.read")
def document_read(*, document: int) -> None:
    """Read a document that waits; a second call finds it read and does nothing."""
    for other in read_now(document, moment()):
        read_soon(other)
