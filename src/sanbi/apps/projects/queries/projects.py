"""Reads of projects; only what the actor may see."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.rules import projects_seen


def projects_for(actor: Actor) -> QuerySet[Project]:
    """Return the projects that the actor may see, by name."""
    return (
        Project.objects.filter(projects_seen(actor))
        .select_related("unit", "owner_unit", "lead_unit", "leader", "owner")
        .order_by("name_key", "id")
    )


def project_get(actor: Actor, project: int) -> Project:
    """Return a project.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = projects_for(actor).filter(pk=project).first()
    if found is None:
        raise Missing
    return found
