"""Who steers what a hall is shown."""

from __future__ import annotations

from sanbi.apps.audit.actors import Actor
from sanbi.apps.meetings.rules import can_convene

__all__ = ["can_steer"]


def can_steer(actor: Actor) -> bool:
    """Whether the actor steers the screens of meetings: who convenes them."""
    return can_convene(actor)
