"""The own inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Message
from sanbi.apps.orgs.services.account_rows import own_account


@service("message.read")
def messages_read(*, actor: Actor, now: datetime, keys: Sequence[int] | None = None) -> int:
    """Mark own lines as read; without keys all of them. Lines of others are passed over."""
    user = own_account(actor, lock=False)
    rows = Message.objects.filter(user=user, read_at__isnull=True)
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    count = rows.update(read_at=now)
    tell(user, lines=count)
    return count
