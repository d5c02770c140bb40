"""Work that the clock does."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects.services import nodes_warn


@app.periodic(cron="30 23 * * *")  # by UTC: before the working day in Shanghai
@app.task(name="projects.nodes_warn", queueing_lock="nodes-warn")
def warn_of_nodes(timestamp: int) -> None:
    """Warn of nodes whose limits come near or have passed."""
    now = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    nodes_warn(actor=SYSTEM, now=now)
