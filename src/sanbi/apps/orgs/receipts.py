"""A request that its sender named is done once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.orgs.models import Receipt

KEPT = timedelta(days=30)


def once(
    *,
    actor: Actor,
    now: datetime,
    key: str,
    action: str,
    content: Mapping[str, Any],
    make: Callable[[], Sequence[int]],
) -> list[int]:
    """Do something unless this actor had it done under the same name; return what it made.

    The name and the deed are written in one transaction: two senders of the same name wait for
    each other, and the second gets what the first has made. A deed that is refused leaves no
    name behind, and its refusal stays in the audit.

    Parameters
    ----------
    key : the sender's name of the request; empty: it is simply done.
    make : does it, and returns the primary keys of what it made.

    Raises
    ------
    Conflict
        when the name was used for another content.
    """
    if not key or actor.user is None:
        return list(make())
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    failed: Exception | None = None
    with transaction.atomic():
        Receipt.objects.filter(user=actor.user, at__lt=now - KEPT).delete()
        held, is_new = Receipt.objects.get_or_create(
            user_id=actor.user,
            key=key,
            defaults={"action": action, "digest": digest, "at": now},
        )
        if not is_new:
            _require_same(held, action, digest)
            return [int(made) for made in held.made]
        try:
            held.made = list(make())
        except (Refused, NotAllowed, Missing) as error:
            failed = error  # raised below: here it would undo the audit's entry of the refusal
            held.delete()
        else:
            held.save(update_fields=["made"])
    if failed is not None:
        raise failed
    return list(held.made)


def _require_same(held: Receipt, action: str, digest: str) -> None:
    if (held.action, held.digest) != (action, digest):
        raise Conflict(
            "this Idempotency-Key was used for another request",
            "give each request a name of its own",
            "Idempotency-Key",
        )
