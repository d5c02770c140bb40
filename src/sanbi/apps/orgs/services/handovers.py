"""Handing all open duties of one person over to another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.duties import DUTIES
from sanbi.apps.orgs.models import Appointment, User
from sanbi.apps.orgs.rules import ADMINISTRATORS, can_appoint
from sanbi.apps.orgs.services.account_rows import accounts
from sanbi.apps.orgs.services.stamps import renew_stamp


@service("duty.hand-over")
def duties_hand_over(
    *, actor: Actor, now: datetime, giver: int, taker: int, on: date, reason: str
) -> dict[str, int]:
    """Give all roles and open duties of one person to another from a day on.

    Returns
    -------
    dict
        What moved: "roles", and each kind of duty, with its number.

    Raises
    ------
    Refused
        for one and the same person, a closed account, an administrator's role, or nothing to move.
    """
    del now
    require(can_appoint(actor), who_may=Role.SECADMIN)
    people = accounts([giver, taker])
    if len(people) < len({giver, taker}):
        raise Missing
    _check(people, giver, taker, actor, reason)
    moved = {"roles": _move_roles(giver, taker, on, reason)}
    moved |= {kind: duty.move(giver, taker) for kind, duty in DUTIES.items()}
    if not any(moved.values()):
        raise Refused(_("%(name)s has no open duties from that day on.") % {"name": people[giver]})
    for user in people.values():
        renew_stamp(user)
    User.objects.bulk_update(people.values(), ["session_stamp"])
    tell(people[giver], taker=people[taker].username, on=on, reason=reason, moved=moved)
    return moved


def _check(people: dict[int, User], giver: int, taker: int, actor: Actor, reason: str) -> None:
    if giver == taker:
        raise Refused(_("Choose another person to take over."), where="taker")
    if actor.user in people:
        raise Refused(_("Nobody hands over to or from the own account."))
    if not people[taker].is_active:
        raise Refused(_("The account of %(name)s is closed.") % {"name": people[taker]})
    if not reason.strip():
        raise Refused(_("Say why, such as a transfer."), where="reason")
    roles = Appointment.objects.filter(user__in=[giver, taker], until__isnull=True)
    if roles.filter(role__in=ADMINISTRATORS).exists():
        raise Refused(
            _("Administrators' roles are not handed over."),
            _("End the one and give the other, so that each is looked at."),
        )


def _move_roles(giver: int, taker: int, on: date, reason: str) -> int:
    held = list(
        Appointment.objects.select_for_update()
        .filter(Q(until__isnull=True) | Q(until__gte=on), user=giver)
        .order_by("pk")
    )
    has = set(
        Appointment.objects.filter(user=taker, until__isnull=True).values_list("role", "unit")
    )
    for item in held:
        if (item.role, item.unit_id) not in has:
            Appointment.objects.create(
                user_id=taker,
                role=item.role,
                unit_id=item.unit_id,
                since=max(on, item.since),
                until=item.until,
                reason=reason,
            )
        if item.since >= on:
            item.delete()
        else:
            item.until, item.reason = on - timedelta(days=1), reason
            item.save(update_fields=["until", "reason"])
    return len(held)
