"""The list of actions: filters, order, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from sanbi.apps.actions.categories import CATEGORIES
from sanbi.apps.actions.models import Action, Kind, State
from sanbi.apps.actions.moves import ENDED, RUNNING
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.models import Unit, User

ORDERS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "number": ("number",),
    "-number": ("-number",),
    "unit": ("lead_unit__sequence", "lead_unit__pinyin", "due_on", "pk"),
    "-unit": ("-lead_unit__sequence", "-lead_unit__pinyin", "due_on", "pk"),
    "filed": ("filed_on", "pk"),
    "-filed": ("-filed_on", "-pk"),
    "state": ("state", "due_on", "pk"),
    "-state": ("-state", "due_on", "pk"),
}
OVERDUE, LATE, OPEN, ALL = "overdue", "late", "open", "all"


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; an empty text leaves a filter out.

    ``state`` is a state, or overdue (its clock runs past the due date), late (reported or due too
    late, also when closed out), open (not ended; also where nothing is said), all.
    """

    state: str = ""
    kind: str = ""
    category: str = ""
    unit: str = ""
    leader: str = ""
    text: str = ""
    order: str = ""


def found_for(actor: Actor, asked: Asked, today: date) -> QuerySet[Action]:
    """Return the actions that the actor sees and that fit, in the order asked for."""
    rows = actions_for(actor).filter(_in_state(asked.state, today))
    if asked.kind in Kind.values:
        rows = rows.filter(kind=asked.kind)
    if asked.category and asked.category in dict(CATEGORIES.get(asked.kind, ())):
        rows = rows.filter(category=asked.category)
    for name, value in (("lead_unit", asked.unit), ("leader", asked.leader)):
        if _is_key(value):
            rows = rows.filter(**{name: int(value)})
    if text := asked.text.strip():
        rows = rows.filter(Q(number__icontains=text) | Q(title__icontains=text))
    return rows.order_by(*ORDERS.get(asked.order, ORDERS["due"]))


def is_late(today: date) -> Q:
    """Return the condition on `Action` that its due date is or was missed."""
    reported = Q(reported_on__isnull=False, reported_on__gt=F("due_on"))
    return reported | is_overdue(today)


def is_overdue(today: date) -> Q:
    """Return the condition on `Action` that its clock runs past the due date."""
    return Q(state__in=RUNNING, due_on__lt=today)


def _in_state(state: str, today: date) -> Q:
    if state in State.values:
        return Q(state=state)
    if state == OVERDUE:
        return is_overdue(today)
    if state == LATE:
        return is_late(today)
    return Q() if state == ALL else ~Q(state__in=ENDED)


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10  # noqa: PLR2004 - an int4


def units_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the lead units of what the actor sees, for a choice."""
    keys = actions_for(actor).order_by().values("lead_unit").distinct()
    rows = Unit.objects.filter(pk__in=keys)
    return [(str(unit.pk), unit.name) for unit in rows]


def leaders_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the responsible leaders of what the actor sees, for a choice."""
    keys = actions_for(actor).order_by().values("leader").distinct()
    rows = User.objects.filter(pk__in=keys)
    return [(str(user.pk), user.name) for user in rows]
