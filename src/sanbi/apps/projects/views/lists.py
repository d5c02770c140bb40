"""The list of projects."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.queries import projects_for
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.views.frame import area_tabs

ON_A_PAGE = 50


@page(can_read)
def projects(request: Request) -> HttpResponse:
    """Show the register."""
    found = projects_for(request.actor)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "tabs": area_tabs("projects"),
        "trail": [(_("Projects"),)],
        "may_keep": can_keep(request.actor),
    }
    return render(request, "projects/list.html", shown)
