"""The one thing that the home page writes."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import User


@service("home.seen")
def home_seen(*, actor: Actor, now: datetime) -> User:
    """Mark the home page as seen: changes are shown from this moment on.

    It is a deed, not a trace: looking at the page writes nothing.

    Raises
    ------
    Missing
        for an actor without an account.
    """
    if actor.user is None:
        raise Missing
    user = User.objects.select_for_update().get(pk=actor.user)
    user.home_seen_at = now
    user.save(update_fields=["home_seen_at"])
    tell(user)
    return user
