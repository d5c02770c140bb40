"""Which bureaus keep the register."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Keeper
from sanbi.apps.projects.rules import can_appoint_keeper


@service("keeper.appoint")
def keeper_appoint(*, actor: Actor, now: datetime, unit: int) -> Keeper:
    """Let a department keep the register of projects.

    Raises
    ------
    Refused
        for a unit that is no department or is closed, and for one that keeps it already.
    """
    require(can_appoint_keeper(actor), _("the office"))
    found = Unit.objects.filter(pk=unit, kind=Unit.Kind.DEPARTMENT, until__isnull=True).first()
    if found is None:
        raise Refused(_("Only a department keeps the register."), _("Choose one."), "unit")
    if Keeper.objects.filter(unit=found).exists():
        raise Refused(_("This department keeps it already."), _("Choose another one."), "unit")
    made = Keeper.objects.create(unit=found, since=timezone.localdate(now))
    tell(found, since=made.since)
    return made


@service("keeper.dismiss")
def keeper_dismiss(*, actor: Actor, now: datetime, keeper: int) -> Unit:
    """Let a department keep the register no more; what it has done stays."""
    require(can_appoint_keeper(actor), _("the office"))
    # All are locked: two who dismiss at once must not leave nobody.
    keepers = {row.pk: row for row in Keeper.objects.select_for_update().order_by("pk")}
    held = keepers.get(keeper)
    if held is None:
        raise Missing
    if len(keepers) == 1:
        raise Refused(_("Somebody must keep the register."), _("Appoint another department first."))
    unit = held.unit
    held.delete()
    tell(unit, since=held.since, until=timezone.localdate(now))
    return unit
