"""Who may see and do what with projects (docs/mechanisms/projects.md)."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Keeper, Node, Obstacle, Project

READERS = (Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR)
OF_A_TOWNSHIP = (Role.CLERK, Role.LEADER)
OF_A_DEPARTMENT = (Role.CLERK, Role.LEADER, Role.BUREAU)
PROJECT_ROLES = (*READERS, Role.CLERK, Role.LEADER, Role.BUREAU, Role.OWNER)


# -- reading ---------------------------------------------------------------------------------------
def can_read(actor: Actor) -> bool:
    """Whether the actor reads projects at all; evaluators and the three administrators do not."""
    return actor.reading.has(*PROJECT_ROLES)


def is_keeper(actor: Actor) -> bool:
    """Whether the actor keeps the register: the bureau that the office has appointed for it."""
    if actor is SYSTEM:
        return True
    units = actor.units_as(Role.BUREAU)
    return bool(units) and Keeper.objects.filter(unit__in=units).exists()


def sees_everything(actor: Actor) -> bool:
    """Whether the actor reads every project."""
    if actor is SYSTEM or actor.reading.has(*READERS):
        return True
    led = actor.units_as(Role.LEADER)
    if led and Unit.objects.filter(pk__in=led, parent__isnull=True).exists():
        return True
    return is_keeper(actor)


def projects_seen(actor: Actor) -> Q:
    """Return the condition on `Project` for those that the actor may see."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    towns = actor.units_as(*OF_A_TOWNSHIP)
    departments = actor.units_as(*OF_A_DEPARTMENT)
    return (
        Q(unit__in=towns)
        | Q(owner_unit__in=actor.units_as(Role.OWNER))
        | Q(owner=actor.user)
        | Q(leader=actor.user)
        | Q(lead_unit__in=departments)
        | Q(pk__in=_asked_of(departments))
    )


def _asked_of(units: frozenset[int]) -> set[int]:
    """Projects that ask something of some units: as departments, or of their nodes, obstacles."""
    if not units:
        return set()
    departments = Project.departments.through.objects.filter(unit__in=units)
    found = set(departments.values_list("project_id", flat=True))
    found.update(Project.objects.filter(nodes__unit__in=units).values_list("pk", flat=True))
    found.update(Obstacle.objects.filter(unit__in=units).values_list("project_id", flat=True))
    return found


# -- writing ---------------------------------------------------------------------------------------
def can_keep(actor: Actor) -> bool:
    """Whether the actor adds, imports and drops projects, recognises stages, signs plans."""
    if actor is SYSTEM:
        return True
    units = actor.units_as(Role.BUREAU)
    keeping = Keeper.objects.filter(unit__in=units).values_list("unit", flat=True) if units else ()
    return any(actor.has_for(unit, Role.BUREAU) for unit in keeping)


def can_appoint_keeper(actor: Actor) -> bool:
    """Whether the actor says which bureau keeps the register: the office."""
    return actor is SYSTEM or actor.has(Role.OFFICE)


def can_approve_allocation(actor: Actor) -> bool:
    """Whether the actor decides on plans for the factors: who keeps the register, or the office."""
    return can_keep(actor) or actor.has(Role.OFFICE)


def can_report(actor: Actor, project: Project) -> bool:
    """Whether the actor reports on a project: its owner, its township's clerk, the keeper."""
    if can_keep(actor):
        return True
    if actor.has_for(project.unit_id, Role.CLERK):
        return True
    return is_owner(actor, project)


def is_owner(actor: Actor, project: Project) -> bool:
    """Whether the actor owns a project, in person or for the unit that builds it."""
    if not actor.has(Role.OWNER):
        return False
    if actor.user is not None and project.owner_id == actor.user:
        return True
    return actor.has_for(project.owner_unit_id, Role.OWNER)


def can_verify(actor: Actor, project: Project) -> bool:
    """Whether the actor says if an obstacle is solved: owner, or the township's leader."""
    if is_owner(actor, project):
        return True
    return actor.has_for(project.unit_id, Role.LEADER)


def can_decide_waivers(actor: Actor) -> bool:
    """Whether the actor decides on waivers of lamps: the office, and the county's leaders."""
    if actor.has(Role.OFFICE):
        return True
    led = [
        unit
        for unit in Unit.objects.filter(parent__isnull=True).values_list("pk", flat=True)
        if actor.has_for(unit, Role.LEADER)
    ]
    return bool(led)


def can_act_for(actor: Actor, unit: int | None) -> bool:
    """Whether the actor finishes nodes and answers obstacles of a unit."""
    return actor is SYSTEM or actor.has_for(unit, *OF_A_DEPARTMENT)


def can_do_node(actor: Actor, node: Node) -> bool:
    """Whether the actor begins and finishes a node: its unit, or who reports on the project."""
    if node.unit_id is not None and can_act_for(actor, node.unit_id):
        return True
    return can_report(actor, node.project)
