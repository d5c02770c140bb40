"""Hidden dangers and incidents that somebody sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from sanbi.apps.actions.categories import BOTTOM_LINES
from sanbi.apps.actions.models import Action, Danger, Incident, State
from sanbi.apps.actions.moves import ENDED
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.listing import is_overdue
from sanbi.apps.actions.rules import OF_A_UNIT, can_read, sees_everything
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing

UNGRADED = "none"


@dataclass(frozen=True)
class Line:
    """A bottom line: the dangers that stand along it, and what happened this year."""

    key: str
    words: Promise
    open: int
    major: int
    overdue: int
    incidents: int


def dangers_for(actor: Actor) -> QuerySet[Danger]:
    """Return the dangers whose actions the actor sees, the first due first."""
    seen = actions_for(actor).order_by().values("pk")
    rows = Danger.objects.select_related("action__lead_unit", "action__leader", "action__parent")
    return rows.filter(action__in=seen).order_by("action__due_on", "pk")


def dangers_found(actor: Actor, line: str, grade: str, state: str, today: date) -> QuerySet[Danger]:
    """Return the dangers along a line, of a grade: the open, the overdue, or all of them."""
    rows = dangers_for(actor)
    if line in dict(BOTTOM_LINES):
        rows = rows.filter(action__category=line)
    if grade in {*Danger.Grade.values, UNGRADED}:
        rows = rows.filter(grade="" if grade == UNGRADED else grade)
    if state == "overdue":
        return rows.filter(action__in=Action.objects.filter(is_overdue(today)).values("pk"))
    return rows if state == "all" else rows.exclude(action__state__in=ENDED)


def danger_of(action: Action) -> Danger | None:
    """Return the danger that an action deals with, if it is one."""
    return Danger.objects.filter(action=action).first()


def incidents_for(actor: Actor) -> QuerySet[Incident]:
    """Return the incidents that the actor sees: all, those of the own unit, and those recorded."""
    rows = Incident.objects.select_related("unit").order_by("-happened_on", "-pk")
    if sees_everything(actor):
        return rows
    if not can_read(actor):
        return rows.none()
    return rows.filter(Q(unit__in=actor.units_as(*OF_A_UNIT)) | Q(recorded_by=actor.user))


def incident_get(actor: Actor, incident: int) -> Incident:
    """Return an incident.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = incidents_for(actor).filter(pk=incident).first()
    if found is None:
        raise Missing
    return found


def bottom_lines(actor: Actor, today: date) -> list[Line]:
    """Return each bottom line with its open dangers and the incidents of the year that count."""
    rows = dangers_for(actor).exclude(action__state=State.WITHDRAWN).order_by()
    late = Q(action__in=Action.objects.filter(is_overdue(today)).values("pk"))
    standing = ~Q(action__state__in=ENDED)
    counted = {
        row["action__category"]: row
        for row in rows.values("action__category").annotate(
            open=Count("pk", filter=standing),
            major=Count("pk", filter=standing & Q(grade=Danger.Grade.MAJOR)),
            overdue=Count("pk", filter=late),
        )
    }
    happened = dict(
        incidents_for(actor)
        .filter(happened_on__year=today.year, state=Incident.State.CONFIRMED)
        .order_by()
        .values_list("line")
        .annotate(n=Count("pk"))
    )
    return [
        Line(
            key,
            words,
            counted[key]["open"] if key in counted else 0,
            counted[key]["major"] if key in counted else 0,
            counted[key]["overdue"] if key in counted else 0,
            happened.get(key, 0),
        )
        for key, words in BOTTOM_LINES
    ]
