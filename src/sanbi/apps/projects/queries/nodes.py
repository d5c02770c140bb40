"""The nodes of one project, and the plans that were signed for them."""

from __future__ import annotations

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.projects.models import Baseline, Node, Project
from sanbi.apps.projects.queries.projects import project_get


def nodes_of(project: Project) -> list[Node]:
    """Return the nodes of a project that was asked for, in their order."""
    return list(Node.objects.filter(project=project).select_related("unit").order_by("place"))


def baselines_of(project: Project) -> list[Baseline]:
    """Return the signed plans of a project that was asked for, the newest first."""
    return list(Baseline.objects.filter(project=project).order_by("-number"))


def node_get(actor: Actor, project: int, node: int) -> Node:
    """Return a node of a project.

    Raises
    ------
    Missing
        when there is none, or the actor may not see the project.
    """
    held = project_get(actor, project)
    found = Node.objects.filter(project=held, pk=node).select_related("unit").first()
    if found is None:
        raise Missing
    found.project = held
    return found
