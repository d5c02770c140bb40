"""Reads of factors: the plan in force, runs that somebody may see, and their rows."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.projects.models import AllocationPublication, AllocationRequest, AllocationRun
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.rules import sees_everything


def run_in_force() -> AllocationRun | None:
    """Return the run that was approved last."""
    last = (
        AllocationPublication.objects.filter(approved=True)
        .select_related("run__request__book")
        .order_by("-decided_at", "-pk")
        .first()
    )
    return last.run if last else None


def promised_months(run: AllocationRun | None) -> dict[str, dict[str, str]]:
    """Return project → milestone → month of a run's plan."""
    if run is None:
        return {}
    ground = run.request.ground
    months, projects = ground["months"], ground["projects"]
    return {
        key: {
            milestone[0]: months[place]
            for milestone, place in zip(projects[key]["milestones"], row["months"], strict=True)
        }
        for key, row in run.outcome["admitted"].items()
        if key in projects
    }


def runs_for(actor: Actor) -> QuerySet[AllocationRun]:
    """Return the runs that the actor may see, the newest first.

    Who reads every project sees all; others only those that were published.
    """
    found = AllocationRun.objects.select_related("request__book", "request__input")
    if not sees_everything(actor):
        found = found.filter(publications__approved=True).distinct()
    return found.order_by("-number")


def run_get(actor: Actor, number: int) -> AllocationRun:
    """Return a run by its number.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = runs_for(actor).filter(number=number).first()
    if found is None:
        raise Missing
    return found


def request_get(actor: Actor, request: int) -> AllocationRequest:
    """Return a request, for who reads every project.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = AllocationRequest.objects.filter(pk=request).select_related("run").first()
    if found is None or not sees_everything(actor):
        raise Missing
    return found


def codes_seen(actor: Actor) -> set[str]:
    """Return the codes of the projects that the actor sees."""
    return set(projects_for(actor).order_by().values_list("code", flat=True))


def publication_get(publication: int) -> AllocationPublication:
    """Return a proposal.

    Raises
    ------
    Missing
        when there is none.
    """
    found = AllocationPublication.objects.select_related("run").filter(pk=publication).first()
    if found is None:
        raise Missing
    return found
