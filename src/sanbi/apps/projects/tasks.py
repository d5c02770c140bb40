"""Work that the clock does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.clock import moment
from sanbi.apps.projects.services import lamps_read_on_time, nodes_warn, obstacles_escalate
from sanbi.apps.projects.services.solving import allocation_solve


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


def allocation_queue(request: int) -> None:
    """Have a worker solve an allocation once the running transaction has ended."""
    job = allocation_run.configure(queueing_lock=f"allocation-{request}")
    transaction.on_commit(lambda: job.defer(request=request))


@app.task(name="projects.allocation")
def allocation_run(*, request: int) -> None:
    """Solve an allocation that was asked for, and keep what comes out."""
    allocation_solve(request, moment())


@app.periodic(cron="0 17 * * *")  # by UTC: one o'clock in Shanghai; a month closes with the 10th
@app.task(name="projects.lamps_read", queueing_lock="lamps-read")
def read_lamps_monthly(timestamp: int) -> None:
    """Read the lamps of the month that closed last, in the first night in which the clock runs."""
    del timestamp
    lamps_read_on_time(moment())
