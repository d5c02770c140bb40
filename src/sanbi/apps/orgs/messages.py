"""Lines in people's inboxes, written inside the service that causes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from sanbi.apps.orgs.models import Message, User

LONGEST_TEXT = 300


def send(
    users: Iterable[User | int], text: str, *, now: datetime, link: str = "", key: str = ""
) -> int:
    """Put a line into the inbox of each user, in the transaction of the service that calls.

    Parameters
    ----------
    users : accounts or their primary keys; closed accounts and repetitions are passed over.
    text : str
        One sentence, already in the reader's language; cut at 300 characters.
    link : str
        Where it is dealt with: a path of the site.
    key : str
        A line of the same key is not sent to the same person twice.

    Returns
    -------
    int
        Lines written.
    """
    wanted = {user.pk if isinstance(user, User) else user for user in users}
    reached = set(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
    if key:
        reached -= set(
            Message.objects.filter(user__in=reached, key=key).values_list("user", flat=True)
        )
    lines = [
        Message(user_id=user, text=text[:LONGEST_TEXT], link=link, key=key, at=now)
        for user in sorted(reached)
    ]
    Message.objects.bulk_create(lines, ignore_conflicts=bool(key))
    if lines and settings.SANBI_REMINDERS:
        transaction.on_commit(lambda: _deliver(text, len(lines)))
    return len(lines)


def _deliver(text: str, count: int) -> None:
    # By its name: services cannot import tasks, and pages without reminders need no queue.
    from procrastinate.contrib.django import app

    app.configure_task("orgs.deliver").defer(text=text, count=count)
