"""Firms that somebody sees, and what belongs to one: projects, requests, policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from sanbi.apps.actions.models import (
    Action,
    Firm,
    FirmMeasure,
    FirmRequest,
    Industry,
    Policy,
    Size,
    State,
)
from sanbi.apps.actions.moves import ENDED
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.rules import OF_A_UNIT, can_read, sees_everything
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries import projects_for

TAIL = ("有限责任公司", "股份有限公司", "有限公司", "公司", "集团")


@dataclass(frozen=True)
class Wanted:
    """What the register is asked for; an empty text leaves a filter out."""

    township: str = ""
    industry: str = ""
    size: str = ""
    text: str = ""


def firms_for(actor: Actor) -> QuerySet[Firm]:
    """Return the firms that the actor sees.

    All of them, or those of the own township, those looked after, those whose requests the actor
    sees, and those with a line of their plan for the own unit, which says when it is done.
    """
    rows = Firm.objects.select_related("township", "leader").order_by(
        "township__sequence", "township__pinyin", "name"
    )
    if sees_everything(actor):
        return rows
    if not can_read(actor):
        return rows.none()
    asked = FirmRequest.objects.filter(action__in=actions_for(actor).order_by().values("pk"))
    units = actor.units_as(*OF_A_UNIT)
    return rows.filter(
        Q(township__in=units)
        | Q(leader=actor.user)
        | Q(pk__in=asked.values("firm"))
        | Q(pk__in=FirmMeasure.objects.filter(unit__in=units).order_by().values("firm"))
    )


def firm_get(actor: Actor, firm: int) -> Firm:
    """Return a firm.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = firms_for(actor).filter(pk=firm).first()
    if found is None:
        raise Missing
    return found


def firms_found(actor: Actor, wanted: Wanted) -> QuerySet[Firm]:
    """Return the firms that fit, with how many requests are open and how they were rated."""
    rows = firms_for(actor)
    if wanted.industry in Industry.values:
        rows = rows.filter(industry=wanted.industry)
    if wanted.size in Size.values:
        rows = rows.filter(size=wanted.size)
    if wanted.township.isdecimal() and len(wanted.township) < 10:  # noqa: PLR2004 - an int4
        rows = rows.filter(township=int(wanted.township))
    if text := wanted.text.strip():
        rows = rows.filter(Q(name__icontains=text) | Q(credit_code__icontains=text))
    seen = Q(requests__action__in=actions_for(actor).order_by().values("pk"))
    return rows.annotate(
        asked=Count("requests", filter=seen),
        waiting=Count("requests", filter=seen & ~Q(requests__action__state__in=ENDED)),
        rated=Avg("requests__rating", filter=seen),
    )


def townships_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the townships of the firms that the actor sees, for a choice."""
    keys = firms_for(actor).order_by().values("township").distinct()
    return [(str(unit.pk), unit.name) for unit in Unit.objects.filter(pk__in=keys)]


def requests_of(actor: Actor, firm: Firm) -> QuerySet[FirmRequest]:
    """Return what a firm asked for, as far as the actor sees it; the newest first."""
    rows = firm.requests.select_related("action__lead_unit", "action__leader", "policy")
    rows = rows.exclude(action__state=State.WITHDRAWN)
    if not sees_everything(actor):
        rows = rows.filter(action__in=actions_for(actor).order_by().values("pk"))
    return rows.order_by("-pk")


def request_of(action: Action) -> FirmRequest | None:
    """Return the request of a firm that an action deals with, if it is one."""
    rows = FirmRequest.objects.filter(action=action)
    return rows.select_related("firm__township", "policy").first()


def projects_of(actor: Actor, firm: Firm) -> list[Project]:
    """Return the projects in which a firm invests, by its name or the name without 有限公司."""
    short = firm.name
    for tail in TAIL:
        short = short.removesuffix(tail)
    same = Q(investor__icontains=firm.name) | Q(investor__iexact=short)
    return list(projects_for(actor).filter(same).order_by("code"))


def policies_on(day: date) -> QuerySet[Policy]:
    """Return the policies that hold on a day."""
    rows = Policy.objects.filter(valid_from__lte=day).select_related("unit")
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day)).order_by("title")


def policy_get(policy: int) -> Policy:
    """Return a policy.

    Raises
    ------
    Missing
        when there is none.
    """
    found = Policy.objects.filter(pk=policy).first()
    if found is None:
        raise Missing
    return found
