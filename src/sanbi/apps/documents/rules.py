"""Who may see and do what with documents (docs/mechanisms/inbox.md)."""

from __future__ import annotations

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.orgs.models import Unit


def can_read(actor: Actor) -> bool:
    """Whether the actor reads the inbox: supervision and office, auditors, the county's leaders."""
    if actor is SYSTEM or actor.reading.has(Role.SUPERVISOR, Role.OFFICE, Role.AUDITOR):
        return True
    led = actor.reading.units_as(Role.LEADER)
    return bool(led) and Unit.objects.filter(pk__in=led, parent__isnull=True).exists()


def can_receive(actor: Actor) -> bool:
    """Whether the actor takes documents in and decides about damaged places."""
    return actor is SYSTEM or actor.has(Role.SUPERVISOR, Role.OFFICE)
