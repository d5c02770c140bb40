"""Work for the queue: chaining the audit every minute, checking it every night and on request."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.anchoring import anchor_entries
from sanbi.apps.audit.clock import moment
from sanbi.apps.audit.errors import Conflict
from sanbi.apps.audit.verification import carry_out, verification_ask, verification_end


@app.periodic(cron="* * * * *")
@app.task(name="audit.anchor", queueing_lock="audit.anchor")
def anchor(timestamp: int) -> None:
    """Anchor the entries that are final. A queue that stood still does not make up for minutes."""
    del timestamp
    anchor_entries(moment())


@app.periodic(cron="20 19 * * *")  # by UTC: at night in Shanghai
@app.task(name="audit.verify-nightly", queueing_lock="audit.verify-nightly")
def verify_nightly(timestamp: int) -> None:
    """Have the audit checked; unless somebody has just asked for it."""
    del timestamp
    try:
        verification_ask(actor=SYSTEM, now=moment())
    except Conflict:
        return


@app.task(name="audit.verify")
def verify(*, verification: int) -> None:
    """Check the audit for a request and keep what was found.

    Whatever breaks the check off is told on its page; the task fails with it, too.
    """
    try:
        report = carry_out(verification, moment())
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        verification_end(
            actor=SYSTEM,
            now=moment(),
            verification=verification,
            report=None,
            broke_off=why,
        )
        raise
    verification_end(actor=SYSTEM, now=moment(), verification=verification, report=report)
