"""Reads of feeds."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.indicators.models import Feed


def feeds_for(actor: Actor) -> QuerySet[Feed]:
    """The feeds that the actor sees: those of the own bureau; office and auditor see all."""
    found = Feed.objects.select_related("owner", "blob")
    if actor.has(Role.OFFICE, Role.AUDITOR):
        return found
    return found.filter(owner__in=actor.units_as(Role.BUREAU))
