"""Who may see and do what with bulletins (docs/mechanisms/bulletins.md)."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.assessments.rules import is_county_leader, reads_assessments
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.bulletins.models import Bulletin, State

ISSUED = (State.SIGNED, State.RECALLED)


def can_read(actor: Actor) -> bool:
    """Whether the actor reads bulletins at all; the three administrators 三员 do not."""
    return reads_assessments(actor.reading)


def can_compose(actor: Actor) -> bool:
    """Whether the actor writes bulletins: the office does."""
    return actor.has(Role.OFFICE)


def bulletins_seen(actor: Actor) -> Q:
    """Return the condition on `Bulletin`: issued ones for all, drafts for office and auditor.

    Leaders of the county see what waits to be signed, too.
    """
    if not can_read(actor):
        return Q(pk__in=[])
    if actor.reading.has(Role.OFFICE, Role.AUDITOR):
        return Q()
    if is_county_leader(actor.reading):
        return Q(state__in=[*ISSUED, State.SUBMITTED])
    return Q(state__in=ISSUED)


def can_sign(actor: Actor, bulletin: Bulletin) -> bool:
    """Whether the actor signs: a leader of the county or the office, never who handed it in."""
    if actor.user is None or actor.user == bulletin.submitted_by:
        return False
    return is_county_leader(actor) or can_compose(actor)
