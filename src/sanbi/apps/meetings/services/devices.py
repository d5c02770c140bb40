"""Screens and terminals of a venue: added and removed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Device, Meeting
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.meetings.services.venues import BEFORE_THE_END, venue_in

TOKEN_BYTES = 24


@service("device.add")
def device_add(
    *, actor: Actor, now: datetime, meeting: int, venue: int, name: str
) -> tuple[Device, str]:
    """Add a screen to a venue; return it and its token, which is never shown again.

    Raises
    ------
    Refused
        without a name, and for one that another device of the venue has.
    """
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row, token = venue_in(held, venue), secrets.token_urlsafe(TOKEN_BYTES)
    said = needed(name, "name")
    if row.devices.filter(name=said).exists():
        raise Refused(_("Another device has this name."), _("Choose another one."), "name")
    made = Device.objects.create(venue=row, name=said, token_digest=_digest(token))
    touched(held)
    tell(held, venue=row.name, device=made.name)
    return made, token


@service("device.remove")
def device_remove(*, actor: Actor, now: datetime, meeting: int, device: int) -> Meeting:
    """Remove a device: its token is taken no more."""
    del now
    held = meeting_locked(actor, meeting, *BEFORE_THE_END)
    row = Device.objects.filter(pk=device, venue__meeting=held).select_related("venue").first()
    if row is None:
        raise Missing
    name, venue = row.name, row.venue.name
    row.delete()
    touched(held)
    tell(held, venue=venue, device=name)
    return held


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
