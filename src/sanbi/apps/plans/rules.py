"""Who may see and do what with plans, peers and good practice (docs/mechanisms/plans.md)."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.actions.rules import OF_A_UNIT, READERS, leads_county
from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.plans.models import Node, Plan, PlanState, Practice, PracticeState

ROLES = (*READERS, *OF_A_UNIT)


# -- reading ---------------------------------------------------------------------------------------
def can_read(actor: Actor) -> bool:
    """Whether the actor reads plans at all."""
    return actor is SYSTEM or actor.reading.has(*ROLES)


def sees_everything(actor: Actor) -> bool:
    """Whether the actor reads the whole plan, also as a draft."""
    return actor is SYSTEM or actor.reading.has(*READERS) or leads_county(actor)


def plans_seen(actor: Actor) -> Q:
    """Return the condition on `Plan`: drafts are for those who read everything."""
    if sees_everything(actor):
        return Q()
    return ~Q(state=PlanState.DRAFT) if can_read(actor) else Q(pk__in=[])


def nodes_seen(actor: Actor) -> Q:
    """Return the condition on `Node`: all, or the own unit's with what stands above and below.

    Themes are of no unit: whoever reads plans reads them.
    """
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    units = actor.units_as(*OF_A_UNIT)
    below = Q(parent__unit__in=units, parent__level="target")
    above = Q(level="target") & Q(
        pk__in=Node.objects.filter(unit__in=units, level="measure").values("parent")
    )
    return Q(level="theme") | Q(unit__in=units) | below | above


def practices_seen(actor: Actor) -> Q:
    """Return the condition on `Practice`: what is shared, and what the own unit nominated."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    return Q(state=PracticeState.SHARED) | Q(unit__in=actor.units_as(*OF_A_UNIT))


# -- plans -----------------------------------------------------------------------------------------
def can_write(actor: Actor) -> bool:
    """Whether the actor writes plans: the office."""
    return actor is SYSTEM or actor.has(Role.OFFICE)


def can_adopt(actor: Actor, plan: Plan) -> bool:
    """Whether the actor adopts a draft: the office or a county leader, not who wrote it."""
    if actor.user is not None and actor.user in {plan.by, plan.written_by}:
        return False
    return actor.has(Role.OFFICE) or (actor.has(Role.LEADER) and leads_county(actor))


def can_record(actor: Actor, node: Node) -> bool:
    """Whether the actor records the place that a target has reached: the office, its owner."""
    return can_write(actor) or actor.has_for(node.unit_id, *OF_A_UNIT)


# -- peers -----------------------------------------------------------------------------------------
def can_keep_any_peer(actor: Actor) -> bool:
    """Whether the actor enters figures of peers at all."""
    return can_write(actor) or actor.has(Role.BUREAU)


def can_keep_peers(actor: Actor, indicator: Indicator) -> bool:
    """Whether the actor enters peers' figures of an indicator: the office, and its bureau."""
    return can_write(actor) or actor.has_for(indicator.owner_id, Role.BUREAU)


# -- good practice ---------------------------------------------------------------------------------
def can_nominate(actor: Actor) -> bool:
    """Whether the actor nominates good practice and takes it over, for some unit."""
    return actor.has(*OF_A_UNIT)


def acts_for(actor: Actor, unit: int | None) -> bool:
    """Whether the actor speaks for a unit."""
    return actor.has_for(unit, *OF_A_UNIT)


def can_decide(actor: Actor, practice: Practice) -> bool:
    """Whether the actor approves a nomination: the office, not who nominated it."""
    return actor.has(Role.OFFICE) and (actor.user is None or actor.user != practice.by)
