"""Who may see and do what with actions (docs/mechanisms/actions.md)."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.actions.models import Action, Firm, FirmRequest, Incident, Kind, Problem
from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.orgs.models import Unit

READERS = (Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR)
OF_A_UNIT = (Role.CLERK, Role.LEADER, Role.BUREAU)
ROLES = (*READERS, *OF_A_UNIT)


# -- reading ---------------------------------------------------------------------------------------
def can_read(actor: Actor) -> bool:
    """Whether the actor reads actions at all."""
    return actor is SYSTEM or actor.reading.has(*ROLES)


def sees_everything(actor: Actor) -> bool:
    """Whether the actor reads the actions of every unit."""
    if actor is SYSTEM or actor.reading.has(*READERS):
        return True
    return leads_county(actor)


def leads_county(actor: Actor) -> bool:
    """Whether the actor is a leader of the county."""
    led = actor.units_as(Role.LEADER)
    return bool(led) and Unit.objects.filter(pk__in=led, parent__isnull=True).exists()


def actions_seen(actor: Actor) -> Q:
    """Return the condition on `Action`: all, or those that concern the own units or oneself.

    A unit sees what it leads, what it supports, what was split off from what it leads, the
    problems of lists that it owns, and what firms of its township ask for.
    """
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    units = actor.units_as(*OF_A_UNIT)
    return Q(lead_unit__in=units) | Q(pk__in=_beside(units)) | Q(leader=actor.user)


def _beside(units: frozenset[int]) -> set[int]:
    """What some units support, parts of what they lead, problems of their lists, firms' requests.

    Parts are found two layers down. As keys, not as a condition: PostgreSQL would look into each
    action for it.
    """
    if not units:
        return set()
    supported = Action.supporting.through.objects.filter(unit__in=units)
    found = set(supported.values_list("action", flat=True))
    parts = Action.objects.filter(
        Q(parent__lead_unit__in=units) | Q(parent__parent__lead_unit__in=units),
        parent__isnull=False,
    )
    found.update(parts.order_by().values_list("pk", flat=True))
    listed = Problem.objects.filter(list__owner__in=units)
    found.update(listed.order_by().values_list("action", flat=True))
    asked = FirmRequest.objects.filter(firm__township__in=units)
    found.update(asked.order_by().values_list("action", flat=True))
    return found


# -- writing ---------------------------------------------------------------------------------------
def is_supervisor(actor: Actor) -> bool:
    """Whether the actor files and follows actions: the supervision office."""
    return actor is SYSTEM or actor.has(Role.SUPERVISOR)


def can_supervise(actor: Actor, action: Action) -> bool:
    """Whether the actor assigns, returns, verifies and closes an action.

    The supervision office does; for what was split off, also the unit that split it.
    """
    if is_supervisor(actor):
        return True
    return action.parent is not None and acts_for(actor, action.parent.lead_unit_id)


def list_owner(action: Action) -> int | None:
    """Return the unit that checks an action before it is closed out: the owner of its list.

    None where the action stands on no list, or the list belongs to nobody else.
    """
    if action.kind != Kind.RECTIFICATION:
        return None
    rows = Problem.objects.filter(action=action).exclude(list__owner=action.lead_unit_id)
    return rows.values_list("list__owner", flat=True).first()


def can_check(actor: Actor, action: Action) -> bool:
    """Whether the actor closes an action out: the owner of its list, else who supervises it."""
    owner = list_owner(action)
    return can_supervise(actor, action) if owner is None else acts_for(actor, owner)


def acts_for(actor: Actor, unit: int | None) -> bool:
    """Whether the actor receives and reports for a unit."""
    return actor.has_for(unit, *OF_A_UNIT)


def can_act(actor: Actor, action: Action) -> bool:
    """Whether the actor receives and reports an action: people of its lead unit."""
    return acts_for(actor, action.lead_unit_id)


def can_add_proof(actor: Actor, action: Action) -> bool:
    """Whether the actor hangs proof on an action: lead and supporting units, and who supervises."""
    if can_act(actor, action) or can_supervise(actor, action):
        return True
    units = action.supporting.values_list("pk", flat=True)
    return any(acts_for(actor, unit) for unit in units)


def can_split(actor: Actor, action: Action) -> bool:
    """Whether the actor splits an action to other units."""
    return can_act(actor, action) or can_supervise(actor, action)


def reported_it(actor: Actor, action: Action) -> bool:
    """Whether the actor handed in the report that stands; nobody verifies the own one."""
    return actor.user is not None and action.reported_by == actor.user


# -- firms -----------------------------------------------------------------------------------------
def can_keep_firm(actor: Actor, township: int) -> bool:
    """Whether the actor keeps the firms of a township: its people, and the supervision office."""
    return is_supervisor(actor) or acts_for(actor, township)


def can_file_request(actor: Actor, firm: Firm) -> bool:
    """Whether the actor files what a firm asks for: whoever keeps the firm."""
    return can_keep_firm(actor, firm.township_id)


# -- risks -----------------------------------------------------------------------------------------
def can_report_danger(actor: Actor, unit: int) -> bool:
    """Whether the actor reports a danger of a unit: its people, and the supervision office."""
    return is_supervisor(actor) or acts_for(actor, unit)


def can_record_incident(actor: Actor) -> bool:
    """Whether the actor records incidents: the supervision office, and bureaus."""
    return is_supervisor(actor) or actor.has(Role.BUREAU)


def can_confirm_incident(actor: Actor, incident: Incident) -> bool:
    """Whether the actor makes an incident count: the assessment office, not who recorded it."""
    another = actor.user is not None and actor.user != incident.recorded_by
    return another and actor.has(Role.OFFICE)


def can_withdraw_incident(actor: Actor, incident: Incident) -> bool:
    """Whether the actor takes an incident back: the assessment office, or first who recorded it."""
    if actor.has(Role.OFFICE):
        return True
    recorded = incident.state == Incident.State.RECORDED
    return recorded and actor.user is not None and actor.user == incident.recorded_by
