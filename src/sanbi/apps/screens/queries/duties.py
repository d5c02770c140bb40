"""The figures of the three administrators' own work; none of them is about a person's presence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.orgs.models import Appointment, Delegation, Unit, User
from sanbi.apps.screens.queries.waiting import address

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Duty:
    """A figure of somebody's own work, and where the work is done ("" without a page)."""

    label: str
    value: str
    note: str
    url: str


def duties(actor: Actor, now: datetime) -> tuple[Duty, ...]:
    """The duties of the administrator that the actor is; nothing for all others."""
    found: list[Duty] = []
    if actor.has(Role.SYSADMIN):
        found += _system()
    if actor.has(Role.SECADMIN):
        found += _security(timezone.localdate(now))
    if actor.has(Role.AUDITADMIN):
        found += _audit(now)
    return tuple(found)


def _system() -> list[Duty]:
    counted = User.objects.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        closed=Count("pk", filter=Q(is_active=False)),
        fresh=Count("pk", filter=Q(is_active=True, must_change_password=True)),
    )
    units = Unit.objects.filter(until__isnull=True).count()
    people = address("people")
    return [
        Duty(_("Open accounts"), str(counted["active"]), "", people),
        Duty(_("First password not changed"), str(counted["fresh"]), "", people),
        Duty(_("Closed accounts"), str(counted["closed"]), "", people),
        Duty(_("Units"), str(units), "", address("units")),
    ]


def _security(on: date) -> list[Duty]:
    running = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    appointed = Appointment.objects.filter(running)
    lent = Delegation.objects.filter(since__lte=on, until__gte=on, ended_on__isnull=True)
    closed = appointed.filter(user__is_active=False)
    people = address("people")
    return [
        Duty(_("Roles held"), str(appointed.count()), "", people),
        Duty(_("Roles lent today"), str(lent.count()), "", people),
        Duty(_("Roles of closed accounts"), str(closed.count()), _("end them"), people),
    ]


def _audit(now: datetime) -> list[Duty]:
    counted = Entry.objects.filter(at__gt=now - DAY).aggregate(
        done=Count("pk", filter=Q(outcome=Entry.Outcome.DONE)),
        refused=Count("pk", filter=Q(outcome=Entry.Outcome.REFUSED)),
    )
    anchor = Anchor.objects.order_by("-pk").values_list("at", flat=True).first()
    shown = "—" if anchor is None else f"{timezone.localtime(anchor):%m-%d %H:%M}"
    place = address("audit")
    return [
        Duty(_("Entries of the last day"), str(counted["done"]), "", place),
        Duty(_("Refused in the last day"), str(counted["refused"]), "", place),
        Duty(_("Last anchor"), shown, "", place),
    ]
