"""Plans and nodes that somebody sees, and one of them."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.plans.models import Node, Plan
from sanbi.apps.plans.rules import nodes_seen, plans_seen


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Return the plans that the actor sees, the newest year first."""
    return Plan.objects.filter(plans_seen(actor)).order_by("-year")


def plan_get(actor: Actor, plan: int) -> Plan:
    """Return a plan.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = plans_for(actor).filter(pk=plan).first()
    if found is None:
        raise Missing
    return found


def nodes_for(actor: Actor) -> QuerySet[Node]:
    """Return the nodes that the actor sees, those that were dropped left out, in order."""
    plans = Plan.objects.filter(plans_seen(actor))
    rows = Node.objects.filter(nodes_seen(actor), plan__in=plans, dropped_on__isnull=True)
    return rows.select_related("plan", "unit", "leader", "parent").order_by("sequence", "pk")


def node_get(actor: Actor, node: int) -> Node:
    """Return a node, as `plan_get` returns a plan."""
    found = nodes_for(actor).filter(pk=node).first()
    if found is None:
        raise Missing
    return found
