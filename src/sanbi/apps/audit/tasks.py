"""Work for the queue: chaining the audit every minute."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbi.apps.audit.anchoring import anchor_entries


@app.periodic(cron="* * * * *")
@app.task(name="audit.anchor", queueing_lock="audit.anchor", pass_context=False)
def anchor(timestamp: int) -> None:
    """Anchor the entries that are final. A queue that stood still does not make up for minutes."""
    del timestamp
    anchor_entries(timezone.now())
