"""What may be filed as an action: obstacles that went up and are not followed yet."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sanbi.apps.actions.models import Action, State
from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.models import Obstacle
from sanbi.apps.projects.queries.obstacles import UNSOLVED, obstacles_for

MOST = 100
HIGH = 2
"""The level from which on an obstacle is proposed: the responsible leader's."""


def proposed(actor: Actor, today: date) -> list[Obstacle]:
    """Return unsolved obstacles that have gone up or are overdue, without an action about them."""
    followed = Action.objects.filter(obstacle__isnull=False).exclude(state=State.WITHDRAWN)
    rows = obstacles_for(actor).filter(Q(level__gte=HIGH) | Q(due_on__lt=today))
    rows = rows.filter(state__in=UNSOLVED).exclude(pk__in=followed.values("obstacle"))
    return list(rows.order_by("-level", "due_on", "pk")[:MOST])
