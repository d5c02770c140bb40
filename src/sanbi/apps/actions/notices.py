"""Lines in the inboxes of those whom an action concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from sanbi.apps.actions.models import Action, Card
from sanbi.apps.actions.rules import OF_A_UNIT
from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.queries.people import current

ASSIGNED = gettext_noop("%(number)s was assigned to your unit: %(title)s. Due on %(day)s.")
DECLINED = gettext_noop("%(unit)s gave %(number)s back: %(text)s")
REPORTED = gettext_noop("%(unit)s reported %(number)s as done: verify it.")
RETURNED = gettext_noop("%(number)s was returned: %(text)s")
CLOSED = gettext_noop("%(number)s is closed out.")
REOPENED = gettext_noop("%(number)s was taken up again: %(text)s Due on %(day)s.")
WITHDRAWN = gettext_noop("%(number)s was withdrawn: %(text)s")
ASKED = gettext_noop("%(unit)s asks for more time for %(number)s, until %(until)s.")
EXTENDED = gettext_noop("%(number)s was extended: it is now due on %(day)s.")
REFUSED = gettext_noop("%(number)s was not extended: %(text)s")
REMINDED = gettext_noop("The supervision office reminds you of %(number)s: %(text)s")
RATED_POOR = gettext_noop("%(firm)s is not content with the answer to %(number)s.")
YELLOW = gettext_noop("%(unit)s was shown a yellow card for %(number)s: %(text)s")
RED = gettext_noop("%(unit)s was shown a red card for %(number)s: %(text)s")
CARDS = {Card.Colour.YELLOW: YELLOW, Card.Colour.RED: RED}


def tell_unit(action: Action, text: str, now: datetime, /, **more: object) -> int:
    """Tell the lead unit and the responsible leader; return the lines written."""
    people = people_of([action.lead_unit_id], now)
    if action.leader_id:
        people.add(action.leader_id)
    return _send(action, people, text, now, more)


def tell_all_units(action: Action, text: str, now: datetime, /, **more: object) -> int:
    """Tell the lead unit, the supporting units and the responsible leader."""
    units = [action.lead_unit_id, *action.supporting.values_list("pk", flat=True)]
    people = people_of(units, now)
    if action.leader_id:
        people.add(action.leader_id)
    return _send(action, people, text, now, more)


def tell_supervisors(action: Action, text: str, now: datetime, /, **more: object) -> int:
    """Tell who supervises: the unit that split it, or the supervision office."""
    if action.parent is not None:
        people = people_of([action.parent.lead_unit_id], now)
    else:
        held = current(timezone.localdate(now)).filter(role=Role.SUPERVISOR)
        people = set(held.order_by().values_list("user", flat=True))
    return _send(action, people, text, now, more)


def people_of(units: Iterable[int], now: datetime) -> set[int]:
    """Return the accounts that work for some units."""
    held = current(timezone.localdate(now)).filter(unit__in=list(units), role__in=OF_A_UNIT)
    return set(held.order_by().values_list("user", flat=True))


def _send(
    action: Action, people: Iterable[int], text: str, now: datetime, more: dict[str, object]
) -> int:
    values = {
        "number": action.number,
        "title": action.title,
        "unit": action.lead_unit.name,
        "day": action.due_on.isoformat() if action.due_on else "",
        **more,
    }
    used = {name: value for name, value in values.items() if f"%({name})s" in text}
    link = reverse("action", args=[action.pk])
    return send(people, text, used, now=now, link=link, private=["title", "text", "firm"])
