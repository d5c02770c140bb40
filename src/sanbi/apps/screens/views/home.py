"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sanbi.apps.orgs.models.people import ROLE_NAMES
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.screens.queries.home import home as home_of
from sanbi.apps.screens.services import home_seen


@page(anyone)
def home(request: Request) -> HttpResponse:
    """Show what waits for the actor, and what changed."""
    actor = request.actor
    roles = [str(ROLE_NAMES[role]) for role in ROLE_NAMES if actor.has(role)]
    context = {"home": home_of(actor, request.now), "roles": roles, "now": request.now}
    return render(request, "screens/home.html", context)


@require_POST
@page(anyone)
def seen(request: Request) -> HttpResponse:
    """Mark the changes as seen."""
    home_seen(actor=request.actor, now=request.now)
    return redirect("home")
