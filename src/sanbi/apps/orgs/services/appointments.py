"""Roles: given and ended by the security administrator, for units and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Appointment, Unit, User
from sanbi.apps.orgs.rules import ADMINISTRATORS, can_appoint
from sanbi.apps.orgs.services.account_rows import accounts
from sanbi.apps.orgs.services.stamps import renew_stamp

APART = ADMINISTRATORS | {Role.OFFICE}


@dataclass(frozen=True)
class Grantee:
    """A role to give: who, which, for which unit, from when, perhaps until when."""

    user: int
    role: Role
    unit: int
    since: date
    until: date | None = None
    reason: str = ""


@service("appointment.give")
def appointments_give(
    *, actor: Actor, now: datetime, grants: Sequence[Grantee]
) -> list[Appointment]:
    """Give roles; the sessions of everybody concerned end.

    Raises
    ------
    Refused
        for a role held already, a closed account or unit, days out of order, or one that would
        bring two of the three administrators, or one of them and the office, into one hand.
    """
    del now
    require(can_appoint(actor), who_may=Role.SECADMIN)
    if not grants:
        raise Refused(_("Name at least one role."))
    people = accounts(grant.user for grant in grants)
    # Locked too, or a unit could be closed while somebody is given a role for it.
    wanted = Unit.objects.select_for_update().filter(pk__in={grant.unit for grant in grants})
    units = {unit.pk: unit for unit in wanted.order_by("pk")}
    for grant in grants:
        _check(grant, people.get(grant.user), units.get(grant.unit), actor)
    made = []
    for grant in grants:
        _check_free(grant, people[grant.user])
        made.append(
            Appointment.objects.create(
                user_id=grant.user,
                role=grant.role,
                unit_id=grant.unit,
                since=grant.since,
                until=grant.until,
                reason=grant.reason,
            )
        )
    _end_sessions(people)
    tell(
        people[grants[0].user] if len(people) == 1 else None,
        roles=[
            {
                "account": people[grant.user].username,
                "role": grant.role,
                "unit": units[grant.unit].name,
                "since": grant.since,
                "until": grant.until,
                "reason": grant.reason,
            }
            for grant in grants
        ],
    )
    return made


@service("appointment.end")
def appointment_end(
    *, actor: Actor, now: datetime, appointment: int, until: date, reason: str
) -> Appointment:
    """End a role: the day given is its last. Sessions of the person end."""
    require(can_appoint(actor), who_may=Role.SECADMIN)
    found = Appointment.objects.filter(pk=appointment).select_related("unit").first()
    if found is None:
        raise Missing
    people = accounts([found.user_id])
    held = Appointment.objects.select_for_update().get(pk=appointment)
    today = timezone.localdate(now)
    if held.until is not None and held.until < today:
        raise Refused(_("The role has ended already."))
    if until < held.since:
        raise Refused(_("The role began only later."), where="until")
    if not reason.strip():
        raise Refused(_("Say why the role ends."), where="reason")
    held.until, held.reason = until, reason
    held.save(update_fields=["until", "reason"])
    _end_sessions(people)
    tell(people[held.user_id], role=held.role, unit=found.unit.name, until=until, reason=reason)
    return held


def _check(grant: Grantee, user: User | None, unit: Unit | None, actor: Actor) -> None:
    if user is None or unit is None:
        raise Missing
    if not user.is_active:
        raise Refused(_("The account of %(name)s is closed.") % {"name": user}, where="user")
    if unit.until is not None and unit.until < grant.since:
        raise Refused(_("%(unit)s is closed.") % {"unit": unit}, where="unit")
    if grant.until is not None and grant.until < grant.since:
        raise Refused(_("The role would end before it begins."), where="until")
    if actor.user == grant.user:
        raise Refused(_("Nobody gives a role to the own account."), where="user")


def _check_free(grant: Grantee, user: User) -> None:
    """Refuse what is held already, and roles that must lie in different hands."""
    for held in _held_with(grant):
        role = Role(held.role)
        if role == grant.role and held.unit_id == grant.unit:
            raise Refused(_("%(name)s holds this role already.") % {"name": user}, where="role")
        together = {role, grant.role}
        if len(together) > 1 and together <= APART and together & ADMINISTRATORS:
            raise Refused(
                _("%(name)s holds a role that must lie in another hand.") % {"name": user},
                _("The three administrators and the office are four different people."),
                "role",
            )


def _held_with(grant: Grantee) -> list[Appointment]:
    """Roles of the person that are held on any day of the new one."""
    rows = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=grant.since), user=grant.user
    )
    if grant.until is not None:
        rows = rows.filter(since__lte=grant.until)
    return list(rows)


def _end_sessions(people: dict[int, User]) -> None:
    for user in people.values():
        renew_stamp(user)
    User.objects.bulk_update(people.values(), ["session_stamp"])
