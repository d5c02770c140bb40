"""Lines in people's inboxes, written inside the service that causes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation

from sanbi.apps.orgs.models import Message, User
from sanbi.apps.orgs.models.messages import phrased
from sanbi.apps.orgs.outside import places

LONGEST_VALUE = 300
LEFT_OUT = "…"


def send(
    users: Iterable[User | int],
    text: str,
    values: Mapping[str, object] | None = None,
    *,
    now: datetime,
    link: str = "",
    key: str = "",
    private: Collection[str] = (),
) -> int:
    """Put a line into the inbox of each user, in the transaction of the service that calls.

    Parameters
    ----------
    users : accounts or their primary keys; closed accounts and repetitions are passed over.
    text : str
        One sentence as an English msgid (`gettext_noop`); each reader gets it in the own language.
    values : what its placeholders stand for; each is kept as text and cut at 300 characters.
    link : str
        Where it is dealt with: a path of the site.
    key : str
        A line of the same key is not sent to the same person twice.
    private : names of values that stay inside the site: people's names, what somebody wrote.

    Returns
    -------
    int
        Lines written.
    """
    kept = {name: str(value)[:LONGEST_VALUE] for name, value in (values or {}).items()}
    reached = _reached(users, key)
    lines = [
        Message(user_id=user, text=text, values=kept, link=link, key=key, at=now)
        for user in sorted(reached)
    ]
    Message.objects.bulk_create(lines, ignore_conflicts=bool(key))
    if lines and settings.SANBI_REMINDERS:
        told = {name: LEFT_OUT if name in private else value for name, value in kept.items()}
        _deliver(text, told, reached)
    return len(lines)


def _reached(users: Iterable[User | int], key: str) -> dict[int, str]:
    """Open accounts that have no line of this key yet → their language."""
    wanted = {user.pk if isinstance(user, User) else user for user in users}
    rows = User.objects.filter(pk__in=wanted, is_active=True)
    if key:
        rows = rows.exclude(pk__in=Message.objects.filter(key=key).values("user"))
    found = rows.values_list("pk", "language")
    return {pk: language or settings.LANGUAGE_CODE for pk, language in found}


def _deliver(text: str, values: Mapping[str, str], reached: Mapping[int, str]) -> None:
    """Queue one job for each address and language, in the transaction that writes the lines."""
    # By its name: services cannot import tasks, and pages without reminders need no queue.
    from procrastinate.contrib.django import app

    task = app.configure_task("orgs.deliver")
    for language, count in sorted(Counter(reached.values()).items()):
        with translation.override(language):
            said = phrased(text, values)
        for place in places():
            task.defer(place=place, text=said, count=count)
