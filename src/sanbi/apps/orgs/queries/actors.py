"""Accounts as actors."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sanbi.apps.audit.actors import NOBODY, Actor, Grant, Role
from sanbi.apps.orgs.models import Appointment, Delegation, User
from sanbi.apps.orgs.rules import ADMINISTRATORS


def actor_of(user: User, on: date) -> Actor:
    """Return the account as actor on a day: own roles, and those lent by who is away.

    The roles of the three administrators 三员 are not lent.
    """
    if not user.is_active:
        return NOBODY
    lenders = {
        item.lender_id: item.lender.name
        for item in Delegation.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
            deputy=user,
            since__lte=on,
            until__gte=on,
            lender__is_active=True,
        ).select_related("lender")
    }
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), user__in=[user.pk, *lenders], since__lte=on
    ).order_by("id")
    grants = tuple(
        Grant(Role(item.role), item.unit_id, lenders.get(item.user_id, ""))
        for item in held
        if item.user_id == user.pk or Role(item.role) not in ADMINISTRATORS
    )
    unit = user.unit
    return Actor(user.pk, str(user), unit.pk if unit else None, unit.name if unit else "", grants)
