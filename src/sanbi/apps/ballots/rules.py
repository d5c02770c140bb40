"""Who may see and do what with polls (docs/mechanisms/ballots.md)."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.ballots.models import PollState
from sanbi.apps.orgs.rules import sees_all_units

EVERYONE = frozenset(Role) - {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}


def can_look(actor: Actor) -> bool:
    """Whether the actor reads about polls: those that it may see."""
    return actor is SYSTEM or bool(EVERYONE & actor.roles)


def can_run(actor: Actor) -> bool:
    """Whether the actor prepares, opens, closes and seals polls: the assessment office."""
    return actor is SYSTEM or actor.has(Role.OFFICE)


def can_see_roll(actor: Actor) -> bool:
    """Whether the actor sees who is on a roll and who has voted: the office and auditors."""
    return actor is SYSTEM or actor.has(Role.OFFICE, Role.AUDITOR)


def polls_seen(actor: Actor) -> Q:
    """Return the condition on `Poll`: all, or those whose result is published.

    The office, those who supervise and audit, and the county's leaders see all; nobody sees how
    somebody voted.
    """
    looks_on = actor.has(Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR)
    if actor is SYSTEM or looks_on or (actor.has(Role.LEADER) and sees_all_units(actor)):
        return Q()
    if not can_look(actor):
        return Q(pk__in=[])
    return Q(state=PollState.PUBLISHED)


def can_see_result(actor: Actor, state: str) -> bool:
    """Whether the actor sees the tally: everyone once it is published, the office when sealed."""
    if state == PollState.PUBLISHED:
        return can_look(actor)
    return state == PollState.SEALED and can_see_roll(actor)
