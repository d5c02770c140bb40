"""Who may see which unit, and who may do what with accounts."""

from __future__ import annotations

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.orgs.models import Unit

ADMINISTRATORS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})
COUNTY_WIDE = (Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR, Role.BUREAU)


def sees_all_units(actor: Actor) -> bool:
    """Whether the actor reads the figures of every unit.

    A leader does for the unit that is the root of the tree: the county.
    """
    actor = actor.reading
    if actor.has(*COUNTY_WIDE):
        return True
    led = actor.units_as(Role.LEADER)
    return bool(led) and Unit.objects.filter(pk__in=led, parent__isnull=True).exists()


def units_seen(actor: Actor) -> frozenset[int] | None:
    """Primary keys of the units whose unpublished figures the actor reads; None: all."""
    if sees_all_units(actor):
        return None
    return actor.units_as(Role.CLERK, Role.OWNER, Role.LEADER, Role.EVALUATOR)


def can_see_unit(actor: Actor, unit: int) -> bool:
    """Whether the actor reads the unit's unpublished figures."""
    seen = units_seen(actor)
    return seen is None or unit in seen


def can_make_accounts(actor: Actor) -> bool:
    """Whether the actor makes accounts and units: the system administrator."""
    return actor is SYSTEM or actor.has(Role.SYSADMIN)


def can_appoint(actor: Actor) -> bool:
    """Whether the actor appoints roles, unlocks, and reviews: the security administrator."""
    return actor is SYSTEM or actor.has(Role.SECADMIN)


def can_read_accounts(actor: Actor) -> bool:
    """Whether the actor reads the list of accounts: those who look after them, and auditors."""
    return actor.has(Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN, Role.AUDITOR)


def can_group(actor: Actor) -> bool:
    """Whether the actor puts units into groups and keeps the working calendar: the office."""
    return actor is SYSTEM or actor.has(Role.OFFICE)


def can_lend(actor: Actor) -> bool:
    """Whether the actor has roles that may be lent; an administrator's may not."""
    return any(grant.role not in ADMINISTRATORS and not grant.lent_by for grant in actor.grants)


def does_business(actor: Actor) -> bool:
    """Whether the actor holds any role other than an administrator's."""
    return bool(actor.roles - ADMINISTRATORS)
