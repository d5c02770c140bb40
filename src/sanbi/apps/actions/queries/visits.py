"""Field visits that somebody sees, and what became of the findings of the one before."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from sanbi.apps.actions.models import Finding, Visit
from sanbi.apps.actions.rules import OF_A_UNIT, can_read, sees_everything
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing


def visits_for(actor: Actor) -> QuerySet[Visit]:
    """Return the visits that the actor sees: all, or those to the own unit; the newest first."""
    rows = Visit.objects.select_related("unit", "firm").order_by("-on", "-pk")
    if sees_everything(actor):
        return rows
    if not can_read(actor):
        return rows.none()
    return rows.filter(unit__in=actor.units_as(*OF_A_UNIT))


def visit_get(actor: Actor, visit: int) -> Visit:
    """Return a visit.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = visits_for(actor).filter(pk=visit).first()
    if found is None:
        raise Missing
    return found


def visits_found(actor: Actor, state: str, text: str) -> QuerySet[Visit]:
    """Return visits with how many findings they have and how many wait; perhaps those alone."""
    rows = visits_for(actor)
    if text.strip():
        said = text.strip()
        rows = rows.filter(
            Q(topic__icontains=said) | Q(place__icontains=said) | Q(unit__name__icontains=said)
        )
    waits = Q(findings__state=Finding.State.WAITS)
    rows = rows.annotate(
        count=Count("findings"),
        waiting=Count("findings", filter=waits),
        filed=Count("findings", filter=Q(findings__state=Finding.State.FILED)),
    )
    return rows.filter(waiting__gt=0) if state == "waiting" else rows


def findings_of(visit: Visit) -> QuerySet[Finding]:
    """Return the findings of a visit with their actions."""
    return visit.findings.select_related(
        "action__lead_unit", "action__leader", "action__parent"
    ).order_by("place")


def visit_before(actor: Actor, visit: Visit) -> Visit | None:
    """Return the visit before one to the same firm, or without a firm to the same unit."""
    rows = visits_for(actor).filter(unit=visit.unit_id, firm=visit.firm_id)
    earlier = Q(on__lt=visit.on) | Q(on=visit.on, pk__lt=visit.pk)
    return rows.filter(earlier).first()
