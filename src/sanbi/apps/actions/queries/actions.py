"""Actions that somebody sees, and one of them."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.actions.models import Action
from sanbi.apps.actions.rules import actions_seen
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing


def actions_for(actor: Actor) -> QuerySet[Action]:
    """Return the actions that the actor sees, the first due first."""
    rows = Action.objects.filter(actions_seen(actor))
    return rows.select_related("lead_unit", "leader", "parent").order_by("due_on", "pk")


def action_get(actor: Actor, action: int) -> Action:
    """Return an action.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = actions_for(actor).filter(pk=action).first()
    if found is None:
        raise Missing
    return found
