"""What all pages of projects share: the way back, and the tabs of the area and of one project.

A page joins by its route: a tab whose route does not exist is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.rules import can_appoint_keeper, can_keep, can_report

AREA: tuple[tuple[str, Promise], ...] = (
    ("projects", gettext_lazy("Project register")),
    ("wall", gettext_lazy("Wall chart")),
    ("obstacles", gettext_lazy("Obstacles")),
    ("factors", gettext_lazy("Factors")),
    ("projects-funnel", gettext_lazy("Stages and pace")),
    ("projects-map", gettext_lazy("Map")),
    ("lamps", gettext_lazy("Lamps")),
    ("recognition", gettext_lazy("What counts")),
    ("chains", gettext_lazy("Node templates")),
    ("keepers", gettext_lazy("Keepers")),
)
OF_ONE: tuple[tuple[str, Promise], ...] = (
    ("project", gettext_lazy("Where it stands")),
    ("project-nodes", gettext_lazy("Nodes")),
    ("project-months", gettext_lazy("Months")),
    ("project-quantities", gettext_lazy("Quantities")),
    ("project-factors", gettext_lazy("Factors")),
    ("project-obstacles", gettext_lazy("Obstacles")),
    ("project-lamps", gettext_lazy("Lamps")),
    ("project-files", gettext_lazy("Files and history")),
)
Crumb = tuple[str, str] | tuple[str]


def _tabs(
    rows: Iterable[tuple[str, Promise]], here: str, *, key: int | None = None
) -> list[tuple[str, str, bool]]:
    found = []
    for route, words in rows:
        try:
            url = reverse(route, args=[] if key is None else [key])
        except NoReverseMatch:
            continue
        found.append((url, str(words), route == here))
    return found


def area_tabs(here: str, actor: Actor | None = None) -> list[tuple[str, str, bool]]:
    """Return the tabs of the area, for the kit's ``tabs``; ``here`` is a route.

    Keepers are shown to those who may appoint them, where the page says who looks.
    """
    appoints = here == "keepers" or (actor is not None and can_appoint_keeper(actor.reading))
    return _tabs([row for row in AREA if row[0] != "keepers" or appoints], here)


def project_trail(project: Project, *more: Crumb) -> list[Crumb]:
    """Return the way to a page of one project."""
    own: Crumb = (project.name, reverse("project", args=[project.pk])) if more else (project.name,)
    return [(_("Projects"), reverse("projects")), own, *more]


def project_frame(request: Request, project: int, here: str, **more: object) -> dict[str, Any]:
    """Return what ``projects/frame.html`` needs, and what the page adds; ``here`` is its route.

    Raises
    ------
    Missing
        when the actor may not see the project.
    """
    held = project_get(request.actor, project)
    label = dict(OF_ONE).get(here)
    trail = project_trail(held) if here == "project" else project_trail(held, (str(label),))
    return {
        "project": held,
        "tabs": _tabs(OF_ONE, here, key=held.pk),
        "trail": trail,
        "today": timezone.localdate(request.now),
        "may_keep": can_keep(request.actor),
        "may_report": can_report(request.actor, held),
        **more,
    }


def asked_about(
    request: Request,
    project: Project,
    form: Form,
    deed: Deed,
    *,
    title: str,
    verb: str,
    back: str = "",
    more: Mapping[str, Any] | None = None,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form about one project, with the way back to it, and do its deed."""
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=verb,
        back=back or reverse("project", args=[project.pk]),
        more={"trail": project_trail(project, (title,)), "project": project, **(more or {})},
        **{"template": "projects/form.html", **how},
    )
