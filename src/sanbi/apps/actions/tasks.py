"""Work that the clock does."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sanbi.apps.actions.services import actions_remind
from sanbi.apps.audit.clock import moment


@app.periodic(cron="40 23 * * *")  # by UTC: before the working day in Shanghai
@app.task(name="actions.remind", queueing_lock="actions-remind")
def remind_daily(timestamp: int) -> None:
    """Remind of actions and show cards; a queue that stood still makes up for days."""
    del timestamp
    actions_remind(moment())
