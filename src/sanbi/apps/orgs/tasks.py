"""Work for the queue."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="orgs.deliver", retry=3)
def deliver(*, text: str, count: int) -> None:
    """Send a line to the addresses of SANBI_REMINDERS (DingTalk, WeCom, Feishu, mail).

    Names of people are not sent along: the channels lie outside the county's network.
    """
    from apprise import Apprise

    sender = Apprise()
    for address in settings.SANBI_REMINDERS:
        sender.add(address)
    if not sender.notify(body=f"{text} ({count})", title="Sanbi"):
        raise RuntimeError("none of the addresses of SANBI_REMINDERS took the message")
