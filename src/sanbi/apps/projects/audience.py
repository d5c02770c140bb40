"""Whom a node concerns."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.models import Appointment
from sanbi.apps.projects.models import Keeper, Project

AT_WORK = (Role.CLERK, Role.BUREAU)


def people_of(
    unit: int | None, project: Project, now: datetime, *, but: int | None = None
) -> list[int]:
    """Return the accounts that work for a unit; where a node has no unit, its project's owner.

    ``but`` leaves one account out: whoever did it knows.
    """
    if unit is None:
        return [project.owner_id] if project.owner_id and project.owner_id != but else []
    day = timezone.localdate(now)
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        role__in=[role.value for role in AT_WORK],
        since__lte=day,
        user__is_active=True,
        unit=unit,
    )
    return sorted({person for person in held.values_list("user", flat=True) if person != but})


def keepers_at_work(now: datetime, *, but: int | None = None) -> list[int]:
    """Return the accounts that keep the register of projects; ``but`` leaves one out."""
    day = timezone.localdate(now)
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        role=Role.BUREAU.value,
        since__lte=day,
        user__is_active=True,
        unit__in=Keeper.objects.values("unit"),
    )
    return sorted({person for person in held.values_list("user", flat=True) if person != but})
