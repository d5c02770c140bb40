"""Who may see and do what with meetings and tours (docs/mechanisms/meetings.md)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.meetings.models import (
    Contribution,
    Decision,
    Invitation,
    Meeting,
    MeetingState,
    Screening,
    Tour,
)
from sanbi.apps.projects.rules import (
    OF_A_DEPARTMENT,
    PROJECT_ROLES,
    can_act_for,
    can_keep,
    can_read,
    sees_everything,
)

__all__ = ["can_read"]


# -- reading ---------------------------------------------------------------------------------------
def meetings_seen(actor: Actor) -> Q:
    """Return the condition on `Meeting`: all, or those to which the own units are invited."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    units = actor.units_as(*PROJECT_ROLES)
    return Q(pk__in=_invited(units)) | Q(chair=actor.user)


def decisions_seen(actor: Actor) -> Q:
    """Return the condition on `Decision`: those of the own units, and of meetings that are seen."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    units = actor.units_as(*PROJECT_ROLES)
    seen = Q(meeting__in=_invited(units)) | Q(meeting__chair=actor.user)
    return seen | Q(unit__in=units, meeting__state=MeetingState.CLOSED)


def contributions_seen(actor: Actor) -> Q:
    """Return the condition on `Contribution`: all, or those of the own units."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    return Q(unit__in=actor.units_as(*PROJECT_ROLES))


def tours_seen(actor: Actor) -> Q:
    """Return the condition on `Tour`: all, or those that the own unit screens."""
    if sees_everything(actor):
        return Q()
    units = actor.units_as(*OF_A_DEPARTMENT)
    return Q(pk__in=Tour.bureaus.through.objects.filter(unit__in=units).values("tour"))


def _invited(units: frozenset[int]) -> QuerySet[Invitation, int]:
    return Invitation.objects.filter(unit__in=units).values_list("meeting", flat=True)


def can_see_roster(actor: Actor) -> bool:
    """Whether the actor sees who is on the roster of a meeting, and who of it came.

    Whoever reads all meetings, and whoever convenes; who is merely invited does not.
    """
    return can_convene(actor) or sees_everything(actor)


# -- writing ---------------------------------------------------------------------------------------
def can_convene(actor: Actor) -> bool:
    """Whether the actor calls, holds and minutes meetings, and plans tours.

    The office does, and the bureau that keeps the register of projects.
    """
    return actor is SYSTEM or actor.has(Role.OFFICE) or can_keep(actor)


def can_finish(actor: Actor, decision: Decision) -> bool:
    """Whether the actor says that a decision is carried out: its unit, or who convenes."""
    return can_act_for(actor, decision.unit_id) or can_convene(actor)


def can_hand_in(actor: Actor, contribution: Contribution) -> bool:
    """Whether the actor hands a contribution in: its unit, or who convenes."""
    return can_act_for(actor, contribution.unit_id) or can_convene(actor)


def can_screen(actor: Actor, screening: Screening) -> bool:
    """Whether the actor says for a bureau if a stop is fit to be shown."""
    return can_act_for(actor, screening.unit_id)


def is_in_session(meeting: Meeting) -> bool:
    """Whether a meeting is under way: only then decisions are written down."""
    return meeting.state == MeetingState.OPEN
