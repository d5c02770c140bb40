"""Screens and terminals of a venue: added, heard of, removed."""

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
LARGEST_SKEW_MS = 2**31 - 1
"""What the column holds: a clock further off than 24 days says as much."""


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


def device_seen(*, token: str, skew_ms: int, now: datetime) -> Device:
    """Note that a device was heard of, and how far its clock is off.

    No service with an audit entry: a screen says this every few seconds, and says nothing that
    anybody did. One statement, so that two at once cannot stand half.

    Parameters
    ----------
    skew_ms : the device's clock less the server's, in milliseconds.

    Raises
    ------
    Missing
        for a token of no device.
    """
    off = max(-LARGEST_SKEW_MS, min(LARGEST_SKEW_MS, skew_ms))
    rows = Device.objects.filter(token_digest=_digest(token))
    if not rows.update(seen_at=now, skew_ms=off):
        raise Missing
    return rows.select_related("venue__meeting").get()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
