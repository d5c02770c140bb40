"""Work for the queue."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbi.apps.orgs.outside import deliver_to

# After 6, 36 and 216 seconds; then the job stands as failed.
LATER = RetryStrategy(max_attempts=3, exponential_wait=6)


@app.task(name="orgs.deliver", retry=LATER)
def deliver(*, place: str, text: str, count: int) -> None:
    """Send a line and the number of people it concerns to one address of SANBI_REMINDERS.

    One job is one address: what another address does neither stops this one nor repeats it.
    """
    deliver_to(place, f"{text} ({count})")
