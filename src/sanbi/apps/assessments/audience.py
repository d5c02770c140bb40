"""Whom the assessment tells of what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.models import Appointment


def people_with(
    *roles: Role, now: datetime, units: Iterable[int] | None = None, but: int | None = None
) -> list[int]:
    """Return the accounts that hold one of the roles now, for some units or for any.

    ``but`` leaves one account out: whoever did it knows.
    """
    day = timezone.localdate(now)
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        role__in=[role.value for role in roles],
        since__lte=day,
        user__is_active=True,
    )
    if units is not None:
        held = held.filter(unit__in=list(units))
    return sorted({person for person in held.values_list("user", flat=True) if person != but})
