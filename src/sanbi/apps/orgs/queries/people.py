"""Accounts as their lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Appointment, Delegation, Token, User
from sanbi.apps.orgs.rules import can_read_accounts

SHOWN_ENDS = 3


def masked(phone: str) -> str:
    """A telephone number as lists show it: 138****0000."""
    if len(phone) < 2 * SHOWN_ENDS + 1:
        return "*" * len(phone)
    return f"{phone[:SHOWN_ENDS]}****{phone[-4:]}"


def current(on: date) -> QuerySet[Appointment]:
    """Roles held on a day."""
    return (
        Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
        .select_related("unit")
        .order_by("role", "unit__sequence", "unit__pinyin")
    )


def people_for(
    actor: Actor, on: date, *, text: str = "", role: str = "", unit: str = "", state: str = ""
) -> QuerySet[User]:
    """Accounts that the actor may look through, by pinyin; each with its roles of the day."""
    if not can_read_accounts(actor):
        return User.objects.none()
    found = User.objects.select_related("unit").order_by("pinyin", "username")
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(username__icontains=text)
            | Q(pinyin__startswith=text.lower())
        )
    if role:
        found = found.filter(pk__in=current(on).filter(role=role).order_by().values("user"))
    if unit.isdigit():
        found = found.filter(unit=int(unit))
    if state:
        found = found.filter(is_active=state == "open")
    return found.prefetch_related(Prefetch("appointments", current(on), "held"))


@dataclass(frozen=True)
class PersonPage:
    """All that the page of one account shows."""

    user: User
    appointments: list[Appointment]
    delegations: list[Delegation]
    tokens: list[Token]


def person(actor: Actor, key: int) -> PersonPage:
    """One account.

    Raises
    ------
    Missing
        for none, or one that the actor may not look at.
    """
    found = User.objects.select_related("unit").filter(pk=key).first()
    if found is None or not (can_read_accounts(actor) or actor.user == key):
        raise Missing
    return PersonPage(
        found,
        list(found.appointments.select_related("unit").order_by("-since", "-id")),
        list(
            Delegation.objects.filter(Q(lender=found) | Q(deputy=found))
            .select_related("lender", "deputy")
            .order_by("-since", "-id")[:20]
        ),
        list(found.tokens.select_related("unit")),
    )


def colleagues(actor: Actor) -> QuerySet[User]:
    """Accounts from which somebody chooses a deputy: all that are open, but the own one."""
    return (
        User.objects.filter(is_active=True)
        .exclude(pk=actor.user or 0)
        .select_related("unit")
        .order_by("unit__sequence", "unit__pinyin", "pinyin")
    )


def loans_of(actor: Actor) -> list[Delegation]:
    """What the actor lends and borrows, latest first."""
    return list(
        Delegation.objects.filter(Q(lender=actor.user) | Q(deputy=actor.user))
        .select_related("lender", "deputy")
        .order_by("-since", "-id")[:50]
    )
