"""Work that the clock does."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.clock import moment
from sanbi.apps.projects.services import nodes_warn, obstacles_escalate


@app.periodic(cron="30 23 * * *")  # by UTC: before the working day in Shanghai
@app.task(name="projects.nodes_warn", queueing_lock="nodes-warn")
def warn_of_nodes(timestamp: int) -> None:
    """Warn of nodes whose limits come near or have passed."""
    now = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    nodes_warn(actor=SYSTEM, now=now)


@app.periodic(cron="30 16 * * *")  # by UTC: half past midnight in Shanghai
@app.task(name="projects.obstacles_escalate", queueing_lock="obstacles-escalate")
def escalate_nightly(timestamp: int) -> None:
    """Take up the obstacles whose days are over; a queue that stood still makes up for days."""
    del timestamp
    obstacles_escalate(moment())
