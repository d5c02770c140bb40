"""Addresses outside the site that take reminders: DingTalk, WeCom, Feishu, mail.

An address holds a secret, so what is queued names it by a digest, and complaints by its kind.
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings


class NotDeliveredError(RuntimeError):
    """An address did not take a message."""


def places() -> dict[str, str]:
    """Return the addresses of SANBI_REMINDERS by a short digest; one given twice counts once."""
    return {
        sha256(address.encode()).hexdigest()[:16]: address for address in settings.SANBI_REMINDERS
    }


def deliver_to(place: str, text: str) -> bool:
    """Hand a text to one address; False if the address has been taken from the settings since.

    Raises
    ------
    NotDeliveredError
        if apprise does not know this kind of address, or the address does not take the message.
    """
    from apprise import Apprise

    address = places().get(place)
    if address is None:
        return False
    kind = address.partition(":")[0]
    sender = Apprise()
    if not sender.add(address):
        raise NotDeliveredError(f"apprise cannot read an address {kind}: of SANBI_REMINDERS")
    if not sender.notify(body=text, title="Sanbi"):
        raise NotDeliveredError(f"an address {kind}: of SANBI_REMINDERS did not take the message")
    return True
