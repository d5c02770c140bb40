"""Good practice that somebody sees."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.plans.models import Practice
from sanbi.apps.plans.rules import practices_seen


def practices_for(actor: Actor, state: str = "", text: str = "") -> QuerySet[Practice]:
    """Return practices with how many units took each over (``taken``), the newest first."""
    rows = Practice.objects.filter(practices_seen(actor)).select_related("unit")
    if state:
        rows = rows.filter(state=state)
    if text.strip():
        rows = rows.filter(title__icontains=text.strip())
    return rows.annotate(taken=Count("takeovers")).order_by("-nominated_on", "-pk")


def practice_get(actor: Actor, practice: int) -> Practice:
    """Return a practice.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = practices_for(actor).filter(pk=practice).first()
    if found is None:
        raise Missing
    return found
